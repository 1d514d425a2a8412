package mailtally.demo.exchange;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// Flags as IMAP names them (RFC 3501 section 2.3.2); their case does not count.
final class ImapFlags {
    private static final List<String> KNOWN =
            List.of("\\Seen", "\\Answered", "\\Flagged", "\\Deleted", "\\Draft", "$MDNSent");
    private static final int MOST = 64;

    private ImapFlags() {}

    /// What FLAGS says of every folder.
    static String known() {
        return String.join(" ", KNOWN);
    }

    /// The flags of a list in a command.
    static Set<String> of(List<ImapToken> tokens) throws ImapRefusal {
        Set<String> flags = new TreeSet<>();
        for (String word : ImapCommand.words(tokens)) {
            String flag = KNOWN.stream().filter(word::equalsIgnoreCase).findFirst().orElse(word);
            boolean fine =
                    KNOWN.contains(flag)
                            || flag.matches("[!#$&'+,\\-./0-9:;<=>?@A-Z^_`a-z|~]{1,100}");
            if (!fine || flags.size() == MOST) {
                throw ImapRefusal.badArgument();
            }
            flags.add(flag);
        }
        return flags;
    }

    /// What a message has; one that shows as a draft has that flag.
    static Set<String> of(ExchangeItem item) {
        Set<String> flags = new TreeSet<>(item.flags());
        if (item.draft()) {
            flags.add("\\Draft");
        }
        return flags;
    }

    static boolean has(ExchangeItem item, String flag) {
        return of(item).stream().anyMatch(flag::equalsIgnoreCase);
    }

    static String text(ExchangeItem item) {
        return of(item).stream().collect(Collectors.joining(" ", "FLAGS (", ")"));
    }
}
