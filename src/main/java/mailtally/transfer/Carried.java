package mailtally.transfer;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import mailtally.message.MessageBytes;
import mailtally.message.Sha256;
import mailtally.message.UnreadableException;
import mailtally.store.Folder;
import mailtally.store.Locator;
import mailtally.store.RegularFile;
import mailtally.store.Revisitor;
import mailtally.store.Store;
import mailtally.store.StoreUnavailableException;

/// The bytes of a batch on their way: small messages in memory, a large one in a file that only its
/// owner can read. Only bytes that are those that were compared are here. Used by one thread.
final class Carried implements AutoCloseable {
    private final Path outgoing;
    private final Map<Long, MessageBytes> bytes = new TreeMap<>();
    private final Map<Long, String> lacking = new TreeMap<>();
    private final List<Path> files = new ArrayList<>();

    private Carried(Path outgoing) {
        this.outgoing = outgoing;
    }

    /// Removes what a run that was killed left in the folder.
    static void clean(Path outgoing) throws IOException {
        try (DirectoryStream<Path> left = Files.newDirectoryStream(outgoing, "*.message")) {
            for (Path file : left) {
                Files.deleteIfExists(file);
            }
        }
    }

    /// Reads a batch's messages again.
    ///
    /// @param outgoing a folder for large messages
    static Carried read(Store source, Folder folder, List<Item> batch, Path outgoing)
            throws IOException, StoreUnavailableException {
        Map<Locator, Item> wanted = new TreeMap<>();
        batch.forEach(item -> wanted.put(item.locator(), item));
        Carried carried = new Carried(outgoing);
        try {
            source.reopen(
                    folder,
                    batch.stream().map(Item::locator).toList(),
                    new Revisitor() {
                        @Override
                        public void message(Locator locator, MessageBytes message)
                                throws IOException {
                            carried.take(wanted.get(locator), message);
                        }

                        @Override
                        public void unreadable(Locator locator, String reason) {
                            carried.lack(wanted.get(locator));
                        }
                    });
        } catch (IOException | StoreUnavailableException | RuntimeException e) {
            carried.close();
            throw e;
        }
        batch.stream()
                .filter(item -> !carried.bytes.containsKey(item.source()))
                .forEach(carried::lack);
        return carried;
    }

    /// The messages of which the bytes are here.
    List<Item> whole(List<Item> batch) {
        return batch.stream().filter(item -> bytes.containsKey(item.source())).toList();
    }

    /// The messages that are not as they were.
    List<Item> changed(List<Item> batch) {
        return batch.stream().filter(item -> lacking.containsKey(item.source())).toList();
    }

    MessageBytes of(Item item) {
        return bytes.get(item.source());
    }

    @Override
    public void close() {
        for (Path file : files) {
            try {
                Files.deleteIfExists(file);
            } catch (IOException e) {
                // the next run removes it
            }
        }
    }

    private void lack(Item item) {
        lacking.put(item.source(), Sentences.SOURCE_CHANGED);
    }

    private void take(Item item, MessageBytes message) throws IOException {
        if (message.sizeBytes() != item.sizeBytes()) {
            lack(item);
            return;
        }
        try {
            MessageDigest digest = Sha256.newDigest();
            MessageBytes copy =
                    item.sizeBytes() <= MessageBytes.IN_MEMORY_LIMIT_BYTES
                            ? inMemory(message, digest)
                            : inFile(message, digest);
            if (Sha256.finish(digest).equals(item.body())) {
                bytes.put(item.source(), copy);
            } else {
                lack(item);
            }
        } catch (UnreadableException e) {
            lack(item);
        }
    }

    private static MessageBytes inMemory(MessageBytes message, MessageDigest digest)
            throws IOException {
        ByteArrayOutputStream copy = new ByteArrayOutputStream((int) message.sizeBytes());
        message.writeTo(new DigestOutputStream(copy, digest));
        return MessageBytes.of(copy.toByteArray());
    }

    private MessageBytes inFile(MessageBytes message, MessageDigest digest) throws IOException {
        Path file = Files.createTempFile(outgoing, "large", ".message"); // 0600
        files.add(file);
        try (OutputStream out = Files.newOutputStream(file)) {
            message.writeTo(new DigestOutputStream(out, digest));
        }
        return RegularFile.look(file).bytes();
    }
}
