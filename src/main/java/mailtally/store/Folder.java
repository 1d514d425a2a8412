package mailtally.store;

import java.util.List;
import java.util.Optional;

/// A folder (mailbox, in RFC 9051's sense) of an open store.
///
/// @param path its name, level by level
/// @param specialUse what it is for, where the store or the name tells
/// @param witnesses second opinions on how many messages it holds, taken when the store was opened
/// @param expires true where the store says that it removes mail from it after a time, whatever
///     the folder is for (POP3's EXPIRE)
public record Folder(
        FolderPath path,
        Optional<SpecialUse> specialUse,
        List<Witness> witnesses,
        boolean expires) {
    public Folder {
        witnesses = List.copyOf(witnesses);
    }

    /// A folder of which the store says nothing about removing mail.
    public Folder(FolderPath path, Optional<SpecialUse> specialUse, List<Witness> witnesses) {
        this(path, specialUse, witnesses, false);
    }

    /// True where mail goes away by itself: Trash and Junk, which Rackspace empties after 30 days,
    /// and where the store says so.
    public boolean purges() {
        return expires
                || specialUse
                        .filter(u -> u == SpecialUse.TRASH || u == SpecialUse.JUNK)
                        .isPresent();
    }

    /// True where the folder only shows what lies elsewhere.
    public boolean view() {
        return specialUse.filter(u -> u == SpecialUse.ALL || u == SpecialUse.FLAGGED).isPresent();
    }
}
