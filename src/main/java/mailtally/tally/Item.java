package mailtally.tally;

import java.util.Comparator;
import mailtally.message.Sha256;

/// A holding of one of the two inventories, as the pairing sees it.
///
/// @param source true for the source's side
/// @param otherReading true where the digests are those of the mbox's other quoting rule
/// @param exactOnly true for mixed line ends: only exact digests decide
/// @param whole false where parts or the end lack: digests cannot prove such a message
/// @param wireBytes how long the message is on the wire, or -1 where that was not asked
/// @param headersOnly true where nothing but the header was read: the digests are the header's
/// @param dateMs the internal date, or `Long.MIN_VALUE`
/// @param content the content digest of its sheet, or null where no sheet was made
record Item(
        boolean source,
        long holding,
        boolean otherReading,
        ItemFolder folder,
        boolean deleted,
        boolean whole,
        boolean exactOnly,
        boolean headersOnly,
        long wireBytes,
        long dateMs,
        String locator,
        Sha256 exact,
        Sha256 raw,
        Sha256 core,
        Sha256 wire,
        Sha256 content) {

    /// An order that depends on nothing but the mail and where it lies.
    static final Comparator<Item> BY_DATE =
            Comparator.comparingLong(Item::dateMs)
                    .thenComparing((Item item) -> item.folder().path())
                    .thenComparing(Item::locator);

    /// True where all of the message is in its store, as far as is known.
    boolean complete() {
        return whole || headersOnly;
    }

    /// True where a copy here stays: not marked deleted, not only shown, not in a folder that
    /// empties itself.
    boolean keeps() {
        return folder.keepsForever() || (!deleted && !folder.view() && !folder.purges());
    }

    /// True where a copy here stays as long as the folder does not empty itself. It proves only
    /// what the source itself keeps in such a folder: that is as safe there as it was.
    boolean purges() {
        return !folder.keepsForever() && !deleted && !folder.view() && folder.purges();
    }

    /// True where this copy on the target may prove that message of the source.
    boolean safeFor(Item sourceItem) {
        return keeps() || (purges() && sourceItem.folder().purges());
    }
}
