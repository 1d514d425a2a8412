package mailtally.store.applemail;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// A mailbox's address in the Envelope Index, such as `imap://<account UUID>/Projects/Client%20A`.
///
/// @param scheme `imap`, `pop`, `ews`, `local`, in lower case
/// @param account the account's UUID, or before V3 `user@host`; decoded
/// @param names the folder's name, level by level; decoded
record MailboxUrl(String scheme, String account, List<String> names) {
    private static final int MOST_LEVELS = 64;

    MailboxUrl {
        names = List.copyOf(names);
    }

    /// Reads an address; nothing where it is none or names no folder.
    static Optional<MailboxUrl> parse(String url) {
        int colon = url == null ? -1 : url.indexOf("://");
        if (colon <= 0) {
            return Optional.empty();
        }
        String rest = url.substring(colon + 3);
        int slash = rest.indexOf('/');
        if (slash < 0) {
            return Optional.empty();
        }
        List<String> names = new ArrayList<>();
        for (String level : rest.substring(slash + 1).split("/", -1)) {
            if (!level.isEmpty()) {
                names.add(decoded(level));
            }
        }
        if (names.isEmpty() || names.size() > MOST_LEVELS) {
            return Optional.empty();
        }
        return Optional.of(
                new MailboxUrl(
                        url.substring(0, colon).toLowerCase(Locale.ROOT),
                        decoded(rest.substring(0, slash)),
                        names));
    }

    /// Equal for an address and a folder on disk that mean the same mailbox: names composed alike,
    /// in any case (so is a Mac's disk), and with the colon that a slash becomes in a file's name.
    static String key(List<String> names) {
        StringBuilder key = new StringBuilder();
        for (String name : names) {
            key.append('\0')
                    .append(
                            Normalizer.normalize(name, Normalizer.Form.NFC)
                                    .toLowerCase(Locale.ROOT)
                                    .replace('/', ':'));
        }
        return key.toString();
    }

    private static String decoded(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        byte[] raw = text.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < raw.length; i++) {
            int high = raw[i] == '%' && i + 2 < raw.length ? Character.digit(raw[i + 1], 16) : -1;
            int low = high >= 0 ? Character.digit(raw[i + 2], 16) : -1;
            if (low >= 0) {
                bytes.write(high << 4 | low);
                i += 2;
            } else {
                bytes.write(raw[i]);
            }
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
