package mailtally.store;

import java.util.List;
import mailtally.message.MissingPart;

/// Whether all of a message is in the store.
public sealed interface Completeness {
    /// The usual case.
    Completeness WHOLE = new Whole();

    /// All of it is here, in one piece.
    record Whole() implements Completeness {}

    /// All of it is here, put together from the message and its detached attachments.
    ///
    /// @param parts how many attachments were put back
    /// @param lengthsMatch true where every re-encoded part has the length that was written down
    ///     when it was taken out: then the result is very likely the original byte for byte
    record Rebuilt(int parts, boolean lengthsMatch) implements Completeness {}

    /// Parts were not here. What is handed out is a server's whole message in its place, which has
    /// all that is here and, for each missing part, one of its type and encoded length.
    ///
    /// @param parts how many parts were not here
    /// @param address the server's address, never with a secret in it
    record Completed(int parts, String address) implements Completeness {}

    /// Parts were never downloaded, or their files are gone. The bytes that are handed out lack
    /// their bodies.
    record Incomplete(List<MissingPart> missing) implements Completeness {
        public Incomplete {
            missing = List.copyOf(missing);
        }
    }

    /// The file ends before the message does.
    ///
    /// @param announcedBytes how long the message should be
    /// @param presentBytes how much of it is here
    record CutShort(long announcedBytes, long presentBytes) implements Completeness {}

    /// Only the header was asked for. The bytes that are handed out are the header block alone, and
    /// whether the rest is there is not known.
    ///
    /// @param sizeBytes how long the store says the whole message is (RFC 9051's RFC822.SIZE); some
    ///     servers guess; -1 where it did not say
    record HeadersOnly(long sizeBytes) implements Completeness {}
}
