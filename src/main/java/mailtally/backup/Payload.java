package mailtally.backup;

import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import mailtally.message.Sha256;

/// The files of a bag with their digests, for a manifest. May be used by several threads.
final class Payload {
    private final SortedMap<String, Sha256> digests = new TreeMap<>(ByBytes.ORDER);
    private long bytes;

    /// A file, once.
    ///
    /// @param path from the bag's top, with `/`
    synchronized void add(String path, Sha256 digest, long sizeBytes) {
        if (digests.put(path, digest) != null) {
            throw new IllegalStateException("two files of one name");
        }
        bytes += sizeBytes;
    }

    /// The digest of a file that was added.
    synchronized Optional<Sha256> digest(String path) {
        return Optional.ofNullable(digests.get(path));
    }

    /// The manifest's text (RFC 8493 section 2.1.3), as `sha256sum` writes it.
    synchronized String manifest() {
        StringBuilder text = new StringBuilder();
        digests.forEach(
                (path, digest) -> text.append(digest.hex()).append("  ").append(path).append('\n'));
        return text.toString();
    }

    /// Bytes and files, as bag-info.txt has them (RFC 8493 section 2.2.2).
    synchronized String oxum() {
        return bytes + "." + digests.size();
    }
}
