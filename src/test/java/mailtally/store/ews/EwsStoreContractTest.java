package mailtally.store.ews;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import mailtally.demo.exchange.ExchangeSettings;
import mailtally.demo.exchange.ExchangeStandIn;
import mailtally.demo.exchange.Insight;
import mailtally.store.Folder;
import mailtally.store.FolderPath;
import mailtally.store.Locator;
import mailtally.store.Store;
import mailtally.store.StoreContractTest;
import mailtally.store.server.Secret;
import mailtally.store.server.ServerAddress;
import mailtally.store.server.ServerOptions;
import mailtally.testing.server.ServerCertificate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/// The contract of a store, on the EWS door of the stand-in for Exchange. What was built is a
/// folder named like a user of it.
final class EwsStoreContractTest extends StoreContractTest {
    private static final AtomicInteger USERS = new AtomicInteger();
    private static ExchangeStandIn server;

    @BeforeAll
    static void startTheServer() throws Exception {
        server =
                ExchangeStandIn.start(
                        ExchangeSettings.plain(), Optional.of(ServerCertificate.GOOD.context()));
    }

    @AfterAll
    static void stopTheServer() {
        server.close();
    }

    @Override
    protected Path build(Path place, Map<FolderPath, List<Mail>> folders) throws Exception {
        String user = "user" + USERS.incrementAndGet() + "@example.com";
        server.user(user, "sesame", "token");
        Insight mailbox = new Insight(server, user);
        for (Map.Entry<FolderPath, List<Mail>> folder : folders.entrySet()) {
            mailbox.folder(folder.getKey().names());
            for (Mail mail : folder.getValue()) {
                mailbox.deliver(
                        folder.getKey().names(),
                        crlf(mail.text()).getBytes(ISO_8859_1),
                        mail.flags().names(),
                        seconds(mail).orElse(Instant.EPOCH));
            }
        }
        return Files.createDirectories(place.resolve(user));
    }

    @Override
    protected Store open(Path built) throws Exception {
        Path beside =
                Files.createDirectories(place.resolveSibling(place.getFileName() + "-beside"));
        return EwsStore.open(
                ServerAddress.parse(
                        "ews://" + built.getFileName() + "@localhost:" + server.webPort()),
                new ServerOptions(
                        4,
                        Duration.ofSeconds(20),
                        Duration.ofSeconds(20),
                        Optional.of(ServerCertificate.authority(beside)),
                        beside),
                address -> new Secret.Password("sesame"));
    }

    @Override
    protected void vanish(Path built, Folder folder, Locator locator) {
        new Insight(server, built.getFileName().toString()).vanish(locator.value());
    }

    @Override
    protected boolean spoil(Path built, FolderPath folder) {
        new Insight(server, built.getFileName().toString())
                .deliver(folder.names(), new byte[0], java.util.Set.of(), Instant.EPOCH);
        return true;
    }

    /// It hands out CRLF and whole seconds.
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
