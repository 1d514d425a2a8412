package mailtally.transfer;

import java.util.SortedSet;
import java.util.TreeSet;
import mailtally.message.Flags;
import mailtally.store.Appender;

/// Which of a message's flags go with it.
final class KeptFlags {
    private KeptFlags() {}

    /// The flags that the folder keeps. `\Deleted` would make the copy unsafe, and `\Recent` is the
    /// server's own (RFC 3501 section 2.3.2).
    static Flags of(Flags flags, Appender.Takes takes) {
        SortedSet<String> kept = new TreeSet<>();
        for (String flag : flags.names()) {
            if (carried(flag) && keeps(flag, takes)) {
                kept.add(flag);
            }
        }
        return Flags.of(kept);
    }

    /// The flags that should go with it.
    static SortedSet<String> carried(Flags flags) {
        SortedSet<String> carried = new TreeSet<>(flags.names());
        carried.removeIf(flag -> !carried(flag));
        return carried;
    }

    /// The flags that would go with it, but that the folder does not keep.
    static SortedSet<String> lost(Flags flags, Appender.Takes takes) {
        SortedSet<String> lost = new TreeSet<>();
        for (String flag : flags.names()) {
            if (carried(flag) && !keeps(flag, takes)) {
                lost.add(flag);
            }
        }
        return lost;
    }

    private static boolean carried(String flag) {
        return !flag.equals("\\Deleted") && !flag.equals("\\Recent");
    }

    private static boolean keeps(String flag, Appender.Takes takes) {
        boolean keyword = !flag.startsWith("\\");
        return (keyword && takes.anyKeyword())
                || takes.flags().stream().anyMatch(flag::equalsIgnoreCase);
    }
}
