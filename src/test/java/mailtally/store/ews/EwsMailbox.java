package mailtally.store.ews;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import mailtally.demo.exchange.ExchangeSettings;
import mailtally.demo.exchange.ExchangeStandIn;
import mailtally.demo.exchange.Insight;
import mailtally.message.MessageBytes;
import mailtally.store.AddressException;
import mailtally.store.Folder;
import mailtally.store.FolderPath;
import mailtally.store.Holding;
import mailtally.store.HoldingVisitor;
import mailtally.store.Store;
import mailtally.store.StoreUnavailableException;
import mailtally.store.server.Secret;
import mailtally.store.server.Secrets;
import mailtally.store.server.ServerAddress;
import mailtally.store.server.ServerOptions;
import mailtally.testing.server.ServerCertificate;

/// Jane's mailbox on a stand-in for Exchange, opened by EWS over TLS.
///
/// @param place an empty folder
record EwsMailbox(ExchangeStandIn server, Path place) implements AutoCloseable {
    static final String USER = "jane@example.com";
    static final String PASSWORD = "open-sesame-7";
    static final String TOKEN = "token-of-jane-9";
    static final Instant RECEIVED = Instant.parse("2014-05-06T07:08:09Z");

    static EwsMailbox with(ExchangeSettings settings, Path place) throws IOException {
        ExchangeStandIn server =
                ExchangeStandIn.start(settings, Optional.of(ServerCertificate.GOOD.context()));
        server.user(USER, PASSWORD, TOKEN);
        return new EwsMailbox(server, place);
    }

    Insight insight() {
        return new Insight(server, USER);
    }

    /// Puts messages into INBOX, each with its number in the Subject.
    EwsMailbox holding(int messages) {
        for (int i = 0; i < messages; i++) {
            deliver("INBOX", "m" + i);
        }
        return this;
    }

    void deliver(String folder, String subject) {
        insight()
                .deliver(
                        List.of(folder),
                        ("Subject: " + subject + "\r\n\r\nText of " + subject + ".\r\n")
                                .getBytes(StandardCharsets.US_ASCII),
                        Set.of(),
                        RECEIVED);
    }

    EwsStore open() throws StoreUnavailableException, AddressException, IOException {
        return open(options(false), _ -> new Secret.Password(PASSWORD));
    }

    EwsStore open(ServerOptions options, Secrets secrets)
            throws StoreUnavailableException, AddressException {
        return EwsStore.open(address(server.webPort()), options, secrets, Clock.systemUTC());
    }

    static ServerAddress address(int port) throws AddressException {
        return ServerAddress.parse("ews://" + USER + "@localhost:" + port);
    }

    ServerOptions options(boolean headersOnly) throws IOException {
        return options(place, 4, Duration.ofSeconds(20), headersOnly);
    }

    /// Trusts the authority of test servers, and spills into a folder of its own.
    static ServerOptions options(
            Path place, int connections, Duration backOffLimit, boolean headersOnly)
            throws IOException {
        return new ServerOptions(
                connections,
                Duration.ofSeconds(10),
                backOffLimit,
                Optional.of(ServerCertificate.authority(place)),
                Files.createDirectories(place.resolve("spill")),
                headersOnly);
    }

    /// The inbox of an open store.
    static Folder inbox(Store store) throws StoreUnavailableException {
        return folder(store, "INBOX");
    }

    static Folder folder(Store store, String name) throws StoreUnavailableException {
        return store.folders().stream()
                .filter(f -> f.path().equals(FolderPath.parse(name)))
                .findFirst()
                .orElseThrow();
    }

    static String text(MessageBytes bytes) throws IOException {
        return new String(bytes.head(1 << 20), StandardCharsets.ISO_8859_1);
    }

    @Override
    public void close() {
        server.close();
    }

    /// Everything a visitor got, in order.
    static class Got implements HoldingVisitor {
        final List<Holding> holdings = new ArrayList<>();
        final List<String> texts = new ArrayList<>();
        final List<String> unreadable = new ArrayList<>();
        final List<String> troubles = new ArrayList<>();

        @Override
        public void message(Holding holding, MessageBytes bytes) throws IOException {
            holdings.add(holding);
            texts.add(text(bytes));
        }

        @Override
        public void unreadable(Holding holding, String reason, Optional<MessageBytes> rawFile) {
            holdings.add(holding);
            unreadable.add(reason);
        }

        @Override
        public void folderUnreadable(String where, String reason) {
            troubles.add(where + ": " + reason);
        }
    }
}
