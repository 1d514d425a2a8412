package mailtally.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import mailtally.demo.exchange.ExchangeSettings;
import mailtally.demo.exchange.ExchangeStandIn;
import mailtally.demo.exchange.Insight;
import mailtally.testing.HardMail;
import mailtally.testing.server.ServerCertificate;

/// Jane's mailbox on a stand-in for Exchange, reached by EWS over TLS, and the commands onto it.
///
/// @param place a folder for the password and the state
record OnExchange(ExchangeStandIn server, Path place) implements AutoCloseable {
    static final String USER = "jane@example.com";
    static final String PASSWORD = "open-sesame-7";
    static final String TOKEN = "token-of-jane-9";

    static OnExchange start(ExchangeSettings settings, Path place) throws IOException {
        ExchangeStandIn server =
                ExchangeStandIn.start(settings, Optional.of(ServerCertificate.GOOD.context()));
        server.user(USER, PASSWORD, TOKEN);
        return new OnExchange(server, place);
    }

    String address() {
        return "ews://" + USER + "@localhost:" + server.webPort();
    }

    Insight mailbox() {
        return new Insight(server, USER);
    }

    /// Runs a verb from a place on disk onto the mailbox, with JSON.
    Run run(String verb, Path source, String... more) throws IOException {
        return Run.of(arguments(verb, source, more));
    }

    String[] arguments(String verb, Path source, String... more) throws IOException {
        List<String> all = new ArrayList<>(List.of(verb, source.toString(), address(), "--json"));
        boolean tokens = server.takesTokensOnly();
        all.addAll(
                tokens
                        ? List.of("--target-token-file", secret("token", TOKEN))
                        : List.of("--target-password-file", secret("password", PASSWORD)));
        all.addAll(List.of("--ca-file", ServerCertificate.authority(place).toString()));
        all.addAll(List.of("--state", place.resolve("state").toString()));
        all.addAll(List.of(more));
        return all.toArray(String[]::new);
    }

    /// A file with a secret, the user's alone.
    String secret(String name, String value) throws IOException {
        Path file = place.resolve(name);
        if (Files.notExists(file)) {
            Files.createFile(
                    file,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rw-------")));
            Files.writeString(file, value + "\n");
        }
        return file.toString();
    }

    /// The kinds of mail that break things, as a tree of Maildirs.
    static Path hardMail(Path root) throws IOException {
        int number = 0;
        for (HardMail kind : HardMail.all()) {
            Path folder = root;
            for (String level : kind.folder().split("/", -1)) {
                folder = folder.resolve(level);
            }
            for (String part : List.of("cur", "new", "tmp")) {
                Files.createDirectories(folder.resolve(part));
            }
            for (String message : kind.messages()) {
                Path file = folder.resolve("cur/" + ++number + ".M1P1.host:2," + kind.flags());
                Files.write(file, HardMail.bytes(message));
                Files.setLastModifiedTime(file, FileTime.from(kind.internalDate()));
            }
        }
        return root;
    }

    @Override
    public void close() {
        server.close();
    }
}
