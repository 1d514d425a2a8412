package mailtally.discovery;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import mailtally.store.server.Secret;
import mailtally.store.server.ServerOptions;
import mailtally.testing.server.ServerCertificate;

/// A search in which names stand for servers of the test. Whoever is not named is not there.
final class Searching {
    static final String NOBODY = "127.0.0.1:1";
    static final String PASSWORD = "Tr0ub4dor&3";

    private final Path folder;
    private final Map<String, String> instead = new HashMap<>();
    private final Set<String> confirmed = new HashSet<>();
    private final List<String> asked = new ArrayList<>();
    private String online = NOBODY;
    private Optional<String> nameServer = Optional.empty();
    private Duration patience = Duration.ofSeconds(10);

    Searching(Path folder) {
        this.folder = folder;
        instead.put("example.com", NOBODY);
        instead.put("autodiscover.example.com", NOBODY);
        instead.put("http://autodiscover.example.com", NOBODY);
    }

    Searching at(String host, String place) {
        instead.put(host, place);
        return this;
    }

    Searching online(String place) {
        online = place;
        return this;
    }

    Searching dns(String place) {
        nameServer = Optional.of(place);
        return this;
    }

    Searching patience(Duration other) {
        patience = other;
        return this;
    }

    Searching confirming(String... hosts) {
        confirmed.addAll(List.of(hosts));
        return this;
    }

    /// What a person was asked: `host:port reason`.
    List<String> asked() {
        return asked;
    }

    Discovered find(String address) throws Exception {
        SearchSettings settings =
                new SearchSettings(
                        online,
                        List.of(".online.example"),
                        instead,
                        nameServer,
                        nameServer.isPresent());
        ServerOptions options =
                new ServerOptions(
                        1,
                        patience,
                        Duration.ofSeconds(1),
                        Optional.of(ServerCertificate.authority(folder)),
                        folder);
        try (MailboxSearch search = MailboxSearch.open(settings, options, new Person())) {
            return search.find(address);
        }
    }

    private final class Person implements Credentials {
        @Override
        public boolean confirms(String host, int port, String reason) {
            asked.add(host + ":" + port + " " + reason);
            return confirmed.contains(host + ":" + port);
        }

        @Override
        public Optional<Secret.Password> password(String user, String host, int port) {
            return Optional.of(new Secret.Password(PASSWORD));
        }
    }
}
