package mailtally.store.applemail;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/// A settings file of Apple's, read whole.
final class SmallFile {
    private SmallFile() {}

    /// The file's bytes. Links are not followed, FIFOs and devices are not opened.
    ///
    /// @throws IOException if it is not a plain file, is too large or cannot be read
    static byte[] read(Path file, int limitBytes) throws IOException {
        FileStamp stamp = FileStamp.of(file);
        if (!stamp.regular()) {
            throw new IOException("It is " + FileStamp.kind(file));
        }
        if (stamp.sizeBytes() > limitBytes) {
            throw new IOException("It is larger than " + limitBytes + " bytes");
        }
        try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            return in.readNBytes(limitBytes);
        }
    }
}
