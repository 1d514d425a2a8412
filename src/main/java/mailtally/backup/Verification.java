package mailtally.backup;

import java.util.ArrayList;
import java.util.List;
import mailtally.store.FolderPath;
import mailtally.tally.Counts;

/// What the second reader found in a bag.
///
/// @param folders each folder's balance, in the order of the packages' paths
/// @param damages what is not as it was sealed, file by file; each a plain sentence
/// @param warnings what stands in no one's way
/// @param bytes how many bytes were read
public record Verification(
        List<FolderCounts> folders, List<String> damages, List<String> warnings, long bytes) {
    /// A folder's balance.
    ///
    /// @param lackedBefore those of the messages that were not whole when they were sealed, and are
    ///     as they were then
    public record FolderCounts(FolderPath folder, Counts counts, Counts lackedBefore) {}

    public Verification {
        folders = List.copyOf(folders);
        damages = List.copyOf(damages);
        warnings = List.copyOf(warnings);
    }

    /// The balance of all folders.
    public Counts counts() {
        Counts all = new Counts();
        folders.forEach(folder -> all.add(folder.counts()));
        return all;
    }

    /// True if every byte of the bag is as it was sealed. Messages that were not complete or not
    /// readable when they were backed up do not change that.
    public boolean intact() {
        return damages.isEmpty() && counts().balanced();
    }

    /// True if every byte is as it was sealed, and every message is whole.
    public boolean proven() {
        return intact() && counts().proven();
    }

    Verification withWarning(String warning) {
        List<String> longer = new ArrayList<>(warnings);
        longer.add(warning);
        return new Verification(folders, damages, longer, bytes);
    }

    Verification withDamage(String damage) {
        List<String> longer = new ArrayList<>(damages);
        longer.add(damage);
        return new Verification(folders, longer, warnings, bytes);
    }
}
