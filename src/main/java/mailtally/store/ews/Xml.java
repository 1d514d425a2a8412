package mailtally.store.ews;

/// Text in XML 1.0.
final class Xml {
    private Xml() {}

    /// True where XML 1.0 section 2.2 has a way to say this text.
    static boolean sayable(String text) {
        return text.codePoints()
                .allMatch(
                        c ->
                                c == '\t'
                                        || c == '\n'
                                        || c == '\r'
                                        || (c >= 0x20 && c < 0xd800)
                                        || (c >= 0xe000 && c < 0xfffe)
                                        || c >= 0x10000);
    }

    /// The text as it may stand in an element or in a quoted attribute. What is no blank but moves
    /// the line is written by its number, so that no parser makes a blank of it.
    static String escaped(String text) {
        StringBuilder escaped = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                case '\t', '\n', '\r' -> escaped.append("&#").append((int) c).append(';');
                default -> escaped.append(c);
            }
        }
        return escaped.toString();
    }
}
