package mailtally.store.graph;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import mailtally.message.Flags;
import mailtally.store.Completeness;
import mailtally.store.Holding;
import mailtally.store.Locator;

/// One message as a folder's list has it.
///
/// @param id its immutable id: the same as long as it is in this mailbox, wherever it is moved
/// @param changeKey its version: another one after each change, be it of text or of a flag
/// @param received when the mailbox received it
/// @param created when it came into this mailbox by the service's clock
/// @param flags as IMAP would have them
/// @param removed true where the list says that it is gone again
record GraphItem(
        String id,
        String changeKey,
        Optional<Instant> received,
        Optional<Instant> created,
        Flags flags,
        boolean removed) {
    /// What mail programs write when somebody answers (MS-OXOMSG section 2.2.1.46,
    /// PidTagLastVerbExecuted).
    static final String LAST_VERB = "Integer 0x1081";

    private static final int REPLIED = 102;
    private static final int REPLIED_TO_ALL = 103;
    private static final int FORWARDED = 104;

    Locator locator() {
        return new Locator(id);
    }

    /// The version is what is known of it besides the id: an edit changes it and leaves the id.
    Holding holding() {
        return new Holding(
                locator(),
                received,
                flags,
                Optional.of(changeKey).filter(version -> !version.isEmpty()),
                Completeness.WHOLE,
                List.of());
    }

    /// True for what can stand in a locator and in a question; the service's ids are base64.
    static boolean sound(String text) {
        return text.matches("[!-~]{1,1000}");
    }

    /// Flags from what the service says.
    ///
    /// @param lastVerb what was done last, or 0
    static Flags flags(boolean read, boolean draft, boolean flagged, int lastVerb) {
        List<String> names = new ArrayList<>();
        if (read) {
            names.add("\\Seen");
        }
        if (draft) {
            names.add("\\Draft");
        }
        if (flagged) {
            names.add("\\Flagged");
        }
        if (lastVerb == REPLIED || lastVerb == REPLIED_TO_ALL) {
            names.add("\\Answered");
        }
        if (lastVerb == FORWARDED) {
            names.add("$Forwarded");
        }
        return Flags.of(names);
    }
}
