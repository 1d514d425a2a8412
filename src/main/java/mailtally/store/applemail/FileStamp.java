package mailtally.store.applemail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;

/// What tells one state of a file from another: inode, size and time of last change. Two equal
/// stamps, before and after a read, mean that the bytes in between belong together.
///
/// @param inode the inode as a decimal number, `0` where the system has none
/// @param sizeBytes the length
/// @param modified when the content last changed
/// @param regular true for a plain file, false for a link, folder, FIFO, socket or device
record FileStamp(String inode, long sizeBytes, FileTime modified, boolean regular) {
    private static final int TYPE_MASK = 0170000;

    /// The stamp of the file itself; a link is not followed, nothing is opened.
    static FileStamp of(Path file) throws IOException {
        BasicFileAttributes attributes =
                Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        return new FileStamp(
                inode(attributes.fileKey()),
                attributes.size(),
                attributes.lastModifiedTime(),
                attributes.isRegularFile());
    }

    /// True where the path is a folder, and not a link to one.
    static boolean isFolder(Path path) {
        return Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
    }

    /// `inode-size-mtimeMs`, for a locator.
    String text() {
        return inode + "-" + sizeBytes + "-" + modified.toMillis();
    }

    /// What a file that is not plain is, in words.
    static String kind(Path file) {
        try {
            int type = (int) Files.getAttribute(file, "unix:mode", LinkOption.NOFOLLOW_LINKS);
            return switch (type & TYPE_MASK) {
                case 0010000 -> "a FIFO";
                case 0020000, 0060000 -> "a device";
                case 0040000 -> "a folder";
                case 0120000 -> "a link";
                case 0140000 -> "a socket";
                default -> "not a plain file";
            };
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
            return "not a plain file";
        }
    }

    /// Java shows the key as `(dev=fe00,ino=1234)` and in no other way.
    private static String inode(Object fileKey) {
        if (fileKey == null) {
            return "0";
        }
        String text = fileKey.toString();
        int at = text.indexOf("ino=");
        int end = text.indexOf(')', Math.max(at, 0));
        return at < 0 || end < 0 ? "0" : text.substring(at + 4, end);
    }
}
