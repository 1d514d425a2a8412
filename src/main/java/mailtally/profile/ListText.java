package mailtally.profile;

import java.util.List;
import java.util.Map;

/// Writes a property list in Apple's XML form. Texts are escaped; characters that XML 1.0 does not
/// have are refused.
final class ListText {
    private final StringBuilder text = new StringBuilder();

    String document(Map<String, Object> root) {
        text.append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n")
                .append("<!DOCTYPE plist PUBLIC \"-//Apple//DTD PLIST 1.0//EN\"")
                .append(" \"http://www.apple.com/DTDs/PropertyList-1.0.dtd\">\n")
                .append("<plist version=\"1.0\">\n");
        value(root, "");
        return text.append("</plist>\n").toString();
    }

    private void value(Object value, String indent) {
        switch (value) {
            case Map<?, ?> map -> {
                text.append(indent).append("<dict>\n");
                map.forEach(
                        (key, inner) -> {
                            element("key", key.toString(), indent + "\t");
                            value(inner, indent + "\t");
                        });
                text.append(indent).append("</dict>\n");
            }
            case List<?> list -> {
                text.append(indent).append("<array>\n");
                list.forEach(inner -> value(inner, indent + "\t"));
                text.append(indent).append("</array>\n");
            }
            case Boolean yes -> text.append(indent).append(yes ? "<true/>\n" : "<false/>\n");
            case Long number -> element("integer", Long.toString(number), indent);
            case String string -> element("string", string, indent);
            default -> throw new IllegalArgumentException("no value of a property list");
        }
    }

    private void element(String name, String content, String indent) {
        text.append(indent).append('<').append(name).append('>');
        content.codePoints().forEach(this::character);
        text.append("</").append(name).append(">\n");
    }

    private void character(int c) {
        switch (c) {
            case '&' -> text.append("&amp;");
            case '<' -> text.append("&lt;");
            case '>' -> text.append("&gt;");
            default -> {
                boolean allowed = c >= 0x20 && c != 0x7f && c != 0xfffe && c != 0xffff;
                if (!allowed || Character.getType(c) == Character.SURROGATE) {
                    throw new IllegalArgumentException("a character that a profile cannot hold");
                }
                text.appendCodePoint(c);
            }
        }
    }
}
