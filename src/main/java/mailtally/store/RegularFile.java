package mailtally.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Optional;
import mailtally.message.MessageBytes;
import mailtally.message.UnreadableException;

/// A regular file as it was when it was looked at. Links are never followed and nothing else (a
/// pipe, a device) is ever opened. Every failure is an [UnreadableException] with a plain reason,
/// so that it cannot be taken for a failure of whoever gets the bytes.
///
/// @param sizeBytes its length then
/// @param modified its modification time then
/// @param key what tells it from another file of the same name (the inode), where there is such
public record RegularFile(Path path, long sizeBytes, FileTime modified, Optional<Object> key) {
    /// Looks at the file without opening it.
    ///
    /// @throws UnreadableException if it is not there, no regular file, or not permitted
    public static RegularFile look(Path path) throws UnreadableException {
        BasicFileAttributes found;
        try {
            found =
                    Files.readAttributes(
                            path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        } catch (IOException e) {
            throw unreadable(e);
        }
        if (!found.isRegularFile()) {
            throw new UnreadableException(
                    found.isSymbolicLink()
                            ? "It is a link; links are not followed."
                            : found.isDirectory()
                                    ? "It is a folder, not a file."
                                    : "It is no regular file (a pipe, a socket or a device).");
        }
        return new RegularFile(
                path, found.size(), found.lastModifiedTime(), Optional.ofNullable(found.fileKey()));
    }

    /// Opens the file for reading.
    public FileChannel open() throws UnreadableException {
        try {
            return FileChannel.open(path, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /// Looks again.
    ///
    /// @throws UnreadableException if it is another file now, or has another length or time
    public void requireUnchanged() throws UnreadableException {
        if (!look(path).equals(this)) {
            throw new UnreadableException("The file changed while it was read.");
        }
    }

    /// The whole file. Up to [MessageBytes#IN_MEMORY_LIMIT_BYTES] it is read here and now; beyond,
    /// each time the bytes are asked for.
    public MessageBytes bytes() throws UnreadableException {
        return region(0, sizeBytes);
    }

    /// A part of the file, as [#bytes].
    public MessageBytes region(long offset, long lengthBytes) throws UnreadableException {
        if (offset < 0 || lengthBytes < 0 || offset > sizeBytes - lengthBytes) {
            throw new UnreadableException("The file is shorter than it should be.");
        }
        MessageBytes region = new FileRegion(this, offset, lengthBytes);
        if (lengthBytes > MessageBytes.IN_MEMORY_LIMIT_BYTES) {
            return region;
        }
        byte[] all = new byte[(int) lengthBytes];
        try (InputStream in = region.open()) {
            if (in.readNBytes(all, 0, all.length) < all.length) {
                throw shorter();
            }
        } catch (IOException e) {
            throw unreadable(e);
        }
        requireUnchanged();
        return MessageBytes.of(all);
    }

    /// Reads at a place of an open file until the buffer is full.
    ///
    /// @throws UnreadableException if the file ends before that, or cannot be read
    public static void readFully(FileChannel channel, ByteBuffer into, long at)
            throws UnreadableException {
        try {
            long next = at;
            while (into.hasRemaining()) {
                int got = channel.read(into, next);
                if (got < 0) {
                    throw shorter();
                }
                next += got;
            }
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /// What went wrong with a file, in one plain sentence.
    public static UnreadableException unreadable(IOException e) {
        return switch (e) {
            case UnreadableException already -> already;
            case NoSuchFileException _ ->
                    new UnreadableException("The file is no longer there.", e);
            case AccessDeniedException _ ->
                    new UnreadableException("This user is not permitted to read it.", e);
            case FileSystemException said when said.getReason() != null ->
                    new UnreadableException("It cannot be read: " + said.getReason() + ".", e);
            default -> new UnreadableException("It cannot be read: " + e.getMessage() + ".", e);
        };
    }

    private static UnreadableException shorter() {
        return new UnreadableException("The file became shorter while it was read.");
    }
}
