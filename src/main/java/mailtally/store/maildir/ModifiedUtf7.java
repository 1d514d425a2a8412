package mailtally.store.maildir;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/// Folder names as IMAP4rev1 wrote them (RFC 3501 section 5.1.3; RFC 9051 appendix A.1 keeps it):
/// `&` begins UTF-16 in base64 with `,` for `/`, `-` ends it, `&-` is `&` itself.
final class ModifiedUtf7 {
    private ModifiedUtf7() {}

    /// The name that was meant, or the name as it is where it is not written by these rules.
    static String decode(String name) {
        return name.indexOf('&') < 0 ? name : strictly(name).orElse(name);
    }

    /// The name as it is written by these rules.
    static String encode(String name) {
        StringBuilder written = new StringBuilder();
        int at = 0;
        while (at < name.length()) {
            char c = name.charAt(at);
            if (plain(c)) {
                written.append(c == '&' ? "&-" : String.valueOf(c));
                at++;
                continue;
            }
            int end = at;
            while (end < name.length() && !plain(name.charAt(end))) {
                end++;
            }
            byte[] units = name.substring(at, end).getBytes(StandardCharsets.UTF_16BE);
            String base64 = Base64.getEncoder().withoutPadding().encodeToString(units);
            written.append('&').append(base64.replace('/', ',')).append('-');
            at = end;
        }
        return written.toString();
    }

    private static boolean plain(char c) {
        return c >= 0x20 && c <= 0x7e;
    }

    private static Optional<String> strictly(String name) {
        StringBuilder decoded = new StringBuilder();
        int at = 0;
        while (at < name.length()) {
            char c = name.charAt(at);
            if (c < 0x20 || c > 0x7e) {
                return Optional.empty();
            }
            if (c != '&') {
                decoded.append(c);
                at++;
                continue;
            }
            int end = name.indexOf('-', at);
            if (end < 0) {
                return Optional.empty();
            }
            Optional<String> run =
                    end == at + 1 ? Optional.of("&") : shifted(name.substring(at + 1, end));
            if (run.isEmpty()) {
                return run;
            }
            decoded.append(run.get());
            at = end + 1;
        }
        return Optional.of(decoded.toString());
    }

    /// What stands between `&` and `-`: whole UTF-16 units, padding bits zero, nothing that could
    /// have been written plainly, and no half of a pair.
    private static Optional<String> shifted(String base64) {
        try {
            byte[] units = Base64.getDecoder().decode(base64.replace(',', '/'));
            String text =
                    StandardCharsets.UTF_16BE
                            .newDecoder()
                            .decode(ByteBuffer.wrap(units))
                            .toString();
            String again = Base64.getEncoder().withoutPadding().encodeToString(units);
            boolean clean =
                    again.replace('/', ',').equals(base64)
                            && text.chars().noneMatch(c -> (c >= 0x20 && c <= 0x7e) || c == 0);
            return clean ? Optional.of(text) : Optional.empty();
        } catch (IllegalArgumentException | CharacterCodingException e) {
            return Optional.empty();
        }
    }
}
