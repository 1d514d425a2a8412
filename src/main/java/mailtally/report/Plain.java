package mailtally.report;

/// Text from mail made harmless for a terminal or a log: control characters, direction marks and
/// whatever else does not show as itself is written by its code point in braces, after a backslash
/// and a u.
public final class Plain {
    private Plain() {}

    /// The text on one line, with nothing in it that acts.
    public static String text(String fromMail) {
        StringBuilder plain = new StringBuilder(fromMail.length());
        fromMail.codePoints()
                .forEach(
                        c -> {
                            if (acts(c)) {
                                plain.append(String.format("\\%c{%04X}", 'u', c));
                            } else {
                                plain.appendCodePoint(c);
                            }
                        });
        return plain.toString();
    }

    /// The part of a locator that a person can use: the file's name, without the stamp behind it.
    public static String place(String locator) {
        String text = text(locator);
        String name = text.substring(text.lastIndexOf('/') + 1);
        return name.replaceFirst("(\\.emlx?)#.*", "$1");
    }

    /// The text, cut to at most `characters` code points, with an ellipsis where it was cut.
    public static String text(String fromMail, int characters) {
        String plain = text(fromMail);
        if (plain.codePointCount(0, plain.length()) <= characters) {
            return plain;
        }
        return plain.substring(0, plain.offsetByCodePoints(0, characters - 1)) + "…";
    }

    /// The text, cut at its beginning: of a folder's name the end tells most.
    public static String tail(String fromMail, int characters) {
        String plain = text(fromMail);
        int length = plain.codePointCount(0, plain.length());
        if (length <= characters) {
            return plain;
        }
        return "…" + plain.substring(plain.offsetByCodePoints(0, length - characters + 1));
    }

    /// How many columns a terminal takes for a text that is plain already.
    public static int columns(String plain) {
        return plain.codePoints().map(Plain::columns).sum();
    }

    /// The text on lines of at most `columns` columns, broken at spaces; those after the first
    /// begin with `indent`. What has no space stays whole.
    public static String folded(String plain, String indent, int columns) {
        StringBuilder lines = new StringBuilder(plain.length());
        int used = 0;
        for (String word : plain.split("(?<=\\S)(?= )", -1)) {
            int wide = columns(word);
            if (used > 0 && used + wide > columns && !word.isBlank()) {
                String rest = word.stripLeading();
                lines.append(System.lineSeparator()).append(indent).append(rest);
                used = indent.length() + columns(rest);
            } else {
                lines.append(word);
                used += wide;
            }
        }
        return lines.toString();
    }

    private static int columns(int c) {
        if (Character.getType(c) == Character.NON_SPACING_MARK) {
            return 0;
        }
        boolean wide =
                Character.isEmojiPresentation(c)
                        || switch (Character.UnicodeScript.of(c)) {
                            case HAN, HIRAGANA, KATAKANA, HANGUL -> true;
                            default -> false;
                        };
        return wide ? 2 : 1;
    }

    private static boolean acts(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED ->
                    true;
            default -> false;
        };
    }
}
