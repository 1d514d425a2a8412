package mailtally.inventory;

import java.util.List;
import mailtally.store.Finding;
import mailtally.store.Folder;

/// One finished reading of one store; its holdings are in the ledger.
///
/// @param id the inventory's number in the ledger
/// @param storeAddress the store it was taken of
/// @param folders what was found in each folder, in the store's order
/// @param storeFindings what there is to say of the store as a whole
/// @param unreadableFolders how many places could not be looked into: what they hold is unknown
/// @param doubts how many findings on holdings stand in the way of a proof
/// @param startedMs when it began, in ms since 1970 UTC
/// @param finishedMs when it ended
public record Inventory(
        long id,
        String storeAddress,
        List<FolderCount> folders,
        List<Finding> storeFindings,
        long unreadableFolders,
        long doubts,
        long startedMs,
        long finishedMs) {

    /// What was found in a folder.
    ///
    /// @param found how many holdings, readable or not
    /// @param unreadable how many of them cannot be read
    /// @param incomplete how many lack parts or their end
    /// @param bytes the length of all readable messages together
    public record FolderCount(
            Folder folder, long found, long unreadable, long incomplete, long bytes) {}

    public Inventory {
        folders = List.copyOf(folders);
        storeFindings = List.copyOf(storeFindings);
    }

    /// How many holdings were found.
    public long found() {
        return folders.stream().mapToLong(FolderCount::found).sum();
    }

    /// The length of all readable messages together, in bytes.
    public long bytes() {
        return folders.stream().mapToLong(FolderCount::bytes).sum();
    }

    /// True where every witness knows of as many messages as were found, every folder could be
    /// looked into, and nothing is in doubt.
    public boolean witnessed() {
        boolean doubtful = storeFindings.stream().anyMatch(f -> f.weight() == Finding.Weight.DOUBT);
        return unreadableFolders == 0
                && doubts == 0
                && !doubtful
                && folders.stream().allMatch(Inventory::witnessed);
    }

    /// True where the folder's witnesses agree with what was found in it.
    public static boolean witnessed(FolderCount count) {
        return count.folder().witnesses().stream().allMatch(w -> w.count() == count.found());
    }
}
