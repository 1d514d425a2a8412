package mailtally.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.util.Optional;
import mailtally.journey.Door;
import mailtally.journey.MoveRecord;
import mailtally.mac.Host;
import mailtally.report.MoveReport;
import mailtally.report.Version;
import mailtally.signin.SecretSources;
import mailtally.signin.Signin;
import mailtally.store.AddressException;
import mailtally.store.Store;
import mailtally.store.StoreUnavailableException;
import mailtally.store.WritableStore;
import mailtally.store.server.Secret;
import mailtally.store.server.Secrets;

/// The command line's and the page's way into a journey. No store that it opens asks at a prompt: a
/// secret that is missing is asked for on the journey's own screen.
class JourneyDoor implements Door, AutoCloseable {
    private final CommonOptions options;
    private final Host host;
    private final Servers servers;
    private final Secrets unasked;
    private final Passwords known;

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
        this.known = known;
        this.servers = new Servers(options, false);
        this.unasked = signin(options.servers().secrets(Side.TARGET));
    }

    private static Secrets signin(SecretSources sources) {
        return new Signin(_ -> Optional.empty(), System.in).secrets(sources);
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
    public Store open(String address, Optional<String> password)
            throws AddressException, StoreUnavailableException {
        return Servers.recognises(address)
                ? servers.open(secrets(address, password), address)
                : Places.openAlone(address);
    }

    @Override
    public WritableStore openWritable(String address, Optional<String> password)
            throws AddressException, StoreUnavailableException {
        return Servers.recognises(address)
                ? servers.openWritable(secrets(address, password), address)
                : Places.openWritableAlone(address);
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

    /// What the person typed comes first; then what the options name, and the Keychain.
    private Secrets secrets(String address, Optional<String> password) {
        if (password.isPresent()) {
            return _ -> new Secret.Password(password.get());
        }
        return known.of(address)
                .map(
                        file ->
                                signin(
                                        new SecretSources(
                                                "target",
                                                Optional.of(file.toString()),
                                                Optional.empty(),
                                                Optional.empty())))
                .orElse(unasked);
    }
}
