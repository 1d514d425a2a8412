package mailtally.store.mbox;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import mailtally.message.UnreadableException;
import mailtally.store.DiskFolder;
import mailtally.store.PathText;
import mailtally.store.RegularFile;

/// Tells an mbox by its first bytes.
final class Beginning {
    private static final int HEAD_BYTES = 3000;

    /// How many files and folders are looked at before a folder counts as none of ours.
    private static final int LOOK_LIMIT = 10_000;

    private Beginning() {}

    /// True for a regular file that begins as an mbox does. One that cannot be read does not.
    static boolean isMbox(Path file) {
        try {
            return read(file);
        } catch (UnreadableException e) {
            return false;
        }
    }

    /// True for a regular file that begins as an mbox does.
    ///
    /// @throws UnreadableException if nobody can tell
    static boolean read(Path file) throws UnreadableException {
        RegularFile found = RegularFile.look(file);
        byte[] head = new byte[(int) Math.min(found.sizeBytes(), HEAD_BYTES)];
        try (FileChannel channel = found.open()) {
            RegularFile.readFully(channel, ByteBuffer.wrap(head), 0);
        } catch (IOException e) {
            throw RegularFile.unreadable(e);
        }
        return MboxScanner.begins(head, head.length == found.sizeBytes());
    }

    /// True for a folder with an mbox somewhere in it. A file named `.eml` is none, though some
    /// begin with a `From ` line; nor is a message in a Maildir.
    static boolean isTree(Path folder) {
        Deque<Path> open = new ArrayDeque<>();
        open.add(folder);
        int looks = 0;
        while (!open.isEmpty()) {
            Path next = open.removeFirst();
            try {
                for (Path child : DiskFolder.list(next)) {
                    if (++looks > LOOK_LIMIT) {
                        return false;
                    }
                    if (DiskFolder.is(child)) {
                        if (!DiskFolder.isMaildirPart(child)) {
                            open.addLast(child);
                        }
                    } else if (holds(next, child)) {
                        return true;
                    }
                }
            } catch (UnreadableException e) {
                // what cannot be read tells nothing
            }
        }
        return false;
    }

    private static boolean holds(Path folder, Path file) {
        String name = PathText.display(file).toLowerCase(Locale.ROOT);
        if (name.endsWith(".eml") || name.endsWith(".emlx")) {
            return false;
        }
        boolean ofPackage = MboxTree.isPackage(folder) && name.equals("mbox");
        return isMbox(file)
                || ((ofPackage || MboxTree.named(file))
                        && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS));
    }
}
