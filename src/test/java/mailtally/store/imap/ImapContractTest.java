package mailtally.store.imap;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import mailtally.store.Folder;
import mailtally.store.FolderPath;
import mailtally.store.Locator;
import mailtally.store.Store;
import mailtally.store.StoreContractTest;
import mailtally.store.server.Secret;
import mailtally.store.server.ServerAddress;
import mailtally.store.server.ServerOptions;
import mailtally.testing.Python;
import mailtally.testing.server.MailServer;

/// The contract of a store, tried on a mailbox of a real server; each server has a subclass. What
/// was built is a folder named like a user of that server.
abstract class ImapContractTest extends StoreContractTest {
    private static final AtomicInteger USERS = new AtomicInteger();

    /// The server, started once for all tests of the class.
    abstract MailServer server();

    @Override
    protected Path build(Path place, Map<FolderPath, List<Mail>> folders) throws Exception {
        String user = "user" + USERS.incrementAndGet();
        Path built = Files.createDirectories(place.resolve(user));
        for (Map.Entry<FolderPath, List<Mail>> folder : folders.entrySet()) {
            if (folder.getValue().isEmpty()) {
                try (ImapStore store = (ImapStore) open(built)) {
                    store.create(folder.getKey(), Optional.empty());
                }
            }
            for (Mail mail : folder.getValue()) {
                server().deliver(
                                user,
                                String.join("/", folder.getKey().names()),
                                crlf(mail.text()).getBytes(ISO_8859_1),
                                mail.flags().names(),
                                seconds(mail).orElse(Instant.EPOCH));
            }
        }
        return built;
    }

    @Override
    protected Store open(Path built) throws Exception {
        Path spill = Files.createDirectories(place.resolveSibling(place.getFileName() + "-spill"));
        return ImapStore.open(
                ServerAddress.parse(server().address(built.getFileName().toString())),
                new ServerOptions(
                        4, Duration.ofSeconds(20), Duration.ofSeconds(20), Optional.empty(), spill),
                address -> new Secret.Password(MailServer.PASSWORD));
    }

    /// Another program's hand: Python's imaplib.
    @Override
    protected void vanish(Path built, Folder folder, Locator locator) throws Exception {
        String uid = locator.value().substring(locator.value().indexOf('.') + 1);
        Python.run(
                place.resolveSibling(place.getFileName() + "-python"),
                "/mailtally/store/imap/expunge.py",
                Integer.toString(server().port()),
                built.getFileName().toString(),
                MailServer.PASSWORD,
                uid);
        assertThat(folder.path()).isEqualTo(FolderPath.of("INBOX"));
    }

    /// Servers hand out CRLF and whole seconds.
    @Override
    protected Mail kept(Mail mail) {
        return new Mail(crlf(mail.text()), mail.flags(), seconds(mail));
    }

    private static String crlf(String text) {
        return text.replace("\r\n", "\n").replace("\n", "\r\n");
    }

    private static Optional<Instant> seconds(Mail mail) {
        return mail.internalDate().map(d -> d.truncatedTo(ChronoUnit.SECONDS));
    }
}
