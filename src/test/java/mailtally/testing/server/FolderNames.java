package mailtally.testing.server;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/// Modified UTF-7 (RFC 3501 section 5.1.3), on purpose not the program's own.
final class FolderNames {
    private FolderNames() {}

    static String encode(String name) {
        StringBuilder out = new StringBuilder();
        StringBuilder odd = new StringBuilder();
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c >= ' ' && c <= '~') {
                shift(out, odd);
                out.append(c == '&' ? "&-" : String.valueOf(c));
            } else {
                odd.append(c);
            }
        }
        shift(out, odd);
        return out.toString();
    }

    static String decode(String name) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < name.length(); i++) {
            int end = name.charAt(i) == '&' ? name.indexOf('-', i) : -1;
            if (end < 0) {
                out.append(name.charAt(i));
            } else if (end == i + 1) {
                out.append('&');
                i = end;
            } else {
                byte[] odd =
                        Base64.getDecoder().decode(name.substring(i + 1, end).replace(',', '/'));
                out.append(new String(odd, StandardCharsets.UTF_16BE));
                i = end;
            }
        }
        return out.toString();
    }

    private static void shift(StringBuilder out, StringBuilder odd) {
        if (!odd.isEmpty()) {
            byte[] bytes = odd.toString().getBytes(StandardCharsets.UTF_16BE);
            String base64 = Base64.getEncoder().withoutPadding().encodeToString(bytes);
            out.append('&').append(base64.replace('/', ',')).append('-');
            odd.setLength(0);
        }
    }
}
