package mailtally.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import mailtally.testing.TreeDigest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// `mailtally copy`, from Maildir to Maildir.
final class CopyCommandTest {
    private static final Instant RECEIVED = Instant.parse("2014-05-06T07:08:09Z");

    @TempDir Path place;

    @Test
    void aDryRunShowsThePlanAndChangesNothingACopyProvesAndASecondOneCopiesNothing()
            throws Exception {
        Path source = place.resolve("source");
        deliver(source, "INBOX", "1.M1P1.host:2,S", "a");
        deliver(source, ".Sent Messages", "2.M1P1.host:2,FRS", "b");
        Path target = place.resolve("target");
        deliver(target, ".Sent", "3.M1P1.host:2,", "other");
        String before = TreeDigest.of(target).toString();
        String untouched = TreeDigest.of(source).toString();

        Run plan = copy(source, target, "--dry-run");
        assertThat(plan.status()).as(plan.err()).isEqualTo(ExitStatus.NOT_PROVEN);
        assertThat(plan.out())
                .contains("2 messages, 1 KB, would go onto")
                .contains("1  Sent (its folder for Sent)")
                .contains("1  INBOX (new folder)");
        assertThat(TreeDigest.of(target)).hasToString(before);

        JsonNode copied = copy(source, target, "--yes", "--json").json();
        assertThat(copied.path("verdict").asString()).isEqualTo("PROVEN");
        assertThat(copied.path("counts").path("copied").asInt()).isEqualTo(2);
        try (Stream<Path> files = Files.list(target.resolve(".Sent/cur"))) {
            Path put = files.filter(f -> f.toString().endsWith(":2,FRS")).findFirst().orElseThrow();
            assertThat(Files.getLastModifiedTime(put).toInstant()).isEqualTo(RECEIVED);
            assertThat(put)
                    .hasSameBinaryContentAs(source.resolve(".Sent Messages/cur/2.M1P1.host:2,FRS"));
        }
        String after = TreeDigest.of(target).toString();

        Run again = copy(source, target, "--yes", "--json");
        assertThat(again.status()).isEqualTo(ExitStatus.PROVEN);
        assertThat(again.json().path("counts").path("copied").asInt()).isZero();
        assertThat(TreeDigest.of(target)).hasToString(after);
        assertThat(TreeDigest.of(source)).hasToString(untouched);
        assertThat(copy(source, target, "--dry-run").status()).isEqualTo(ExitStatus.PROVEN);
    }

    @Test
    void withoutATerminalAndWithoutYesNothingIsDone() throws Exception {
        Path source = place.resolve("source");
        deliver(source, "INBOX", "1.M1P1.host:2,S", "a");
        Run run = copy(source, place.resolve("target"));
        assertThat(run.status()).isEqualTo(ExitStatus.USAGE);
        assertThat(run.err()).contains("Add --yes, or --dry-run to see the plan.");
        assertThat(place.resolve("target")).doesNotExist();
    }

    @Test
    void aTargetThatTakesNoMessagesIsRefused() throws Exception {
        Path source = place.resolve("source");
        deliver(source, "INBOX", "1.M1P1.host:2,S", "a");
        Path target = Files.createDirectory(place.resolve("letters"));
        Files.writeString(target.resolve("a.eml"), "Subject: a\n\nb\n");
        Run run = copy(source, target, "--yes");
        assertThat(run.status()).isEqualTo(ExitStatus.USAGE);
        assertThat(run.err()).contains("Mailtally cannot put messages into");
    }

    private Run copy(Path source, Path target, String... more) {
        List<String> arguments =
                new java.util.ArrayList<>(
                        List.of(
                                "copy",
                                source.toString(),
                                target.toString(),
                                "--state",
                                place.resolve("state").toString()));
        arguments.addAll(List.of(more));
        return Run.of(arguments.toArray(String[]::new));
    }

    private static void deliver(Path root, String folder, String name, String subject)
            throws Exception {
        Path maildir = folder.equals("INBOX") ? root : root.resolve(folder);
        for (String part : List.of("cur", "new", "tmp")) {
            Files.createDirectories(maildir.resolve(part));
        }
        Path file = maildir.resolve("cur").resolve(name);
        Files.writeString(file, "Subject: " + subject + "\n\nText of " + subject + ".\n");
        Files.setLastModifiedTime(file, FileTime.from(RECEIVED));
    }
}
