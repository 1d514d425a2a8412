package mailtally.store.pop3;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import mailtally.message.Flags;
import mailtally.store.Folder;
import mailtally.store.FolderPath;
import mailtally.store.Holding;
import mailtally.store.Locator;
import mailtally.store.Store;
import mailtally.store.StoreContractTest;
import mailtally.store.server.Secret;
import mailtally.store.server.ServerAddress;
import mailtally.testing.server.DovecotServer;
import mailtally.testing.server.MailServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// The contract on a real server. The files of its Maildir are the same afterwards, names and all:
/// not even a flag for what was read. What was built is a user's Maildir.
final class Pop3StoreContractTest extends StoreContractTest {
    private static final AtomicInteger USERS = new AtomicInteger();
    private static DovecotServer server;

    /// UIDLs are the names of the files; what Dovecot writes itself lies outside of the Maildir.
    @BeforeAll
    static void startServer() {
        server =
                DovecotServer.setup()
                        .setting("pop3_uidl_format = %f")
                        .setting(
                                "mail_location ="
                                        + " maildir:~/Maildir:INDEX=~/index:CONTROL=~/control")
                        .start();
    }

    @AfterAll
    static void stopServer() {
        if (server != null) {
            server.close();
        }
    }

    @Override
    protected Path build(Path place, Map<FolderPath, List<Mail>> folders) {
        String user = "user" + USERS.incrementAndGet();
        for (Mail mail : folders.getOrDefault(FolderPath.of("INBOX"), List.of())) {
            server.deliver(
                    user,
                    "INBOX",
                    mail.text().getBytes(StandardCharsets.ISO_8859_1),
                    mail.flags().names(),
                    mail.internalDate().orElse(Instant.EPOCH));
        }
        return server.maildir(user);
    }

    @Override
    protected Store open(Path built) throws Exception {
        return open(built, place);
    }

    private static Store open(Path built, Path spill) throws Exception {
        return Pop3Store.open(
                ServerAddress.parse(server.popAddress(user(built))),
                Reading.options(spill),
                mailbox -> new Secret.Password(MailServer.PASSWORD));
    }

    private static String user(Path built) {
        return built.getParent().getFileName().toString();
    }

    @Override
    protected void vanish(Path built, Folder folder, Locator locator) throws IOException {
        String uidl = ((Place.Named) Place.of(locator).orElseThrow()).uidl();
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
    protected boolean spoil(Path built, FolderPath folder) {
        server.deliver(user(built), "INBOX", new byte[0], Set.of(), Instant.EPOCH);
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
        try (Store store = open(built, spill)) {
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

    @Test
    void theServersOwnLogHasNoCommandThatChangesAnything() throws Exception {
        Path built = build(place, Map.of(FolderPath.of("INBOX"), mails("m", 150)));
        try (Store store = open(built)) {
            Reading reading = Reading.of(store);
            assertThat(reading.texts).hasSize(150);
            store.reopen(store.folders().getFirst(), reading.holdings.get(7).locator());
        }
        assertThat(server.popCommands(user(built)).stream().map(c -> c.split(" ", 2)[0]).distinct())
                .contains("RETR")
                .isSubsetOf("CAPA", "STAT", "LIST", "UIDL", "RETR");
    }

    private static String permissions(Path file) {
        try {
            return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
