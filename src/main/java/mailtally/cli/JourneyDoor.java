package mailtally.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.util.Optional;
import mailtally.journey.Application;
import mailtally.journey.Door;
import mailtally.journey.Login;
import mailtally.journey.MoveRecord;
import mailtally.journey.Person;
import mailtally.mac.Host;
import mailtally.report.MoveReport;
import mailtally.report.Version;
import mailtally.signin.ExchangeOnline;
import mailtally.store.AddressException;
import mailtally.store.Store;
import mailtally.store.StoreUnavailableException;
import mailtally.store.WritableStore;
import mailtally.store.server.ServerAddress;

/// The command line's and the page's way into a journey. No store that it opens asks at a prompt: a
/// secret that is missing is asked for on the journey's own screen.
class JourneyDoor implements Door, AutoCloseable {
    private final CommonOptions options;
    private final Host host;
    private final Servers servers;
    private final JourneySecrets secrets;

    /// Files with the passwords of mailboxes, as far as they are known.
    interface Passwords {
        Optional<Path> of(String address);
    }

    JourneyDoor(CommonOptions options, Host host) {
        this(options, host, _ -> Optional.empty());
    }

    JourneyDoor(CommonOptions options, Host host, Passwords known) {
        this.options = options;
        this.host = host;
        this.servers = new Servers(options, false);
        this.secrets = new JourneySecrets(options, host, servers, known);
    }

    @Override
    public Path library() {
        return options.library();
    }

    @Override
    public Path accounts() {
        return options.accounts();
    }

    @Override
    public Path state(String name) throws StoreUnavailableException {
        return options.state().make(name);
    }

    @Override
    public Host host() {
        return host;
    }

    @Override
    public Clock clock() {
        return Clock.systemUTC();
    }

    @Override
    public ZoneId zone() {
        return ZoneId.systemDefault();
    }

    @Override
    public String user() {
        return System.getProperty("user.name", "");
    }

    @Override
    public String version() {
        return Version.text();
    }

    @Override
    public int connections() {
        return options.connections();
    }

    @Override
    public int serverConnections() {
        return options.serverConnections();
    }

    @Override
    public Store open(String address, Login login)
            throws AddressException, StoreUnavailableException {
        return Servers.recognises(address)
                ? servers.open(secrets.of(address, login), address)
                : Places.openAlone(address);
    }

    @Override
    public WritableStore openWritable(String address, Login login)
            throws AddressException, StoreUnavailableException {
        return Servers.recognises(address)
                ? servers.openWritable(secrets.of(address, login), address)
                : Places.openWritableAlone(address);
    }

    @Override
    public Optional<String> obstacle(String address, Optional<Application> application) {
        if (!Servers.recognises(address)) {
            return Optional.empty();
        }
        try {
            return secrets.obstacle(ServerAddress.parse(address), application);
        } catch (AddressException e) {
            return Optional.of(e.getMessage());
        }
    }

    @Override
    public boolean takesPassword(String address, Optional<Application> application) {
        try {
            ServerAddress server = ServerAddress.parse(address);
            return !ExchangeOnline.has(server) && !secrets.byToken(server, application);
        } catch (AddressException e) {
            return true;
        }
    }

    @Override
    public boolean knowsApplication() {
        return options.servers().oauth().isPresent();
    }

    @Override
    public void meets(Person person) {
        secrets.meets(person);
    }

    @Override
    public Path saveReport(MoveRecord move, Path into) throws IOException {
        MoveReport.write(move, into, true, zone());
        return MoveReport.write(move, into, false, zone());
    }

    @Override
    public void close() {
        servers.close();
    }
}
