package mailtally.backup;

import java.nio.charset.StandardCharsets;
import mailtally.store.Locator;

/// Where a holding lies in a bag: `data/INBOX.mbox/mbox@1234` is the message whose first byte is at
/// offset 1234; `data/INBOX.mbox/mbox#7` is the folder's seventh holding, which was no readable
/// message.
final class BagLocator {
    private static final String PLAIN = "/._-~!$'()+,=";

    private BagLocator() {}

    static Locator message(String packageFile, long offset) {
        return new Locator(encoded(packageFile) + "@" + offset);
    }

    static Locator unreadable(String packageFile, long number) {
        return new Locator(encoded(packageFile) + "#" + number);
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
