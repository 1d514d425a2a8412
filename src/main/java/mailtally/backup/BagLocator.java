package mailtally.backup;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import mailtally.message.UnreadableException;
import mailtally.store.Locator;

/// Where a holding lies in a bag: `data/INBOX.mbox/mbox@1234` is the message whose first byte is at
/// offset 1234; `data/INBOX.mbox/mbox#7` is the folder's seventh holding, which was no readable
/// message.
final class BagLocator {
    private static final Pattern NUMBER = Pattern.compile("0|[1-9][0-9]{0,17}");
    private static final String PLAIN = "/._-~!$'()+,=";

    private BagLocator() {}

    static Locator message(String packageFile, long offset) {
        return new Locator(encoded(packageFile) + "@" + offset);
    }

    static Locator unreadable(String packageFile, long number) {
        return new Locator(encoded(packageFile) + "#" + number);
    }

    /// What the locators of a package's messages begin with.
    static String prefix(String packageFile) {
        return encoded(packageFile) + "@";
    }

    /// The offset that such a locator ends with.
    ///
    /// @throws UnreadableException if it is none
    static long offset(Locator locator, String packageFile) throws UnreadableException {
        String prefix = prefix(packageFile);
        String value = locator.value();
        if (!value.startsWith(prefix)
                || !NUMBER.matcher(value.substring(prefix.length())).matches()) {
            throw new UnreadableException("There is no such message in this folder of the backup.");
        }
        return Long.parseLong(value.substring(prefix.length()));
    }

    private static String encoded(String path) {
        StringBuilder text = new StringBuilder();
        for (byte b : path.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            boolean plain =
                    (c >= 'a' && c <= 'z')
                            || (c >= 'A' && c <= 'Z')
                            || (c >= '0' && c <= '9')
                            || PLAIN.indexOf(c) >= 0;
            if (plain) {
                text.append(c);
            } else {
                text.append('%').append(String.format("%02X", (int) c));
            }
        }
        return text.toString();
    }
}
