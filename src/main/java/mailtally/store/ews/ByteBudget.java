package mailtally.store.ews;

/// How many bytes of messages may be in memory, for all folders of a store together. Whoever holds
/// nothing may wait for it; whoever holds some only asks, so that nobody waits for himself. May be
/// used by several threads.
final class ByteBudget {
    private long left;

    ByteBudget(long bytes) {
        left = bytes;
    }

    /// Takes the bytes if they are there now.
    synchronized boolean take(long bytes) {
        if (left < bytes) {
            return false;
        }
        left -= bytes;
        return true;
    }

    /// Waits until the bytes are there. For callers that hold none.
    synchronized void await(long bytes) throws InterruptedException {
        while (left < bytes) {
            wait();
        }
        left -= bytes;
    }

    synchronized void giveBack(long bytes) {
        left += bytes;
        notifyAll();
    }
}
