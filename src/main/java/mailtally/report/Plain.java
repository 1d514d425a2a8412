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
