package mailtally.backup;

import mailtally.tally.Exceptional;

/// Hears of the messages of a bag that are not as they should be, from the calling thread.
@FunctionalInterface
public interface BagListener {
    /// A message that is not as it was sealed.
    void damaged(Exceptional message);

    /// A message that is as it was sealed, but was not whole then: parts that were never
    /// downloaded, a file that could not be read.
    default void lackedBefore(Exceptional message) {
        damaged(message);
    }
}
