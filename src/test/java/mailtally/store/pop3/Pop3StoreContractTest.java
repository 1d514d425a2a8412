package mailtally.store.pop3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import mailtally.message.Flags;
import mailtally.store.Folder;
import mailtally.store.FolderPath;
import mailtally.store.Holding;
import mailtally.store.Locator;
import mailtally.store.Store;
import mailtally.store.StoreContractTest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The contract on a real server. The files of its Maildir are the same afterwards, names and all:
/// not even a flag for what was read.
final class Pop3StoreContractTest extends StoreContractTest {
    private final Map<Path, DovecotMailbox> servers = new HashMap<>();

    @BeforeEach
    void dovecotIsInstalled() {
        assumeTrue(DovecotMailbox.installed(), "Dovecot is not installed");
    }

    @AfterEach
    void stopServers() {
        servers.values().forEach(DovecotMailbox::close);
    }

    @Override
    protected Path build(Path place, Map<FolderPath, List<Mail>> folders) throws Exception {
        Files.setPosixFilePermissions(place, PosixFilePermissions.fromString("rwxr-xr-x"));
        Path maildir = place.resolve("Maildir");
        for (String part : List.of("cur", "new", "tmp")) {
            Files.createDirectories(maildir.resolve(part));
        }
        int number = 0;
        for (Mail mail : folders.getOrDefault(FolderPath.of("INBOX"), List.of())) {
            Path file = maildir.resolve("cur").resolve(1_500_000_000 + number++ + ".M1P2.host:2,");
            Files.write(file, mail.text().getBytes(StandardCharsets.ISO_8859_1));
            if (mail.internalDate().isPresent()) {
                Files.setLastModifiedTime(file, FileTime.from(mail.internalDate().get()));
            }
        }
        servers.put(maildir, DovecotMailbox.start(maildir, place.resolve("dovecot")));
        return maildir;
    }

    @Override
    protected Store open(Path built) throws Exception {
        return Reading.open(servers.get(built).port(), place);
    }

    @Override
    protected void vanish(Path built, Folder folder, Locator locator) throws IOException {
        String uidl = locator.value().substring(locator.value().indexOf('.', 5) + 1);
        try (Stream<Path> files = Files.list(built.resolve("cur"))) {
            for (Path file : files.toList()) {
                if (file.getFileName().toString().startsWith(uidl)) {
                    Files.delete(file);
                }
            }
        }
    }

    /// A message without a byte.
    @Override
    protected boolean spoil(Path built, FolderPath folder) throws IOException {
        Files.createFile(built.resolve("cur").resolve("1400000000.M1P2.host:2,"));
        return true;
    }

    /// Lines end with CRLF on the wire, the last one too; flags and dates are not to be had.
    @Override
    protected Mail kept(Mail mail) {
        String lines = mail.text().replaceAll("\r?\n", "\r\n");
        return new Mail(
                lines.endsWith("\r\n") ? lines : lines + "\r\n", Flags.NONE, Optional.empty());
    }

    @Override
    protected List<String> oddNames() {
        return List.of("INBOX");
    }

    @Override
    protected boolean manyFolders() {
        return false;
    }

    @Override
    protected boolean nests() {
        return false;
    }

    @Override
    protected boolean keepsEmptyFolders() {
        return false;
    }

    @Test
    void aMessageOf20MegabytesGoesThroughAFileOfOursThatIsTheUsersAlone() throws Exception {
        Mail huge =
                new Mail(
                        "Subject: huge\n\n" + ".\n..a line\n".repeat(2 << 20),
                        Flags.NONE,
                        Optional.empty());
        Mail small = mail("small");
        Path built = build(place, Map.of(FolderPath.of("INBOX"), List.of(huge, small)));
        Path spill = Files.createDirectory(place.resolve("spill"));
        try (Store store = Reading.open(servers.get(built).port(), spill)) {
            Reading seen =
                    new Reading() {
                        @Override
                        public void message(Holding holding, mailtally.message.MessageBytes bytes)
                                throws IOException {
                            super.message(holding, bytes);
                            if (texts.size() == 1) {
                                try (Stream<Path> files = Files.list(spill)) {
                                    assertThat(files.map(Pop3StoreContractTest::permissions))
                                            .containsExactly("rw-------");
                                }
                            }
                        }
                    };
            store.read(store.folders().getFirst(), seen);
            assertThat(seen.texts.get(0).equals(huge.text().replace("\n", "\r\n"))).isTrue();
            assertThat(seen.texts.get(1)).isEqualTo(kept(small).text());
        }
        assertThat(spill).isEmptyDirectory();
    }

    private static String permissions(Path file) {
        try {
            return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
