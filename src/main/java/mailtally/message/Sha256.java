package mailtally.message;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// A SHA-256 digest (FIPS 180-4), held as four longs so that hundreds of thousands fit in little
/// memory. Immutable; ordered as its bytes are, unsigned.
public record Sha256(long a, long b, long c, long d) implements Comparable<Sha256> {
    /// The length of a digest in bytes.
    public static final int BYTES = 32;

    /// The digest whose 32 bytes these are.
    ///
    /// @throws IllegalArgumentException if there are not exactly 32
    public static Sha256 ofBytes(byte[] digest) {
        if (digest.length != BYTES) {
            throw new IllegalArgumentException("a SHA-256 has 32 bytes, not " + digest.length);
        }
        ByteBuffer view = ByteBuffer.wrap(digest);
        return new Sha256(view.getLong(), view.getLong(), view.getLong(), view.getLong());
    }

    /// The digest written as 64 lower-case hexadecimal digits.
    ///
    /// @throws IllegalArgumentException for anything else
    public static Sha256 ofHex(String hex) {
        for (int i = 0; i < hex.length(); i++) {
            if (hex.charAt(i) >= 'A' && hex.charAt(i) <= 'F') {
                throw new IllegalArgumentException("a digest is written in lower case");
            }
        }
        return ofBytes(HexFormat.of().parseHex(hex));
    }

    /// The digest of these bytes.
    public static Sha256 digestOf(byte[] bytes) {
        return ofBytes(newDigest().digest(bytes));
    }

    /// The value of a digest that has seen all its bytes; resets it.
    public static Sha256 finish(MessageDigest digest) {
        return ofBytes(digest.digest());
    }

    /// A fresh SHA-256. Every Java platform has one.
    public static MessageDigest newDigest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no SHA-256", e);
        }
    }

    /// The 32 bytes, in a new array.
    public byte[] bytes() {
        return ByteBuffer.allocate(BYTES).putLong(a).putLong(b).putLong(c).putLong(d).array();
    }

    /// 64 lower-case hexadecimal digits.
    public String hex() {
        return HexFormat.of().formatHex(bytes());
    }

    @Override
    public int compareTo(Sha256 o) {
        int r = Long.compareUnsigned(a, o.a);
        r = r != 0 ? r : Long.compareUnsigned(b, o.b);
        r = r != 0 ? r : Long.compareUnsigned(c, o.c);
        return r != 0 ? r : Long.compareUnsigned(d, o.d);
    }

    @Override
    public String toString() {
        return hex();
    }
}
