package mailtally.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import mailtally.journey.Login;
import mailtally.journey.Person;
import mailtally.mac.Hosts;
import mailtally.store.NotLetInException;
import mailtally.store.Store;
import mailtally.store.StoreUnavailableException;
import mailtally.testing.SettableHost;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/// How a journey gets to mailboxes: with what was typed or named, and never by a prompt.
final class JourneyDoorTest {
    private static final String SECRET = "Tr0ub4dor&3";
    private static final String NOWHERE = "http://localhost:1";

    @TempDir private Path place;

    @Test
    void whatWasTypedIsSentAndWrittenNowhere() throws Exception {
        try (ScriptedServer server = ScriptedServer.imap(tag -> tag + " OK in\r\n");
                JourneyDoor door = door()) {
            letIn(door, server, typed(SECRET));
            String sent =
                    Base64.getEncoder()
                            .encodeToString(("\0jane\0" + SECRET).getBytes(StandardCharsets.UTF_8));
            assertThat(server.heard()).anyMatch(line -> line.endsWith(" PLAIN " + sent));
        }
        SecretSearch.in(place, SECRET);
    }

    @Test
    void aMissingSecretIsToldApartAndTheServerIsNotAsked() throws Exception {
        try (ScriptedServer server = ScriptedServer.imap(tag -> tag + " OK in\r\n");
                JourneyDoor door = door()) {
            assertThatThrownBy(() -> door.open(address(server), Login.NONE))
                    .isInstanceOf(StoreUnavailableException.class)
                    .hasMessageContaining("There is no password for jane")
                    .cause()
                    .isInstanceOfSatisfying(
                            NotLetInException.class,
                            cause -> assertThat(cause.address()).contains("jane"));
            assertThat(server.logins()).isZero();
        }
    }

    @Test
    void aRefusedSecretIsToldApartAndCanBeTypedAnew() throws Exception {
        try (ScriptedServer server = ScriptedServer.imap(tag -> tag + " NO no\r\n");
                JourneyDoor door = door()) {
            for (int i = 0; i < 2; i++) {
                assertThatThrownBy(() -> door.openWritable(address(server), typed(SECRET)))
                        .isInstanceOf(StoreUnavailableException.class)
                        .hasCauseInstanceOf(NotLetInException.class)
                        .hasMessageNotContaining(SECRET);
            }
            assertThat(server.logins()).isEqualTo(2);
        }
    }

    @Test
    void aNamedFileHasThePasswordForEveryStore() throws Exception {
        Path file = Files.writeString(place.resolve("password"), SECRET + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        try (ScriptedServer server = ScriptedServer.imap(tag -> tag + " OK in\r\n");
                JourneyDoor door = door("--target-password-file", file.toString());
                ExecutorService threads = Executors.newFixedThreadPool(4)) {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                all.add(threads.submit(() -> letIn(door, server, Login.NONE)));
            }
            for (Future<?> one : all) {
                one.get();
            }
            assertThat(server.logins()).isEqualTo(8);
        }
    }

    @Test
    void aNamedTokenGoesToNobodyWhoWasNotNamedForIt() throws Exception {
        Path file = Files.writeString(place.resolve("token"), SECRET + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        try (ScriptedServer server = ScriptedServer.imap(tag -> tag + " OK in\r\n")) {
            try (JourneyDoor door = door("--target-token-file", file.toString())) {
                assertThatThrownBy(() -> door.open(address(server), Login.NONE))
                        .hasMessageContaining("There is no password for jane");
                assertThat(server.logins()).isZero();
                assertThat(door.obstacle("graph://jane@example.com", Optional.empty())).isEmpty();
            }
            try (JourneyDoor door =
                    door("--target-token-file", file.toString(), "--oauth-host", "127.0.0.1")) {
                assertThatThrownBy(() -> door.open(address(server), Login.NONE))
                        .hasMessageNotContaining("There is no password");
                assertThat(door.takesPassword(address(server), Optional.empty())).isFalse();
            }
        }
    }

    @Test
    void aSignInIsForExchangeOnlineAloneWhereNoHostIsNamed() throws Exception {
        try (ScriptedServer server = ScriptedServer.imap(tag -> tag + " OK in\r\n");
                JourneyDoor door = door("--oauth-client", "an-id", "--oauth-authority", NOWHERE)) {
            assertThatThrownBy(() -> door.open(address(server), Login.NONE))
                    .hasMessageContaining("There is no password for jane");
            assertThat(server.logins()).isZero();
            String online = "imaps://jane@outlook.office365.com";
            assertThat(door.obstacle(online, Optional.empty())).isEmpty();
            assertThat(door.takesPassword(address(server), Optional.empty())).isTrue();
        }
    }

    @Test
    void nobodyIsAskedForWhatBeginsByItself() throws Exception {
        SettableHost host = new SettableHost();
        Absent person = new Absent();
        JourneyTerminal terminal = new JourneyTerminal(host, () -> Optional.of(person));
        assertThat(terminal.browse(URI.create(NOWHERE))).isFalse();
        assertThat(terminal.show("Sign in.")).isFalse();
        assertThat(host.opened).isEmpty();
    }

    private static final class Absent implements Person {
        @Override
        public boolean there() {
            return false;
        }

        @Override
        public void asked(String sentence) {
            throw new AssertionError(sentence);
        }
    }

    @Test
    void withoutAWayToSignInExchangeOnlineIsNotReached() throws Exception {
        Path file = Files.writeString(place.resolve("password"), SECRET + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        try (JourneyDoor door = door("--target-password-file", file.toString())) {
            for (String address :
                    List.of(
                            "imaps://jane@example.com@outlook.office365.com",
                            "imaps://jane@example.com@Outlook.Office365.com:993/INBOX",
                            "ews://jane@example.com@outlook.office365.com",
                            "graph://jane@example.com")) {
                assertThatThrownBy(() -> door.open(address, typed(SECRET)))
                        .hasMessageContaining("Exchange Online takes no password")
                        .hasMessageContaining("Nothing was sent or changed");
                assertThat(door.takesPassword(address, Optional.empty())).isFalse();
            }
        }
    }

    @Test
    void aFolderOnThisComputerNeedsNoSecret() throws Exception {
        Path mail = Files.createDirectories(place.resolve("mail"));
        Files.writeString(mail.resolve("1.eml"), "From: jane@example.com\n\nx\n");
        try (JourneyDoor door = door();
                Store store = door.open(mail.toString(), Login.NONE)) {
            assertThat(store.folders()).isNotEmpty();
        }
    }

    @Test
    void whatItKeepsLiesInTheFolderThatTheOptionsName() throws Exception {
        try (JourneyDoor door = door()) {
            assertThat(door.state("moves")).isDirectory().startsWith(place.resolve("state"));
            assertThat(door.library()).isEqualTo(place.resolve("library"));
            assertThat(door.user()).isEqualTo(System.getProperty("user.name"));
        }
    }

    /// The server has no folders to show; that it is asked for them says that it let us in.
    private static void letIn(JourneyDoor door, ScriptedServer server, Login typed) {
        assertThatThrownBy(() -> door.open(address(server), typed))
                .hasMessageContaining("does not list its folders");
    }

    private static Login typed(String password) {
        return new Login(Optional.of(password), Optional.empty());
    }

    private JourneyDoor door(String... more) {
        List<String> arguments = new ArrayList<>(List.of(more));
        arguments.addAll(
                List.of(
                        "--state",
                        place.resolve("state").toString(),
                        "--library",
                        place.resolve("library").toString()));
        CommonOptions options = new CommonOptions();
        new CommandLine(options).parseArgs(arguments.toArray(new String[0]));
        return new JourneyDoor(options, Hosts.ofThisComputer());
    }

    private static String address(ScriptedServer server) {
        return "imap://jane@127.0.0.1:" + server.port();
    }
}
