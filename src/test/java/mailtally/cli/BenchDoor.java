package mailtally.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import mailtally.demo.exchange.ExchangeSettings;
import mailtally.demo.exchange.ExchangeStandIn;
import mailtally.testing.server.ServerCertificate;

/// A mailbox of the stand-in for Exchange, and the command that copies into it by one of its doors.
///
/// @param ews by EWS over TLS; else by IMAP without it
/// @param work a folder for token, authority and state
record BenchDoor(ExchangeStandIn server, boolean ews, Path work) implements AutoCloseable {
    private static final String USER = "jane@example.com";
    private static final String TOKEN = "token-of-jane";

    static BenchDoor open(boolean ews, ExchangeSettings settings, Path work) throws IOException {
        ExchangeStandIn server =
                ExchangeStandIn.start(
                        settings,
                        ews ? Optional.of(ServerCertificate.GOOD.context()) : Optional.empty());
        server.user(USER, "password", TOKEN);
        Files.createFile(
                work.resolve("token"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(work.resolve("token"), TOKEN + "\n");
        ServerCertificate.authority(work);
        return new BenchDoor(server, ews, work);
    }

    String[] copyOf(Path source) {
        List<String> all = new ArrayList<>(List.of("copy", source.toString()));
        all.add(
                ews
                        ? "ews://" + USER + "@localhost:" + server.webPort()
                        : "imap://" + USER + "@127.0.0.1:" + server.imapPort());
        all.addAll(List.of("--yes", "--json", "--state", work.resolve("state").toString()));
        all.addAll(List.of("--target-token-file", work.resolve("token").toString()));
        all.addAll(List.of("--ca-file", work.resolve("authority.pem").toString()));
        return all.toArray(String[]::new);
    }

    List<String> abuses() {
        return server.abuses();
    }

    @Override
    public void close() {
        server.close();
    }
}
