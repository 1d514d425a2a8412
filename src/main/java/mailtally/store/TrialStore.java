package mailtally.store;

import java.util.Optional;

/// A store that takes a trial: a folder that a run makes, fills with a few messages of its own, and
/// removes again. It is the one thing that Mailtally removes anywhere, and no more than this can be
/// removed through it.
///
/// What is removed has the trial's name, no folder in it, and no message but the trial's own, each
/// told by its header: the store looks itself, right before it removes. A folder that was there
/// before has another code in its name.
public interface TrialStore extends WritableStore {
    /// Makes the trial's folder. What else opens it is [#appender].
    ///
    /// @throws RefusedException if there is a folder of this name already, or the store does not
    ///     make it; it says why
    /// @throws StoreUnavailableException if the store went away
    Folder begin(TrialMark mark) throws RefusedException, StoreUnavailableException;

    /// Removes the trial's folder with its messages, unless it holds anything else. May be called
    /// again, and for the trial of an earlier run.
    ///
    /// @throws StoreUnavailableException if the store went away; the folder may be there still
    Ended end(TrialMark mark) throws StoreUnavailableException;

    /// What became of the folder.
    sealed interface Ended {
        /// It is gone, with so many messages of the trial.
        ///
        /// @param left a folder of the same name somewhere else afterwards, where the store only
        ///     moved it (Deleted Items)
        record Removed(int messages, Optional<FolderPath> left) implements Ended {}

        /// There is no such folder.
        record NotThere() implements Ended {}

        /// It was left as it is.
        ///
        /// @param reason one sentence
        record Kept(String reason) implements Ended {}
    }
}
