package mailtally.store;

import java.util.Optional;

/// A store that takes messages too: the target of a copy. A source is never opened so.
///
/// Nothing in it is ever overwritten, changed or removed; folders and messages are only added, and
/// flags only to messages that were added in the same run.
public interface WritableStore extends Store {
    /// Makes a folder, and those above it. No error if it is there already.
    ///
    /// @param path its name as [Store#folders] would show it; levels are the store's own business
    /// @param use what it is for, where the source knows; the store may make use of it
    /// @throws RefusedException if the store does not take such a folder; it says why
    /// @throws StoreUnavailableException if the store went away
    Folder create(FolderPath path, Optional<SpecialUse> use)
            throws RefusedException, StoreUnavailableException;

    /// Opens a folder for messages to be added. Used by one thread; several folders may be open.
    ///
    /// @param folder one of [Store#folders], or made by [#create]
    /// @throws RefusedException if nothing can be added to this folder; it says why
    /// @throws StoreUnavailableException if the store went away
    Appender appender(Folder folder) throws RefusedException, StoreUnavailableException;
}
