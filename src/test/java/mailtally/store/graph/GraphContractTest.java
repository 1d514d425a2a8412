package mailtally.store.graph;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import mailtally.demo.exchange.ExchangeSettings;
import mailtally.demo.exchange.ExchangeStandIn;
import mailtally.demo.exchange.GraphDoor;
import mailtally.demo.exchange.Insight;
import mailtally.message.Flags;
import mailtally.store.Folder;
import mailtally.store.FolderPath;
import mailtally.store.Locator;
import mailtally.store.Store;
import mailtally.store.StoreContractTest;
import mailtally.store.server.Secret;
import mailtally.store.server.ServerAddress;
import mailtally.store.server.ServerOptions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/// The contract of a store, on the stand-in's Microsoft Graph. What was built is a folder named
/// like a user.
final class GraphContractTest extends StoreContractTest {
    private static final AtomicInteger USERS = new AtomicInteger();
    private static final String TOKEN = "token-that-never-ends";

    private static ExchangeStandIn standIn;

    @BeforeAll
    static void startTheStandIn() throws Exception {
        standIn = ExchangeStandIn.start(ExchangeSettings.plain(), Optional.empty());
        standIn.graph().rules().mostOnPage(7);
    }

    @AfterAll
    static void stopTheStandIn() {
        standIn.close();
    }

    @Override
    protected Path build(Path place, Map<FolderPath, List<Mail>> folders) throws Exception {
        String user = "user" + USERS.incrementAndGet();
        standIn.user(user + "@example.com", "unused", TOKEN);
        for (Map.Entry<FolderPath, List<Mail>> folder : folders.entrySet()) {
            mailbox(user).folder(folder.getKey().names());
            for (Mail mail : folder.getValue()) {
                mailbox(user)
                        .deliver(
                                folder.getKey().names(),
                                mail.text().getBytes(ISO_8859_1),
                                mail.flags().names(),
                                mail.internalDate().orElse(Instant.EPOCH));
            }
        }
        return Files.createDirectories(place.resolve(user));
    }

    @Override
    protected Store open(Path built) throws Exception {
        Path spill = Files.createDirectories(place.resolveSibling(place.getFileName() + "-spill"));
        return GraphStore.open(
                ServerAddress.parse("graph://" + built.getFileName() + "@example.com"),
                new ServerOptions(
                        4, Duration.ofSeconds(20), Duration.ofSeconds(20), Optional.empty(), spill),
                address -> new Secret.Token(TOKEN),
                URI.create(standIn.webAddress() + GraphDoor.PATH));
    }

    @Override
    protected void vanish(Path built, Folder folder, Locator locator) {
        mailbox(built.getFileName().toString()).take(locator.value());
    }

    /// Whole seconds; no `\Deleted`, which only IMAP has.
    @Override
    protected Mail kept(Mail mail) {
        List<String> flags = new ArrayList<>(mail.flags().names());
        flags.remove("\\Deleted");
        return new Mail(
                mail.text(),
                Flags.of(flags),
                mail.internalDate().map(date -> date.truncatedTo(ChronoUnit.SECONDS)));
    }

    /// The mailbox has folders of its own names, in any case.
    @Override
    protected List<String> oddNames() {
        return ODD_NAMES;
    }

    @Override
    protected boolean spoil(Path built, FolderPath folder) {
        mailbox(built.getFileName().toString())
                .deliver(folder.names(), new byte[0], Set.of(), Instant.EPOCH);
        return true;
    }

    private static Insight mailbox(String user) {
        return new Insight(standIn, user + "@example.com");
    }
}
