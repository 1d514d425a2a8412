package mailtally.message;

/// How much text of messages is kept for comparing them. May be shared by several messages that are
/// in memory together; used by one thread.
public final class DetailBudget {
    /// What one message has to itself.
    public static final long USUAL_BYTES = 4L << 20;

    private long left;
    private boolean refused;

    /// @param bytes 0 or more
    public DetailBudget(long bytes) {
        this.left = bytes;
    }

    /// True where it was too little for something.
    public boolean refused() {
        return refused;
    }

    /// True where that much may still be kept.
    boolean take(long bytes) {
        if (bytes > left) {
            refused = true;
            return false;
        }
        left -= bytes;
        return true;
    }
}
