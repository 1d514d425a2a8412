package mailtally.demo.exchange;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/// Looks into a mailbox of the stand-in past its doors, and changes what is in it as no client
/// could.
public final class Tampering {
    private Tampering() {}

    /// Every message of the user that a folder for mail holds, one character a byte.
    public static List<String> messages(ExchangeStandIn server, String user) {
        List<String> all = new ArrayList<>();
        for (ExchangeFolder folder : server.mailbox(user).folders()) {
            for (ExchangeItem item : server.mailbox(user).items(folder)) {
                all.add(new String(item.mime(), StandardCharsets.ISO_8859_1));
            }
        }
        return all;
    }

    /// Changes each message of a folder that changes by this; its number stays.
    ///
    /// @return how many changed
    public static int change(
            ExchangeStandIn server, String user, String folder, UnaryOperator<String> change) {
        ExchangeMailbox mailbox = server.mailbox(user);
        ExchangeFolder there = mailbox.folder(List.of(folder)).orElseThrow();
        int changed = 0;
        for (ExchangeItem item : mailbox.items(there)) {
            String before = new String(item.mime(), StandardCharsets.ISO_8859_1);
            String after = change.apply(before);
            if (!after.equals(before)) {
                there.put(
                        new ExchangeItem(
                                item.uid() + 1_000_000,
                                item.id() + "changed",
                                mailbox.change(),
                                after.getBytes(StandardCharsets.ISO_8859_1),
                                item.received(),
                                item.stored(),
                                item.flags(),
                                item.draft()));
                mailbox.remove(there, item.uid());
                changed++;
            }
        }
        return changed;
    }
}
