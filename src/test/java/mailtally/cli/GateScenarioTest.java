package mailtally.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import mailtally.store.applemail.MailAccount.Kind;
import mailtally.testing.SmallMac;
import mailtally.testing.StandIns;
import mailtally.testing.server.DovecotServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The gate on the command line, with a Mac's commands on the PATH and a real server.
final class GateScenarioTest {
    @TempDir Path place;

    private SmallMac mac;
    private StandIns commands;
    private DovecotServer server;

    @BeforeEach
    void aMacAndAServer() throws Exception {
        mac = SmallMac.in(place.resolve("home"));
        commands = StandIns.mac(place.resolve("bin"));
        server = DovecotServer.start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    /// Scenario 5.
    @Test
    void aPopAccountIsClearedOnlyOnceWhatNoServerHasIsInABackupAndApproved() throws Exception {
        String jane = mac.pop("jane@example.com");
        onBoth(mac.received(jane, "INBOX", 5));
        mac.onlyHere(jane, "INBOX", 3);
        Run refused = clear(jane, server.popAddress("jane")).ends(ExitStatus.REFUSED);
        assertThat(refused.out()).contains("unrecoverable");

        Run backup =
                run("backup", "apple:" + jane, "--to", folder("backups"), "--json")
                        .ends(ExitStatus.PROVEN);
        String bag = Mac.bag(backup).toString();
        run("verify", bag).ends(ExitStatus.PROVEN);
        Run unapproved =
                clear(jane, server.popAddress("jane"), "--bag", bag).ends(ExitStatus.REFUSED);
        assertThat(unapproved.out()).contains("3").contains("Stops: Each message safe");
        Run cleared =
                clear(
                                jane,
                                server.popAddress("jane"),
                                "--approve",
                                "only-here",
                                "--by",
                                "Jane",
                                "--reason",
                                "the backup has them",
                                "--only-in-backup",
                                "3")
                        .ends(ExitStatus.PROVEN);
        assertThat(cleared.out()).contains("3 by approval").contains("unrecoverable");
        assertThat(server.popCommands("jane"))
                .isNotEmpty()
                .noneMatch(c -> c.toUpperCase(java.util.Locale.ROOT).startsWith("DELE"));
    }

    /// Scenario 6.
    @Test
    void newMailKeepsTheGateOpenAndADeletedMarkOnAProvenMessageShutsIt() throws Exception {
        String jane = mac.imap("jane@example.com");
        onBoth(mac.received(jane, "INBOX", 6));
        String bag = backup(jane);
        Instant now = Instant.now();
        Thread living =
                Thread.ofPlatform()
                        .start(
                                () -> {
                                    for (int i = 0; !Thread.currentThread().isInterrupted(); i++) {
                                        String mail = Mac.mail("living " + i);
                                        try {
                                            server.deliver(
                                                    "jane",
                                                    "INBOX",
                                                    Mac.bytes(mail),
                                                    Set.of(),
                                                    now);
                                            Thread.sleep(300);
                                        } catch (InterruptedException e) {
                                            return;
                                        }
                                    }
                                });
        try {
            clear(jane, server.address("jane"), "--bag", bag).ends(ExitStatus.PROVEN);
        } finally {
            living.interrupt();
            living.join();
        }
        server.doveadm(
                "flags",
                "add",
                "-u",
                "jane",
                "\\Deleted",
                "mailbox",
                "INBOX",
                "subject",
                "Letter 2");
        Run refused = clear(jane, server.address("jane")).ends(ExitStatus.REFUSED);
        assertThat(refused.out()).contains("Letter 2");
    }

    /// Scenario 12.
    @Test
    void twoRowsOfOneAddressAreListedAndAWrongRowThatWentIsNamed() throws Exception {
        String imap = mac.account(Kind.IMAP, "jane@example.com", "Work", "imap.example.com");
        mac.account(Kind.POP, "jane@example.com", "Old mail", "pop.example.com");
        onBoth(mac.received(imap, "INBOX", 4));
        Run both = clear("jane@example.com", server.address("jane")).ends(ExitStatus.USAGE);
        assertThat(both.err()).contains("IMAP, imap.example.com").contains("POP, pop.example.com");

        String bob = mac.account(Kind.IMAP, "bob@example.com", "Bob", "imap.example.com");
        mac.received(bob, "INBOX", 3);
        String bag = backup(imap);
        Run ambiguous = clear(imap, server.address("jane"), "--bag", bag).ends(ExitStatus.REFUSED);
        assertThat(ambiguous.out()).contains("Stops: This row alone");
        java.util.regex.Matcher code =
                java.util.regex.Pattern.compile("MT-[A-Z0-9]{3}").matcher(ambiguous.out());
        assertThat(code.find()).as(ambiguous.out()).isTrue();
        mac.files().renameRow(imap, code.group());

        Child child = child();
        child.start(arguments("remove", imap));
        child.await(() -> !commands.calls("open").isEmpty());
        mac.files().removeRow(bob);
        Run wrong = child.end().ends(ExitStatus.NOT_PROVEN);
        assertThat(wrong.out())
                .contains("bob@example.com is gone, jane@example.com is still here")
                .contains("Do not open Mail")
                .contains("mailtally copy");
        assertThat(commands.calls("open"))
                .containsExactly(
                        "open [x-apple.systempreferences:com.apple.Internet-Accounts-Settings"
                                + ".extension]");
    }

    @Test
    void theRightRowGoesAndTheLookAfterwardsSaysSo() throws Exception {
        String jane = mac.imap("jane@example.com");
        onBoth(mac.received(jane, "INBOX", 4));
        mac.received(mac.local(), "Letters", 2);
        clear(jane, server.address("jane"), "--bag", backup(jane)).ends(ExitStatus.PROVEN);
        Child child = child();
        child.start(arguments("remove", jane));
        child.await(() -> !commands.calls("open").isEmpty());
        mac.files().removeRow(jane);
        Run removed = child.end().ends(ExitStatus.PROVEN);
        assertThat(removed.out())
                .contains("Gone: jane@example.com (IMAP). Untouched: 0 accounts, On My Mac 2.")
                .contains("Server still lists 4 of 4.");
    }

    @Test
    void withoutAMacTheGateStaysShutAndSaysWhy() throws Exception {
        String jane = mac.imap("jane@example.com");
        onBoth(mac.received(jane, "INBOX", 2));
        String bag = backup(jane);
        commands.without("sw_vers");
        Run refused =
                clear(jane, server.address("jane"), "--bag", bag, "--json")
                        .ends(ExitStatus.REFUSED);
        assertThat(refused.json().path("cleared").asBoolean()).isFalse();
        List<String> red = new ArrayList<>();
        refused.json()
                .path("conditions")
                .forEach(
                        c -> {
                            if (c.path("colour").asString().equals("RED")) {
                                red.add(c.path("condition").asString());
                            }
                        });
        assertThat(red).containsExactly("MAIL_CLOSED");
    }

    private String backup(String account) throws Exception {
        Run backup =
                run("backup", "apple:" + account, "--to", folder("backups"), "--json")
                        .ends(ExitStatus.PROVEN);
        return Mac.bag(backup).toString();
    }

    private void onBoth(List<SmallMac.Message> messages) throws Exception {
        for (SmallMac.Message message : messages) {
            java.io.ByteArrayOutputStream bytes = new java.io.ByteArrayOutputStream();
            message.bytes().writeTo(bytes);
            server.deliver(
                    "jane",
                    message.folder().text(),
                    bytes.toByteArray(),
                    Set.of("\\Seen"),
                    message.received());
        }
    }

    private Run clear(String account, String target, String... more) throws Exception {
        List<String> all = new ArrayList<>(List.of("clear", account, target));
        all.addAll(List.of("--other-macs", "none"));
        all.addAll(List.of(more));
        return run(all.toArray(String[]::new));
    }

    private Run run(String... command) throws Exception {
        return child().run(arguments(command));
    }

    private Child child() throws IOException {
        return new Child(place.resolve("runs")).with("PATH", commands.folder().toString());
    }

    private String[] arguments(String... command) throws IOException {
        List<String> all = new ArrayList<>(List.of(command));
        all.addAll(List.of("--library", mac.library().toString()));
        all.addAll(List.of("--accounts", mac.accounts().toString()));
        all.addAll(List.of("--state", place.resolve("state").toString()));
        if (!command[0].equals("verify")) {
            all.addAll(List.of("--target-password-file", OnServer.password(place).toString()));
        }
        return all.toArray(String[]::new);
    }

    private String folder(String name) throws IOException {
        return Files.createDirectories(place.resolve(name)).toString();
    }
}
