package mailtally.backup;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.Optional;
import mailtally.message.MessageBytes;
import mailtally.message.Sha256;
import mailtally.message.UnreadableException;
import mailtally.store.Locator;

/// The files of a bag beside its packages: exact bytes of messages whose line ends are mixed, and
/// raw files of holdings that are no readable message. May be used by several threads.
final class ExtraFiles {
    private static final int NAME_LIMIT_CHARS = 60;

    private final Disk disk;
    private final Path bag;
    private final Path parts;
    private final Payload payload;
    private final boolean keep;

    /// @param parts where a file lies until it has its name
    /// @param keep false where packages are written alone: then nothing is kept
    ExtraFiles(Disk disk, Path bag, Path parts, Payload payload, boolean keep) {
        this.disk = disk;
        this.bag = bag;
        this.parts = parts;
        this.payload = payload;
        this.keep = keep;
    }

    /// False where packages are written alone.
    boolean keeps() {
        return keep;
    }

    /// Keeps a message's exact bytes under its exact digest, once in a bag.
    ///
    /// @param folderNumber whose thread this is
    /// @return the file's path in the bag; empty if the message changed or went away meanwhile
    Optional<String> exact(MessageBytes message, Sha256 expected, int folderNumber)
            throws IOException {
        String path = "data/exact/" + expected.hex() + ".eml";
        Path file = bag.resolve(path);
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            return Optional.of(path);
        }
        Path part = parts.resolve(folderNumber + ".exact");
        Optional<Sha256> digest = copy(message, part);
        if (!digest.equals(Optional.of(expected))) {
            disk.delete(part);
            return Optional.empty();
        }
        long sizeBytes = Files.size(part);
        disk.createFolders(bag, file.getParent());
        synchronized (this) {
            if (disk.rename(part, file)) {
                payload.add(path, expected, sizeBytes);
            } else {
                disk.delete(part);
            }
        }
        return Optional.of(path);
    }

    /// A raw file that was kept.
    record Raw(String path, Sha256 digest) {}

    /// Keeps the file of an unreadable holding.
    ///
    /// @return empty if it cannot be read
    Optional<Raw> unreadable(MessageBytes file, Locator locator, int folderNumber, long number)
            throws IOException {
        String name = folderNumber + 1 + "-" + number + "-" + nameFrom(locator);
        String path = "data/unreadable/" + name;
        Path target = bag.resolve(path);
        disk.createFolders(bag, target.getParent());
        Optional<Sha256> digest = copy(file, target);
        if (digest.isEmpty()) {
            disk.delete(target);
            return Optional.empty();
        }
        payload.add(path, digest.get(), Files.size(target));
        return Optional.of(new Raw(path, digest.get()));
    }

    private Optional<Sha256> copy(MessageBytes source, Path target) throws IOException {
        MessageDigest digest = Sha256.newDigest();
        try (FileChannel channel = disk.createFile(target);
                OutputStream out = new DigestOutputStream(Disk.streamInto(channel), digest)) {
            source.writeTo(out);
            disk.sync(channel, target);
        } catch (UnreadableException e) {
            return Optional.empty();
        }
        return Optional.of(Sha256.finish(digest));
    }

    /// The last part of the locator that looks like a file's name, for a person to recognise.
    private static String nameFrom(Locator locator) {
        String text = locator.value().replaceAll("[?#;@,|].*$", "").replaceAll("/+$", "");
        String name = text.substring(text.lastIndexOf('/') + 1);
        String safe = SafeName.of(name.replaceAll("[^A-Za-z0-9._-]", "_"));
        return safe.length() <= NAME_LIMIT_CHARS
                ? safe
                : safe.substring(safe.length() - NAME_LIMIT_CHARS);
    }
}
