package mailtally.message;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The text of a header field's value (RFC 5322, RFC 2047, RFC 6532).
///
/// Encoded words are read strictly, and neighbours of one charset are joined before they are
/// decoded, since mail programs cut characters in two. What cannot be decoded is left as it is.
/// Bytes outside ASCII are tried as UTF-8, then taken as windows-1252.
public final class HeaderText {
    private HeaderText() {}

    /// The value for people: one line, decoded, blanks collapsed, no control characters and none
    /// that turn the direction of writing, cut with `…` where it is longer than the limit.
    ///
    /// @param latin1HeaderValue the value's bytes, one character a byte, folded or not
    /// @param limitChars the longest result, 1 or more
    public static String decode(String latin1HeaderValue, int limitChars) {
        // A character takes at most some 40 bytes here; more input than that is never shown.
        int enough = (int) Math.min(latin1HeaderValue.length(), 1000L + 40L * limitChars);
        return visible(text(latin1HeaderValue.substring(0, enough)), limitChars);
    }

    /// A component's label, made of text that is already decoded.
    static String label(String text) {
        return visible(text, Component.LABEL_LIMIT_CHARS);
    }

    /// The value for comparing: decoded, each run of blanks and tabs one blank, none at the
    /// ends, NFC.
    static String canonical(String latin1) {
        return collapsed(text(latin1));
    }

    /// Text that is decoded already, as [#canonical] writes it.
    static String collapsed(String text) {
        return Normalizer.normalize(collapse(text), Normalizer.Form.NFC);
    }

    /// The value, unfolded and decoded, with its blanks.
    static String text(String latin1) {
        StringBuilder out = new StringBuilder();
        List<EncodedWord> run = new ArrayList<>();
        int literal = 0;
        int at = latin1.indexOf("=?");
        while (at >= 0) {
            Optional<EncodedWord> word = EncodedWord.at(latin1, at);
            if (word.isPresent()) {
                // Blanks between two encoded words are not shown (RFC 2047 section 6.2).
                if (run.isEmpty() || !latin1.substring(literal, at).isBlank()) {
                    flush(run, latin1, out);
                    out.append(literal(latin1.substring(literal, at)));
                }
                run.add(word.get());
                literal = word.get().end();
            }
            at = latin1.indexOf("=?", word.isPresent() ? literal : at + 2);
        }
        flush(run, latin1, out);
        return out.append(literal(latin1.substring(literal))).toString();
    }

    private static String literal(String latin1) {
        String unfolded = latin1.replace("\r", "").replace("\n", "");
        return MailCharset.undeclared(unfolded);
    }

    /// Decodes a row of words: those of one charset together, else each by itself, else not at all.
    private static void flush(List<EncodedWord> run, String latin1, StringBuilder out) {
        int from = 0;
        while (from < run.size()) {
            int to = from + 1;
            while (to < run.size() && run.get(to).charset().equals(run.get(from).charset())) {
                to++;
            }
            List<EncodedWord> alike = run.subList(from, to);
            decode(alike).ifPresentOrElse(out::append, () -> one(alike, latin1, out));
            from = to;
        }
        run.clear();
    }

    private static void one(List<EncodedWord> words, String latin1, StringBuilder out) {
        for (EncodedWord word : words) {
            out.append(decode(List.of(word)).orElseGet(() -> asWritten(word, latin1)));
        }
    }

    /// The word, and a blank where one followed: it was taken for one between encoded words.
    private static String asWritten(EncodedWord word, String latin1) {
        boolean blank = word.end() < latin1.length() && latin1.charAt(word.end()) <= ' ';
        return latin1.substring(word.start(), word.end()) + (blank ? " " : "");
    }

    private static Optional<String> decode(List<EncodedWord> words) {
        StringBuilder bytes = new StringBuilder();
        words.forEach(word -> bytes.append(word.bytes()));
        return MailCharset.decode(
                bytes.toString().getBytes(StandardCharsets.ISO_8859_1), words.get(0).charset());
    }

    private static String collapse(String text) {
        StringBuilder out = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean blank = c == ' ' || c == '\t';
            if (!blank) {
                out.append(c);
            } else if (!out.isEmpty() && out.charAt(out.length() - 1) != ' ') {
                out.append(' ');
            }
        }
        if (!out.isEmpty() && out.charAt(out.length() - 1) == ' ') {
            out.setLength(out.length() - 1);
        }
        return out.toString();
    }

    private static String visible(String text, int limitChars) {
        StringBuilder out = new StringBuilder();
        String line = collapse(text.replace('\r', ' ').replace('\n', ' '));
        int i = 0;
        while (i < line.length()) {
            int c = line.codePointAt(i);
            i += Character.charCount(c);
            boolean hidden =
                    switch (Character.getType(c)) {
                        case Character.CONTROL,
                                Character.LINE_SEPARATOR,
                                Character.PARAGRAPH_SEPARATOR,
                                Character.SURROGATE ->
                                true;
                        default -> turnsDirection(c);
                    };
            int shown = hidden ? 0xFFFD : c;
            int room = i < line.length() ? limitChars - 1 : limitChars;
            if (out.length() + Character.charCount(shown) > room) {
                return out.append('…').toString();
            }
            out.appendCodePoint(shown);
        }
        return out.toString();
    }

    /// Bidirectional controls (Unicode Standard Annex 9): they make `gpj.exe` read `exe.jpg`.
    private static boolean turnsDirection(int c) {
        return (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
    }
}
