package mailtally.store;

import java.util.List;
import mailtally.message.MessageBytes;
import mailtally.message.Profile;
import mailtally.message.UnreadableException;

/// A place that holds mail, opened for reading. Opening is each kind's own; from then on all kinds
/// are alike, and one test suite (`StoreContractTest`) holds them to what stands here.
///
/// **Order.** [#folders] comes first and answers the same list, in the same order, as long as the
/// store is open. [#read] visits the holdings of one folder in the store's own order, each exactly
/// once; the order is the same at each reading of an unchanged store.
///
/// **Threads.** `folders` is called by one thread. `read` and `reopen` may be called by several at
/// once, for different folders; a visitor is called by the thread that called `read`.
///
/// **Ownership.** The bytes that a visitor gets belong to the store and are valid only until the
/// visitor returns. The caller closes the store.
///
/// **Read only.** Nothing in the store is created, changed or removed, not even an access time
/// where the system allows that, nor a lock or index file beside it.
///
/// **Failures.** What concerns one message goes to [HoldingVisitor#unreadable] and is final for
/// this reading, but never stops the rest. What concerns one folder goes to
/// [HoldingVisitor#folderUnreadable]; holdings visited before it stay visited. What concerns the
/// whole store is thrown as [StoreUnavailableException]. What the visitor throws comes out
/// unchanged.
public interface Store extends AutoCloseable {
    /// The store's address as COMMANDS.md writes it, never with a secret in it.
    String address();

    /// Every folder, including empty ones. The list is not empty unless the store really has no
    /// folder.
    ///
    /// @throws StoreUnavailableException if the store cannot be listed
    List<Folder> folders() throws StoreUnavailableException;

    /// Visits every holding of the folder.
    ///
    /// @param folder one of [#folders]
    /// @throws StoreUnavailableException if the store as a whole went away
    /// @throws java.io.IOException what the visitor threw
    void read(Folder folder, HoldingVisitor visitor)
            throws StoreUnavailableException, java.io.IOException;

    /// The bytes of one holding again, valid until the next call with the same thread or close.
    ///
    /// @param folder the folder it was visited in @param locator the holding's locator
    /// @throws mailtally.message.UnreadableException if it is no longer there, or no longer
    /// the same
    MessageBytes reopen(Folder folder, Locator locator) throws java.io.IOException;

    /// The bytes of several holdings of one folder again, each once, in whatever order suits the
    /// store: one that is far away fetches many at a time.
    ///
    /// @param locators no two alike
    /// @throws StoreUnavailableException if the store as a whole went away
    /// @throws java.io.IOException what the visitor threw
    default void reopen(Folder folder, List<Locator> locators, Revisitor visitor)
            throws StoreUnavailableException, java.io.IOException {
        for (Locator locator : locators) {
            MessageBytes bytes;
            try {
                bytes = reopen(folder, locator);
            } catch (UnreadableException e) {
                visitor.unreadable(locator, e.getMessage());
                continue;
            }
            visitor.message(locator, bytes);
        }
    }

    /// What there is to say of the store as a whole: older library versions, links that were not
    /// followed, an index that is not there. Complete once every folder was read.
    List<Finding> findings();

    /// True where nothing is ever purged: a backup, an mbox. False where the folder's use or a
    /// `\Deleted` flag can mean that a copy goes away by itself.
    boolean keepsForever();

    /// What becomes of messages in this store. As a check's target it decides what may differ.
    default Profile profile() {
        return Profile.FAITHFUL;
    }

    @Override
    void close();
}
