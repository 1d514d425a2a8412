package mailtally.message;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// A header value with parameters: `text/plain; charset=utf-8` (RFC 2045 section 5.1, RFC 2231).
/// Forgiving as to blanks and quotes; of parameters given twice the first counts.
final class Parameters {
    private static final int SEGMENTS_LIMIT = 100;

    private final String value;
    private final Map<String, String> parameters = new HashMap<>();
    private final Map<String, String> tokens = new HashMap<>();

    /// Reads a field's value.
    ///
    /// @param latin1 one character a byte, folded or not
    Parameters(String latin1) {
        String text = latin1.replaceAll("[\\r\\n\\t]", " ");
        int at = end(text, 0);
        this.value = withoutComment(text.substring(0, at)).toLowerCase(Locale.ROOT);
        while (at < text.length()) {
            int end = end(text, at + 1);
            int equals = text.indexOf('=', at, end);
            if (equals > 0) {
                String name = text.substring(at + 1, equals).strip().toLowerCase(Locale.ROOT);
                parameter(name, text.substring(equals + 1, end).strip());
            }
            at = end;
        }
    }

    /// The place of the next semicolon outside quotes, or the end.
    private static int end(String text, int from) {
        boolean quoted = false;
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quoted && c == '\\') {
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (c == ';' && !quoted) {
                return i;
            }
        }
        return text.length();
    }

    private static String withoutComment(String text) {
        int comment = text.indexOf('(');
        return (comment < 0 ? text : text.substring(0, comment)).strip();
    }

    private void parameter(String name, String written) {
        if (written.startsWith("\"")) {
            StringBuilder text = new StringBuilder();
            for (int i = 1; i < written.length() && written.charAt(i) != '"'; i++) {
                if (written.charAt(i) == '\\' && i + 1 < written.length()) {
                    i++;
                }
                text.append(written.charAt(i));
            }
            parameters.putIfAbsent(name, text.toString());
            tokens.putIfAbsent(name, text.toString());
        } else {
            parameters.putIfAbsent(name, written);
            int blank = withoutComment(written).indexOf(' ');
            String token = withoutComment(written);
            tokens.putIfAbsent(name, blank < 0 ? token : token.substring(0, blank));
        }
    }

    /// What stands before the parameters, in lower case.
    String value() {
        return value;
    }

    /// A parameter that is a token or quoted, as it is; empty where there is none.
    String token(String name) {
        return tokens.getOrDefault(name, "");
    }

    /// A parameter that is text for people, decoded; empty where there is none. Extended first,
    /// then in segments, then plain, in which encoded words are met although RFC 2047 forbids them.
    String text(String name) {
        String extended = parameters.get(name + "*");
        if (extended != null) {
            return decode(extended);
        }
        String segments = segments(name);
        return segments.isEmpty()
                ? HeaderText.text(parameters.getOrDefault(name, ""))
                : decode(segments);
    }

    /// The joined segments in the extended notation, or empty (RFC 2231 section 3).
    private String segments(String name) {
        StringBuilder joined = new StringBuilder();
        for (int i = 0; i < SEGMENTS_LIMIT; i++) {
            String plain = parameters.get(name + "*" + i);
            String extended = parameters.get(name + "*" + i + "*");
            if (plain == null && extended == null) {
                break;
            }
            if (i == 0 && extended == null) {
                joined.append("''");
            }
            joined.append(extended != null ? extended : plain.replace("%", "%25"));
        }
        return joined.toString();
    }

    /// `charset'language'text%20with%20escapes` (RFC 2231 section 4), or the value as it is.
    private static String decode(String extended) {
        int first = extended.indexOf('\'');
        int second = extended.indexOf('\'', first + 1);
        if (first < 0 || second < 0) {
            return MailCharset.undeclared(extended);
        }
        String escaped = extended.substring(second + 1);
        Optional<String> bytes = unescape(escaped);
        if (bytes.isEmpty()) {
            return MailCharset.undeclared(escaped);
        }
        Optional<Charset> charset = MailCharset.named(extended.substring(0, first));
        return charset.flatMap(
                        c ->
                                MailCharset.decode(
                                        bytes.get().getBytes(StandardCharsets.ISO_8859_1), c))
                .orElseGet(() -> MailCharset.undeclared(first == 0 ? bytes.get() : escaped));
    }

    private static Optional<String> unescape(String escaped) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int i = 0; i < escaped.length(); i++) {
            char c = escaped.charAt(i);
            if (c != '%') {
                bytes.write(c);
                continue;
            }
            int high = i + 2 < escaped.length() ? Character.digit(escaped.charAt(i + 1), 16) : -1;
            int low = i + 2 < escaped.length() ? Character.digit(escaped.charAt(i + 2), 16) : -1;
            if (high < 0 || low < 0) {
                return Optional.empty();
            }
            bytes.write(high << 4 | low);
            i += 2;
        }
        return Optional.of(bytes.toString(StandardCharsets.ISO_8859_1));
    }
}
