package mailtally.cli;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import mailtally.discovery.Credentials;
import mailtally.report.Plain;
import mailtally.store.StoreUnavailableException;
import mailtally.store.server.Scheme;
import mailtally.store.server.Secret;
import mailtally.store.server.Secrets;
import mailtally.store.server.ServerAddress;

/// Asks at the terminal whether a host may have the password; hosts that were named beforehand may.
/// Each host is asked about once.
final class HostConfirmation implements Credentials {
    private final Console console;
    private final Set<String> named;
    private final Optional<Secrets> secrets;
    private final Map<String, Boolean> said = new HashMap<>();

    /// @param named hosts that were confirmed beforehand, with or without a port
    /// @param secrets nothing where there can be no password
    HostConfirmation(Console console, Set<String> named, Optional<Secrets> secrets) {
        this.console = console;
        this.named = named;
        this.secrets = secrets;
    }

    @Override
    public boolean confirms(String host, int port, String reason) {
        String name = host.toLowerCase(Locale.ROOT);
        if (secrets.isEmpty()) {
            return false;
        }
        return said.computeIfAbsent(
                name + ":" + port,
                place -> named.contains(name) || named.contains(place) || asked(name, reason));
    }

    private boolean asked(String host, String reason) {
        Optional<java.io.Console> terminal =
                Optional.ofNullable(System.console()).filter(java.io.Console::isTerminal);
        if (terminal.isEmpty()) {
            return false;
        }
        console.err().println(Plain.text(host) + " wants your password. " + Plain.text(reason));
        console.err()
                .println(
                        "It gets it only if its certificate is right, so that it is who it says."
                                + " Nothing was sent yet.");
        String answer =
                terminal.get().readLine("%s", "May " + Plain.text(host) + " have it? [y/N] ");
        return answer != null && answer.strip().toLowerCase(Locale.ROOT).matches("y|yes");
    }

    @Override
    public Optional<Secret.Password> password(String user, String host, int port) {
        try {
            ServerAddress place = new ServerAddress(Scheme.EWS, user, host, port, Optional.empty());
            Secret secret = secrets.orElseThrow().ask(place);
            return secret instanceof Secret.Password password
                    ? Optional.of(password)
                    : Optional.empty();
        } catch (StoreUnavailableException e) {
            console.err().println(Plain.text(String.valueOf(e.getMessage())));
            return Optional.empty();
        }
    }
}
