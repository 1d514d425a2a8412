package mailtally.store.ews;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import mailtally.message.Flags;

/// IMAP's flags (RFC 9051 section 2.3.2) in the words of EWS, both ways.
final class ItemFlags {
    /// The flags that an item can hold.
    static final Set<String> KEPT = Set.of("\\Answered", "\\Draft", "\\Flagged", "\\Seen");

    private static final int READ = 1;
    private static final int UNSENT = 8;
    private static final int REPLIED = 102;
    private static final int REPLIED_TO_ALL = 103;
    private static final int REPLIED_ICON = 261;
    private static final int STATUS_DELETED = 0x8;
    private static final int STATUS_ANSWERED = 0x200;

    private ItemFlags() {}

    /// The flags of an item in an answer.
    static Flags of(Node item) {
        List<String> flags = new ArrayList<>();
        if (item.textAt("IsRead").filter("true"::equals).isPresent()) {
            flags.add("\\Seen");
        }
        if (item.textAt("IsDraft").filter("true"::equals).isPresent()) {
            flags.add("\\Draft");
        }
        if (item.textAt("Flag", "FlagStatus").filter("Flagged"::equals).isPresent()) {
            flags.add("\\Flagged");
        }
        int verb = number(item, Property.LAST_VERB).orElse(0);
        int status = number(item, Property.STATUS).orElse(0);
        if (verb == REPLIED || verb == REPLIED_TO_ALL || (status & STATUS_ANSWERED) != 0) {
            flags.add("\\Answered");
        }
        if ((status & STATUS_DELETED) != 0) {
            flags.add("\\Deleted");
        }
        return Flags.of(flags);
    }

    private static OptionalInt number(Node item, Property property) {
        return property.in(item).stream()
                .filter(text -> text.matches("-?\\d{1,9}"))
                .mapToInt(Integer::parseInt)
                .findFirst();
    }

    /// The properties that a new item gets, as far as extended ones say it. Without the first it
    /// would be a draft.
    static String properties(Flags flags) {
        int value =
                (flags.names().contains("\\Seen") ? READ : 0)
                        | (flags.names().contains("\\Draft") ? UNSENT : 0);
        return Property.MESSAGE_FLAGS.with(Integer.toString(value))
                + (flags.names().contains("\\Answered") ? answered() : "");
    }

    static String answered() {
        return Property.LAST_VERB.with(Integer.toString(REPLIED))
                + Property.ICON.with(Integer.toString(REPLIED_ICON));
    }

    /// The element that marks an item.
    static String flagged(Flags flags) {
        return flags.names().contains("\\Flagged")
                ? "<t:Flag><t:FlagStatus>Flagged</t:FlagStatus></t:Flag>"
                : "";
    }
}
