package mailtally.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Addresses that name no single place: status 2 where what was typed is wrong, 3 where nothing is
/// there, and always the reason.
final class AddressTest {
    @TempDir private Path place;

    private Mac mac;

    @BeforeEach
    void twoAccounts() throws Exception {
        mac = new Mac(place).usual();
        Path second = mac.library().resolve("V10").resolve(Mac.SECOND).resolve("INBOX.mbox");
        Path messages = Files.createDirectories(second.resolve("Messages"));
        Files.write(messages.resolve("5.emlx"), Mac.emlx(Mac.mail("of the second")));
        mac.list(
                Map.of(
                        Mac.ACCOUNT, List.of("jane@example.com", "Work"),
                        Mac.SECOND, List.of("Jane@Example.com", "Home")));
    }

    /// Both as SOURCE of check and of backup; nothing may be sealed.
    private void refused(String address, int status, String... words) {
        String target = mac.backups().toString();
        for (String[] command :
                List.of(
                        new String[] {"check", address, target, "--json"},
                        new String[] {"backup", address, "--to", target, "--json"})) {
            Run run = mac.run(command).isPlain().ends(status);
            assertThat(run.failure()).contains(words);
        }
        assertThat(mac.inBackups()).isEmpty();
    }

    @Test
    void aNameThatMatchesTwoAccountsIsRefusedWithTheList() {
        refused(
                "apple:jane@example.com",
                ExitStatus.USAGE,
                "is the name of 2 accounts",
                Mac.ACCOUNT,
                Mac.SECOND,
                "Name one by its id");
        refused("apple:JANE@example.com/INBOX", ExitStatus.USAGE, Mac.ACCOUNT, Mac.SECOND);
        assertThat(
                        mac.run(
                                        "backup",
                                        "apple:" + Mac.SECOND,
                                        "--to",
                                        mac.backups().toString(),
                                        "--json")
                                .json()
                                .path("counts")
                                .path("found")
                                .asInt())
                .isEqualTo(1);
    }

    @Test
    void anUnknownAccountIsRefusedWithTheList() {
        refused(
                "apple:joe@example.com",
                ExitStatus.USAGE,
                "No account in the Apple Mail library is called \"joe@example.com\"",
                Mac.ACCOUNT,
                Mac.SECOND);
    }

    @Test
    void anUnknownFolderIsRefusedWithTheList() {
        refused(
                "apple:" + Mac.ACCOUNT + "/Nowhere",
                ExitStatus.USAGE,
                "There is no folder \"Nowhere\"",
                "INBOX",
                "Sent Messages");
        refused("apple:" + Mac.ACCOUNT + "/a//b", ExitStatus.USAGE, "names no folder");
    }

    @Test
    void graphTakesNoPasswordAndSaysHowToSignIn() {
        refused(
                "graph://jane@example.com",
                ExitStatus.UNAVAILABLE,
                "no passwords",
                "--oauth-client");
    }

    @Test
    void whatIsNoAddressOfAServerIsRefused() {
        refused("imap://localhost", ExitStatus.USAGE, "it names no user");
        refused("pop3s://jane@", ExitStatus.USAGE, "host");
        refused("IMAPS://jane@localhost:99999", ExitStatus.USAGE, "is no port");
    }

    @Test
    void theSecretOfOneServerIsNotForAnother() {
        Run run =
                mac.run(
                        "backup",
                        "imaps://jane@mail.example.com",
                        "--complete-from",
                        "imaps://jane@other.example.com",
                        "--to",
                        mac.backups().toString(),
                        "--json");
        assertThat(run.isPlain().ends(ExitStatus.USAGE).failure())
                .contains("--complete-from", "on a server already");
    }

    @Test
    void aPasswordInAnAddressIsRefusedAndNotRepeated() {
        for (String address :
                List.of(
                        "imaps://jane:Tr0ub4dor@imap.example.com",
                        "imaps://jane@example.com:Tr0ub4dor@imap.example.com:993/INBOX")) {
            refused(address, ExitStatus.USAGE, "holds no password");
            Run run = mac.run("check", address, mac.backups().toString(), "--verbose");
            assertThat(run.out() + run.err()).doesNotContain("Tr0ub4dor");
        }
    }

    @Test
    void whatCannotBeAPathIsRefused() {
        refused("a\0b", ExitStatus.USAGE, "cannot be a path on this computer");
    }

    @Test
    void aPathToNothingIsUnavailable() {
        refused(
                place.resolve("nothing").toString(),
                ExitStatus.UNAVAILABLE,
                "There is nothing at",
                "Nothing was changed.");
    }

    @Test
    void aPathToWhatIsNoMailIsUnavailable() throws Exception {
        Path text = Files.writeString(place.resolve("notes.txt"), "no mail in here\n");
        Path empty = Files.createDirectories(place.resolve("empty"));
        Path pipe = place.resolve("pipe");
        Child.tool("mkfifo", pipe.toString());
        for (Path path : List.of(text, empty, pipe)) {
            refused(path.toString(), ExitStatus.UNAVAILABLE, "holds no mail", path.toString());
        }
    }

    @Test
    void aBackupThatIsNoneIsUnavailable() throws Exception {
        Path empty = Files.createDirectories(place.resolve("empty"));
        for (Path path : List.of(place.resolve("nothing"), empty, mac.library())) {
            Run run = mac.run("verify", path.toString(), "--json").isPlain();
            assertThat(run.ends(ExitStatus.UNAVAILABLE).failure()).contains(path.toString());
        }
    }
}
