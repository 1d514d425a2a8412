package mailtally.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import mailtally.testing.server.DovecotServer;
import mailtally.testing.server.StoredMessage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A library against a Dovecot that lacks some of it: check, copy, and what the server's own tools
/// say of it.
final class OnServerTest {
    /// What [Mac#plist] says.
    private static final Instant RECEIVED = Instant.ofEpochSecond(1551777072);

    @TempDir private Path place;

    private Mac mac;
    private DovecotServer server;
    private OnServer there;

    @BeforeEach
    void aLibraryAndItsServer() throws Exception {
        mac = new Mac(place).usual();
        mac.list(Map.of(Mac.ACCOUNT, List.of("jane@example.com", "Work")));
        server = DovecotServer.start();
        there = new OnServer(mac, server, "apple:jane@example.com");
        for (int number : List.of(11, 22, 33)) {
            deliver("INBOX", "good " + number);
        }
        deliver("Sent Messages", "good 44");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private void deliver(String folder, String subject) {
        byte[] bytes = Mac.mail(subject).getBytes(StandardCharsets.US_ASCII);
        server.deliver("jane", folder, bytes, Set.of("\\Seen"), RECEIVED);
    }

    @Test
    void whatTheServerLostIsNamedAlonePutBackOnceAndTheSecondCopyChangesNothing() throws Exception {
        there.run("check").ends(ExitStatus.PROVEN);
        List<StoredMessage> before = server.messages("jane");
        server.doveadm("expunge", "-u", "jane", "mailbox", "INBOX", "header", "subject", "good 22");
        assertThat(there.counted()).isEqualTo(3);

        Run check = there.run("check").ends(ExitStatus.NOT_PROVEN);
        assertThat(OnServer.named(check)).containsExactly("INBOX: good 22");
        assertThat(OnServer.count(check, "missing")).isEqualTo(1);
        assertThat(there.changes()).isEmpty();

        Run copy = there.run("copy", "--yes").ends(ExitStatus.PROVEN);
        assertThat(OnServer.count(copy, "copied")).isEqualTo(1);
        assertThat(server.messages("jane")).isEqualTo(before);
        List<String> changes = there.changes();
        assertThat(changes).hasSize(1).allMatch(c -> c.startsWith("APPEND"));

        Run again = there.run("copy", "--yes").ends(ExitStatus.PROVEN);
        assertThat(OnServer.count(again, "copied")).isZero();
        assertThat(there.changes()).isEqualTo(changes);
        assertThat(server.messages("jane")).isEqualTo(before);
    }

    @Test
    void mailThatOnlyTheMacHasGetsItsDateAndFlagsOnTheServer() throws Exception {
        server.doveadm("mailbox", "delete", "-u", "jane", "-s", "Sent Messages");
        mail("51.emlx", "answered and flagged", 1_400_000_001, 1 | 4 | 16);
        mail("52.emlx", "forwarded", 1_400_086_402, 1 | 256);
        mail("53.emlx", "unread", 1_400_172_803, 0);
        mail("54.emlx", "junk it is not", 1_400_259_204, 1 | 33_554_432);

        Run check = there.run("check").ends(ExitStatus.NOT_PROVEN);
        assertThat(OnServer.named(check)).hasSize(5).allMatch(n -> n.startsWith("Sent Messages: "));
        Run copy = there.run("copy", "--yes").ends(ExitStatus.PROVEN);
        assertThat(OnServer.count(copy, "copied")).isEqualTo(5);

        assertThat(onServer("good 44")).isEqualTo(RECEIVED.getEpochSecond() + " \\Seen");
        assertThat(onServer("answered and flagged"))
                .isEqualTo("1400000001 \\Answered \\Flagged \\Seen");
        assertThat(onServer("forwarded")).isEqualTo("1400086402 $Forwarded \\Seen");
        assertThat(onServer("unread")).isEqualTo("1400172803");
        assertThat(onServer("junk it is not")).startsWith("1400259204 ").contains("\\Seen");
        there.run("check").ends(ExitStatus.PROVEN);
    }

    private void mail(String name, String subject, long received, long flags) throws Exception {
        String list =
                Mac.plist()
                        .replace("1551777072", Long.toString(received))
                        .replace("8590195713", Long.toString(flags));
        byte[] mail = Mac.bytes(Mac.mail(subject));
        mac.put("Sent Messages", name, Mac.emlx(mail.length, mail, Mac.bytes(list)));
    }

    /// Seconds and flags, sorted, as doveadm tells them.
    private String onServer(String subject) {
        String told =
                server.doveadm(
                        "-f",
                        "tab",
                        "fetch",
                        "-u",
                        "jane",
                        "date.received.unixtime flags",
                        "mailbox",
                        "Sent Messages",
                        "header",
                        "subject",
                        subject);
        List<String> lines = told.lines().toList();
        assertThat(lines).as(told).hasSize(2);
        String[] fields = lines.getLast().split("\t", -1);
        String flags =
                String.join(
                        " ",
                        List.of(fields[1].split(" ", -1)).stream()
                                .filter(f -> !f.equals("\\Recent"))
                                .sorted()
                                .toList());
        return (fields[0] + " " + flags).strip();
    }
}
