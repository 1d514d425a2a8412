package mailtally.demo.exchange;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/// Folder names as IMAP writes them: levels joined by `/`, in modified UTF-7 (RFC 3501 section
/// 5.1.3).
final class ImapNames {
    private static final int MOST_LEVELS = 30;
    private static final int MOST_CHARS = 250;

    private ImapNames() {}

    static String wire(List<String> path) {
        return String.join("/", path.stream().map(ImapNames::encoded).toList());
    }

    /// The levels of a name.
    ///
    /// @throws ImapRefusal if it is no name
    static List<String> path(String wire) throws ImapRefusal {
        String plain = wire.endsWith("/") ? wire.substring(0, wire.length() - 1) : wire;
        String[] levels = plain.split("/", -1);
        if (levels.length > MOST_LEVELS) {
            throw ImapRefusal.badArgument();
        }
        for (int i = 0; i < levels.length; i++) {
            levels[i] = decoded(levels[i]);
            if (levels[i].isEmpty() || levels[i].length() > MOST_CHARS) {
                throw ImapRefusal.badArgument();
            }
        }
        if (levels[0].equalsIgnoreCase("INBOX")) {
            levels[0] = "INBOX";
        }
        return Arrays.asList(levels);
    }

    private static boolean plain(char c) {
        return c >= ' ' && c < 0x7f;
    }

    private static String encoded(String name) {
        StringBuilder wire = new StringBuilder();
        int at = 0;
        while (at < name.length()) {
            char c = name.charAt(at);
            if (plain(c)) {
                wire.append(c == '&' ? "&-" : String.valueOf(c));
                at++;
                continue;
            }
            int end = at;
            while (end < name.length() && !plain(name.charAt(end))) {
                end++;
            }
            byte[] wide = name.substring(at, end).getBytes(StandardCharsets.UTF_16BE);
            String base64 = Base64.getEncoder().withoutPadding().encodeToString(wide);
            wire.append('&').append(base64.replace('/', ',')).append('-');
            at = end;
        }
        return wire.toString();
    }

    private static String decoded(String wire) throws ImapRefusal {
        StringBuilder name = new StringBuilder();
        int at = 0;
        while (at < wire.length()) {
            char c = wire.charAt(at);
            if (c > 0x7e || c < ' ') {
                throw ImapRefusal.badArgument();
            }
            if (c != '&') {
                name.append(c);
                at++;
                continue;
            }
            int end = wire.indexOf('-', at);
            if (end < 0) {
                throw ImapRefusal.badArgument();
            }
            name.append(end == at + 1 ? "&" : wide(wire.substring(at + 1, end)));
            at = end + 1;
        }
        return name.toString();
    }

    private static String wide(String base64) throws ImapRefusal {
        try {
            byte[] bytes = Base64.getDecoder().decode(base64.replace(',', '/'));
            return new String(bytes, StandardCharsets.UTF_16BE);
        } catch (IllegalArgumentException e) {
            throw ImapRefusal.badArgument();
        }
    }
}
