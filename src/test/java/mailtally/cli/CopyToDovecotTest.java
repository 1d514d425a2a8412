package mailtally.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Set;
import mailtally.testing.server.DovecotServer;
import mailtally.testing.server.MailServer;
import mailtally.testing.server.StoredMessage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// `mailtally copy` from a Maildir onto a real Dovecot.
final class CopyToDovecotTest {
    private static final Instant RECEIVED = Instant.parse("2014-05-06T07:08:09Z");

    @TempDir Path place;

    @Test
    void whatLacksIsPutWithDateAndFlagsAndASecondCopySendsNoAppend() throws Exception {
        Path source = place.resolve("source");
        try (DovecotServer server = DovecotServer.start()) {
            for (int i = 0; i < 130; i++) {
                deliver(source, "", "%d.M1P1.host:2,S".formatted(i + 1), "m" + i);
            }
            deliver(source, ".Sent Messages", "1.M2P1.host:2,FRS", "sent");
            byte[] there = message("m0").getBytes(StandardCharsets.US_ASCII);
            server.deliver("jane", "INBOX", there, Set.of("\\Seen"), RECEIVED);

            Run check = run("check", source, server);
            assertThat(check.status()).as(check.err()).isEqualTo(ExitStatus.NOT_PROVEN);
            JsonNode copied = run("copy", source, server, "--yes").json();
            assertThat(copied.path("counts").path("copied").asInt()).isEqualTo(130);
            assertThat(copied.path("verdict").asString()).isEqualTo("PROVEN");
            assertThat(server.messages("jane")).hasSize(131);
            assertThat(server.messages("jane"))
                    .filteredOn(m -> m.flags().contains("\\Flagged"))
                    .singleElement()
                    .satisfies(
                            m -> {
                                assertThat(m.flags())
                                        .containsExactlyInAnyOrder(
                                                "\\Answered", "\\Flagged", "\\Seen");
                                assertThat(m.internalDate()).isEqualTo(RECEIVED);
                                assertThat(m.sha256())
                                        .isEqualTo(
                                                StoredMessage.digest(
                                                        message("sent")
                                                                .getBytes(
                                                                        StandardCharsets
                                                                                .US_ASCII)));
                            });
            long changes = changes(server);
            assertThat(changes).isPositive();
            Run again = run("copy", source, server, "--yes");
            assertThat(again.status()).isEqualTo(ExitStatus.PROVEN);
            assertThat(again.json().path("counts").path("copied").asInt()).isZero();
            assertThat(changes(server)).isEqualTo(changes);
        }
    }

    private static long changes(DovecotServer server) {
        return server.commands("jane").stream()
                .filter(c -> c.matches("(APPEND|.*STORE).*"))
                .count();
    }

    private Run run(String verb, Path source, DovecotServer server, String... more)
            throws Exception {
        Path secret = place.resolve("password");
        Files.writeString(secret, MailServer.PASSWORD);
        Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));
        java.util.List<String> arguments =
                new java.util.ArrayList<>(
                        java.util.List.of(
                                verb,
                                source.toString(),
                                server.address("jane"),
                                "--json",
                                "--target-password-file",
                                secret.toString(),
                                "--state",
                                place.resolve("state").toString()));
        arguments.addAll(java.util.List.of(more));
        return Run.of(arguments.toArray(String[]::new));
    }

    private static String message(String subject) {
        return "Subject: " + subject + "\n\nText of " + subject + ".\n";
    }

    private static void deliver(Path root, String folder, String name, String subject)
            throws Exception {
        Path maildir = folder.isEmpty() ? root : root.resolve(folder);
        for (String part : java.util.List.of("cur", "new", "tmp")) {
            Files.createDirectories(maildir.resolve(part));
        }
        Path file = maildir.resolve("cur").resolve(name);
        Files.writeString(file, message(subject));
        Files.setLastModifiedTime(file, FileTime.from(RECEIVED));
    }
}
