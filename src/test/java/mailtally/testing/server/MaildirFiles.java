package mailtally.testing.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/// A Maildir++ tree (INBOX on top, each folder `.A.B` in it) by plain file operations:
/// puts messages in as a delivery agent does, and reads what a server put there.
final class MaildirFiles {
    private static final AtomicLong NEXT = new AtomicLong();
    private static final Map<String, Character> LETTERS =
            new TreeMap<>(
                    Map.of(
                            "\\Seen", 'S',
                            "\\Answered", 'R',
                            "\\Flagged", 'F',
                            "\\Deleted", 'T',
                            "\\Draft", 'D'));

    private final Path top;
    private final boolean unicode;

    /// A tree whose folders are named in modified UTF-7, as Dovecot has it.
    MaildirFiles(Path top) {
        this(top, false);
    }

    private MaildirFiles(Path top, boolean unicode) {
        this.top = top;
        this.unicode = unicode;
    }

    /// A tree whose folders are named in UTF-8, as Courier has it since version 5.
    static MaildirFiles unicode(Path top) {
        return new MaildirFiles(top, true);
    }

    /// The folder's own folder, made if it is not there.
    Path folder(String name) {
        Path folder =
                name.equals("INBOX")
                        ? top
                        : top.resolve(
                                "."
                                        + (unicode ? name : FolderNames.encode(name))
                                                .replace('/', '.'));
        try {
            if (!Files.isDirectory(folder.resolve("cur"))) {
                for (String part : List.of("tmp", "new", "cur")) {
                    Files.createDirectories(folder.resolve(part));
                }
                if (!folder.equals(top)) {
                    Files.write(folder.resolve("maildirfolder"), new byte[0]);
                }
                Unprivileged.own(top.getParent());
            }
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Puts a message in, in `cur` with its flags. Servers take the file's time as INTERNALDATE.
    void deliver(String folder, byte[] message, Set<String> flags, Instant internalDate) {
        StringBuilder letters = new StringBuilder();
        flags.stream().map(LETTERS::get).sorted().forEach(letters::append);
        String unique =
                "%d.M%dP%d.test"
                        .formatted(
                                internalDate.getEpochSecond(),
                                NEXT.incrementAndGet(),
                                ProcessHandle.current().pid());
        try {
            Path place = folder(folder);
            Path written = place.resolve("tmp").resolve(unique);
            Files.write(written, message);
            Files.setLastModifiedTime(written, FileTime.from(internalDate));
            Unprivileged.own(written);
            Files.move(
                    written,
                    place.resolve("cur")
                            .resolve(unique + ",S=" + message.length + ":2," + letters));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// True if a file's name can hold this flag.
    static boolean holds(String flag) {
        return LETTERS.containsKey(flag);
    }

    /// Every message, sorted. None if there is no such tree.
    List<StoredMessage> messages() {
        List<StoredMessage> all = new ArrayList<>();
        try {
            if (!Files.isDirectory(top)) {
                return all;
            }
            read("INBOX", top, all);
            try (Stream<Path> folders = Files.list(top)) {
                for (Path folder : folders.toList()) {
                    String name = folder.getFileName().toString();
                    if (name.startsWith(".") && Files.isDirectory(folder.resolve("cur"))) {
                        String text = name.substring(1).replace('.', '/');
                        read(unicode ? text : FolderNames.decode(text), folder, all);
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        all.sort(null);
        return all;
    }

    private static void read(String name, Path folder, List<StoredMessage> all) throws IOException {
        List<String> keywords = keywords(folder);
        for (String part : List.of("new", "cur")) {
            try (Stream<Path> files = Files.list(folder.resolve(part))) {
                for (Path file : files.toList()) {
                    all.add(
                            new StoredMessage(
                                    name,
                                    StoredMessage.digest(Files.readAllBytes(file)),
                                    flags(file.getFileName().toString(), keywords),
                                    Files.getLastModifiedTime(file)
                                            .toInstant()
                                            .truncatedTo(java.time.temporal.ChronoUnit.SECONDS)));
                }
            }
        }
    }

    private static Set<String> flags(String name, List<String> keywords) {
        Set<String> flags = new TreeSet<>();
        int info = name.indexOf(":2,");
        for (char letter : (info < 0 ? "" : name.substring(info + 3)).toCharArray()) {
            if (letter >= 'a' && letter <= 'z' && letter - 'a' < keywords.size()) {
                flags.add(keywords.get(letter - 'a'));
            }
            LETTERS.forEach(
                    (flag, meant) -> {
                        if (meant == letter) {
                            flags.add(flag);
                        }
                    });
        }
        return flags;
    }

    /// Dovecot's own list: `0 $Forwarded`, a line a letter.
    private static List<String> keywords(Path folder) throws IOException {
        Path list = folder.resolve("dovecot-keywords");
        List<String> keywords = new ArrayList<>();
        if (Files.exists(list)) {
            for (String line : Files.readAllLines(list)) {
                keywords.add(line.substring(line.indexOf(' ') + 1));
            }
        }
        return keywords;
    }
}
