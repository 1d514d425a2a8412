package mailtally.store.maildir;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import mailtally.message.Flags;
import mailtally.message.UnreadableException;
import mailtally.store.Appender;
import mailtally.store.DiskFolder;
import mailtally.store.Locator;
import mailtally.store.PathText;

/// Delivers into one Maildir: written to `tmp`, synced, then renamed into `cur`, as maildir(5) has
/// it. The file's time is the internal date, the flags are in its name. Used by one thread.
final class MaildirAppender implements Appender {
    private static final int RANDOM_BYTES = 8;
    private static final Map<String, Character> LETTERS =
            Map.of(
                    "\\Draft", 'D',
                    "\\Flagged", 'F',
                    "$Forwarded", 'P',
                    "\\Answered", 'R',
                    "\\Seen", 'S',
                    "\\Deleted", 'T');

    private final SecureRandom random = new SecureRandom();
    private final Path root;
    private final Path maildir;
    private final Map<String, Character> letters = new HashMap<>(LETTERS);

    MaildirAppender(Path root, Path maildir) {
        this.root = root;
        this.maildir = maildir;
        Keywords.of(maildir).forEach((letter, keyword) -> letters.putIfAbsent(keyword, letter));
    }

    /// A Maildir does not count.
    @Override
    public Mark mark() {
        return new Mark("", 0);
    }

    /// The flags that have a letter; keywords only where Dovecot gave them one.
    @Override
    public Takes takes() {
        return new Takes(Optional.empty(), Set.copyOf(letters.keySet()), false);
    }

    @Override
    public List<Answer> append(List<Outgoing> messages) throws IOException {
        for (String part : List.of("tmp", "new", "cur")) {
            // A run may have been killed while it made them.
            WritableMaildir.makeFolders(maildir.resolve(part));
        }
        List<Path> written = new ArrayList<>();
        try {
            for (Outgoing message : messages) {
                written.add(write(message));
            }
        } catch (IOException e) {
            for (Path file : written) {
                Files.deleteIfExists(file);
            }
            throw e;
        }
        List<Answer> answers = new ArrayList<>();
        for (int i = 0; i < messages.size(); i++) {
            Path file = written.get(i);
            String name = file.getFileName() + ":2," + letters(messages.get(i).flags().names());
            Path place = maildir.resolve("cur").resolve(name);
            if (Files.exists(place, LinkOption.NOFOLLOW_LINKS)) {
                throw new FileAlreadyExistsException(place.toString());
            }
            Files.move(file, place, StandardCopyOption.ATOMIC_MOVE);
            answers.add(new Answer.Stored(Optional.of(new Locator(PathText.encode(root, place)))));
        }
        WritableMaildir.sync(maildir.resolve("cur"));
        return answers;
    }

    @Override
    public void addFlags(Locator where, Set<String> flags) throws IOException {
        Path file =
                DiskFolder.child(root, maildir.resolve("cur"), where.value())
                        .flatMap(this::now)
                        .orElseThrow(() -> new UnreadableException("The message is not there."));
        MessageName name = MessageName.of(file);
        Set<String> all = new TreeSet<>(name.flags(Keywords.of(maildir)).names());
        all.addAll(flags);
        Path place = file.resolveSibling(name.unique() + ":2," + letters(Flags.of(all).names()));
        if (!place.equals(file) && Files.notExists(place, LinkOption.NOFOLLOW_LINKS)) {
            Files.move(file, place, StandardCopyOption.ATOMIC_MOVE);
            WritableMaildir.sync(maildir.resolve("cur"));
        }
    }

    @Override
    public void close() {
        // nothing stays open
    }

    private Optional<Path> now(Path file) {
        try {
            return Listing.unlisted(maildir).now(file);
        } catch (UnreadableException e) {
            return Optional.empty();
        }
    }

    private Path write(Outgoing message) throws IOException {
        byte[] unique = new byte[RANDOM_BYTES];
        random.nextBytes(unique);
        long nowMs = System.currentTimeMillis();
        String name =
                "%d.M%dP%dR%s.mailtally,S=%d"
                        .formatted(
                                nowMs / 1000,
                                nowMs % 1000 * 1000,
                                ProcessHandle.current().pid(),
                                HexFormat.of().formatHex(unique),
                                message.bytes().sizeBytes());
        Path file = maildir.resolve("tmp").resolve(name);
        try (FileChannel channel =
                FileChannel.open(
                        file,
                        Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                        WritableMaildir.mine("rw-------"))) {
            OutputStream out = Channels.newOutputStream(channel);
            message.bytes().writeTo(out);
            if (message.internalDate().isPresent()) {
                Files.setLastModifiedTime(file, FileTime.from(message.internalDate().get()));
            }
            channel.force(true);
        } catch (IOException e) {
            Files.deleteIfExists(file);
            throw e;
        }
        return file;
    }

    /// In alphabetical order, as maildir(5) wants them.
    private String letters(Set<String> flags) {
        Set<Character> found = new TreeSet<>();
        for (String flag : flags) {
            Character letter = letters.get(flag);
            if (letter != null) {
                found.add(letter);
            }
        }
        StringBuilder text = new StringBuilder();
        found.forEach(text::append);
        return text.toString();
    }
}
