package mailtally.store;

/// Where a holding lies, in the store's own terms: a file with inode, size and time, an offset in
/// an mbox, a UID under its UIDVALIDITY. Opaque to everyone but its store; printable ASCII (what
/// is not is percent-encoded as in a URI), so it can be shown and kept.
public record Locator(String value) implements Comparable<Locator> {
    public Locator {
        for (int i = 0; i < value.length(); i++) {
            if (value.charAt(i) < 0x20 || value.charAt(i) > 0x7e) {
                throw new IllegalArgumentException("a locator is printable ASCII");
            }
        }
    }

    @Override
    public int compareTo(Locator other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
