package mailtally.store;

import java.util.List;
import java.util.Optional;

/// A folder (mailbox, in RFC 9051's sense) of an open store.
///
/// @param path its name, level by level
/// @param specialUse what it is for, where the store or the name tells
/// @param witnesses second opinions on how many messages it holds, taken when the store was opened
public record Folder(FolderPath path, Optional<SpecialUse> specialUse, List<Witness> witnesses) {
    public Folder {
        witnesses = List.copyOf(witnesses);
    }

    /// True where mail goes away by itself: Trash and Junk. Rackspace empties both after 30 days.
    public boolean purges() {
        return specialUse.filter(u -> u == SpecialUse.TRASH || u == SpecialUse.JUNK).isPresent();
    }

    /// True where the folder only shows what lies elsewhere.
    public boolean view() {
        return specialUse.filter(u -> u == SpecialUse.ALL || u == SpecialUse.FLAGGED).isPresent();
    }
}
