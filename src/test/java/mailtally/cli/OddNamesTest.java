package mailtally.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import mailtally.testing.Python;
import mailtally.testing.TreeDigest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// Names of mailboxes and files that are any bytes, under a locale that knows them and one that
/// does not.
final class OddNamesTest {
    @TempDir private Path place;

    @Test
    void anyNameIsReadKeptAndShownHarmlessAlsoInTheCLocale() throws Exception {
        assumeTrue(
                System.getProperty("os.name").equals("Linux"),
                "only on Linux can a file's name be any bytes");
        Mac mac = new Mac(place);
        mac.messages("INBOX");
        Path account = mac.library().resolve("V10").resolve(Mac.ACCOUNT);
        int messages =
                Python.run(
                                place.resolve("python"),
                                "/mailtally/cli/odd_names.py",
                                account.toString())
                        .path("messages")
                        .asInt();
        Path backups = mac.backups();
        // A JVM that cannot name such files cannot look at them either, so the system does.
        String before = listing(mac.library());
        for (String locale : List.of("C.UTF-8", "C")) {
            Run backup =
                    child(mac, locale, "backup", "apple:", "--to", backups.toString(), "--json");
            JsonNode counts = backup.ends(ExitStatus.PROVEN).json().path("counts");
            assertThat(counts.path("identical").asInt()).isEqualTo(messages);
            Path bag = Mac.bag(backup);
            assertThat(child(mac, locale, "verify", bag.toString()).ends(ExitStatus.PROVEN).out())
                    .contains("\\u{001B}");
            child(mac, locale, "check", "apple:", bag.toString()).ends(ExitStatus.PROVEN);
            child(mac, locale, "accounts").ends(ExitStatus.PROVEN);
        }
        List<String> bags = mac.inBackups().stream().filter(n -> !n.endsWith(".json")).toList();
        assertThat(bags).hasSize(2);
        for (String bag : bags) {
            Path made = backups.resolve(bag);
            child(mac, "C.UTF-8", "verify", made.toString()).ends(ExitStatus.PROVEN);
            child(mac, "C.UTF-8", "check", "apple:", made.toString()).ends(ExitStatus.PROVEN);
            assertThat(TreeDigest.of(made).keySet())
                    .allMatch(name -> name.chars().noneMatch(Character::isISOControl));
        }
        assertThat(listing(mac.library())).isEqualTo(before);
    }

    private Run child(Mac mac, String locale, String... command) throws Exception {
        return new Child(place)
                .with("LC_ALL", locale)
                .with("LANG", "")
                .with("JAVA_TOOL_OPTIONS", "")
                .run(mac.arguments(command))
                .isPlain();
    }

    private String listing(Path folder) throws Exception {
        Path out = Files.createTempFile(place, "listing", "");
        Process ls =
                new ProcessBuilder("ls", "-lnR", "--time-style=full-iso", folder.toString())
                        .redirectOutput(out.toFile())
                        .start();
        assertThat(ls.waitFor()).isZero();
        return new String(Files.readAllBytes(out), StandardCharsets.ISO_8859_1);
    }

    @Test
    void aMailboxesNameCannotLeaveTheBackup() throws Exception {
        Mac mac = new Mac(place).usual();
        mac.put("..", "5.emlx", Mac.emlx(Mac.mail("dots")));
        mac.put("..\\..\\evil", "6.emlx", Mac.emlx(Mac.mail("backslashes")));
        mac.put("%2e%2e%2fevil", "7.emlx", Mac.emlx(Mac.mail("encoded")));
        mac.put("\u001b[31mred\u0007", "8.emlx", Mac.emlx(Mac.mail("\u001b[31mred\u0007 \u007f")));
        Path backups = Files.createDirectories(place.resolve("a").resolve("b").resolve("c"));
        Map<String, String> before = TreeDigest.of(mac.library());
        for (String how : List.of("--json", "--verbose")) {
            mac.run("backup", "apple:", "--to", backups.toString(), how)
                    .isPlain()
                    .ends(ExitStatus.PROVEN);
        }
        try (Stream<Path> made = Files.list(place)) {
            assertThat(made.map(p -> p.getFileName().toString()))
                    .containsExactlyInAnyOrder("home", "Backups", "State", "a");
        }
        for (String above : List.of("a", "a/b")) {
            assertThat(place.resolve(above)).isDirectoryContaining(p -> Mac.isFolder(p));
            try (Stream<Path> made = Files.list(place.resolve(above))) {
                assertThat(made).hasSize(1);
            }
        }
        assertThat(TreeDigest.of(mac.library())).isEqualTo(before);
    }
}
