package mailtally.backup;

/// What a folder came to.
///
/// @param found every holding, unreadable ones too
/// @param unreadable those that are no readable message
/// @param bytes the messages' own sizes, as read
record PackageTotals(long found, long unreadable, long bytes) {
    static final PackageTotals NONE = new PackageTotals(0, 0, 0);

    PackageTotals plus(PackageTotals other) {
        return new PackageTotals(
                found + other.found, unreadable + other.unreadable, bytes + other.bytes);
    }
}
