package mailtally.journey;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import mailtally.backup.BagStore;
import mailtally.mac.Host;
import mailtally.store.AddressException;
import mailtally.store.Store;
import mailtally.store.StoreUnavailableException;
import mailtally.store.WritableStore;
import mailtally.store.imap.ImapStore;
import mailtally.store.maildir.MaildirStore;
import mailtally.store.server.Secret;
import mailtally.store.server.ServerAddress;
import mailtally.store.server.ServerOptions;
import mailtally.testing.SmallMac;
import mailtally.testing.server.StandInServer;

/// The door of a test: a small Mac, Maildirs for servers, and a clock that can be moved.
final class TestDoor implements Door {
    private final SmallMac mac;
    private final Path state;
    private volatile Duration ahead = Duration.ZERO;

    /// True refuses every server.
    volatile boolean unreachable;

    TestDoor(SmallMac mac, Path state) {
        this.mac = mac;
        this.state = state;
    }

    /// Moves the clock.
    void forward(Duration time) {
        ahead = ahead.plus(time);
    }

    @Override
    public Path library() {
        return mac.library();
    }

    @Override
    public Path accounts() {
        return mac.accounts();
    }

    @Override
    public Path state(String name) throws StoreUnavailableException {
        try {
            return Files.createDirectories(state.resolve(name));
        } catch (IOException e) {
            throw new StoreUnavailableException("no state folder", e);
        }
    }

    @Override
    public Host host() {
        return mac.host();
    }

    @Override
    public Clock clock() {
        return new Clock() {
            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }

            @Override
            public Instant instant() {
                return Instant.now().plus(ahead);
            }
        };
    }

    @Override
    public ZoneId zone() {
        return ZoneOffset.UTC;
    }

    @Override
    public String user() {
        return "Jane";
    }

    @Override
    public String version() {
        return "0.1.0";
    }

    @Override
    public int connections() {
        return 2;
    }

    @Override
    public int serverConnections() {
        return 2;
    }

    @Override
    public Store open(String address, Login login)
            throws AddressException, StoreUnavailableException {
        if (unreachable) {
            throw new StoreUnavailableException("Cannot reach " + address + ". Try again.");
        }
        if (ServerAddress.recognises(address)) {
            return exchange(address);
        }
        Path path = Path.of(address);
        return BagStore.recognises(path)
                ? BagStore.open(path)
                : MaildirStore.open(path, Optional.empty());
    }

    /// The stand-in for Exchange, signed in as its user.
    ImapStore exchange(String address) throws AddressException, StoreUnavailableException {
        ServerAddress server = ServerAddress.parse(address);
        Duration patience = Duration.ofSeconds(20);
        return ImapStore.open(
                server,
                new ServerOptions(2, patience, patience, Optional.empty(), state("spill")),
                _ -> new Secret.Token(StandInServer.TOKEN + server.user()));
    }

    @Override
    public WritableStore openWritable(String address, Login login)
            throws AddressException, StoreUnavailableException {
        return MaildirStore.openWritable(Path.of(address), Optional.empty());
    }

    @Override
    public Path saveReport(MoveRecord move, Path into) throws IOException {
        long[] left = new long[1];
        move.left().each(_ -> left[0]++);
        return Files.writeString(into.resolve("report.txt"), left[0] + " not proven");
    }
}
