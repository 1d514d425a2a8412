package mailtally.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import mailtally.testing.Choices;
import mailtally.testing.Placed;
import mailtally.testing.StoreWriter;
import mailtally.testing.server.DovecotServer;
import mailtally.testing.server.StoredMessage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// Whole libraries against a server that lacks the last messages of each: check names exactly
/// those, copy puts exactly those, and the server's own tool counts the same.
final class ReferenceServerTest {
    private static final int MESSAGES = 2000;
    private static final int LOCAL_ONLY = 25;
    private static final int PARTIAL = 30;
    private static final int MADE = 150;
    private static final int MADE_PARTIAL = 5;

    @TempDir private Path place;

    @Test
    void ofTheReferenceLibraryExactlyWhatOnlyTheMacHasIsNamedAndPut() throws Exception {
        Path shared = ReferenceLibraryTest.shared();
        Mac mac = new Mac(place.resolve("mac"));
        Path mail = place.resolve("mail");
        Child.tool(
                "python3",
                shared.resolve("bench").resolve("corpus.py").toString(),
                "--messages",
                Integer.toString(MESSAGES),
                "--local-only",
                Integer.toString(LOCAL_ONLY),
                "--partial",
                Integer.toString(PARTIAL),
                "--applemail",
                mac.library().toString(),
                "--maildir",
                mail.resolve("jane").resolve("Maildir").toString());
        List<String> only = new ArrayList<>();
        for (int i = MESSAGES - LOCAL_ONLY + 1; i <= MESSAGES; i++) {
            only.add(i + ".emlx");
        }
        namedPutAndProven(mac, mail, MESSAGES, only);
    }

    @Test
    void ofAMadeLibraryExactlyWhatOnlyTheMacHasIsNamedAndPut() throws Exception {
        Mac mac = new Mac(place.resolve("mac"));
        Path mail = place.resolve("mail");
        Path maildir = mail.resolve("jane").resolve("Maildir");
        Choices choices = Choices.of(12);
        List<Placed> placed = Placed.set(choices, 1, MADE, Placed.FOLDERS.size());
        StoreWriter.APPLE_MAIL.write(mac.library(), placed, choices);
        // It does not know the messages below.
        Files.delete(mac.library().resolve("V10/MailData/Envelope Index"));
        List<Placed> there = placed.subList(0, MADE - LOCAL_ONLY);
        StoreWriter.MAILDIR.write(maildir, there, choices);
        for (int i = 0; i < MADE_PARTIAL; i++) {
            partial(mac, maildir, 9000 + i);
        }
        List<String> only = names(mac.library());
        only = only.subList(MADE - LOCAL_ONLY, MADE);
        namedPutAndProven(mac, mail, MADE + MADE_PARTIAL, only);
    }

    private void namedPutAndProven(Mac mac, Path mail, int messages, List<String> only)
            throws Exception {
        String source = "apple:" + ReferenceLibraryTest.account(mac);
        // The server's user must come through to its mail.
        Files.setPosixFilePermissions(place, PosixFilePermissions.fromString("rwx--x--x"));
        try (DovecotServer server = DovecotServer.setup().mail(mail).start()) {
            OnServer there = new OnServer(mac, server, source);
            assertThat(there.counted()).isEqualTo(messages - only.size());
            List<StoredMessage> before = server.messages("jane");

            Run check = there.run("check").ends(ExitStatus.NOT_PROVEN);
            assertThat(OnServer.count(check, "found")).isEqualTo(messages);
            assertThat(OnServer.count(check, "missing")).isEqualTo(only.size());
            assertThat(files(check)).containsExactlyInAnyOrderElementsOf(only);
            assertThat(there.changes()).isEmpty();

            Run copy = there.run("copy", "--yes").ends(ExitStatus.PROVEN);
            assertThat(OnServer.count(copy, "copied")).isEqualTo(only.size());
            assertThat(there.counted()).isEqualTo(messages);
            List<StoredMessage> after = server.messages("jane");
            assertThat(after).containsAll(before).hasSize(messages);

            Run proven = there.run("check").ends(ExitStatus.PROVEN);
            assertThat(proven.json().path("verdict").asString()).isEqualTo("PROVEN");
            assertThat(OnServer.count(proven, "found")).isEqualTo(messages);
            assertThat(proven.json().path("exceptions").size()).isZero();

            List<String> changes = there.changes();
            Run again = there.run("copy", "--yes").ends(ExitStatus.PROVEN);
            assertThat(OnServer.count(again, "copied")).isZero();
            assertThat(there.changes()).isEqualTo(changes);
            assertThat(server.messages("jane")).isEqualTo(after);
            assertThat(there.counted()).isEqualTo(messages);
        }
    }

    /// A message without its attachment, which lies beside it; on the server it is whole.
    private static void partial(Mac mac, Path maildir, int number) throws IOException {
        byte[] attachment = new byte[1000];
        new Random(number).nextBytes(attachment);
        String encoded = Base64.getMimeEncoder(76, new byte[] {'\n'}).encodeToString(attachment);
        String start =
                Mac.mail("partial " + number).replaceFirst("(?s)\n\n.*", "\n")
                        + "MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n"
                        + "--b\nContent-Type: text/plain\n\nThe text.\n--b\n"
                        + "Content-Type: application/pdf; name=Plan.pdf\n"
                        + "Content-Transfer-Encoding: base64\n";
        String whole = start + "\n" + encoded + "\n--b--\n";
        String lacking =
                start + "X-Apple-Content-Length: " + (encoded.length() + 1) + "\n\n\n--b--\n";
        mac.put("INBOX", number + ".partial.emlx", Mac.emlx(lacking));
        Path beside = mac.messages("INBOX").resolveSibling("Attachments");
        Path folder = Files.createDirectories(beside.resolve(number + "/2"));
        Files.write(folder.resolve("Plan.pdf"), attachment);
        Files.writeString(maildir.resolve("cur").resolve(number + ".M1P1.host:2,S"), whole);
    }

    private static List<String> names(Path library) throws IOException {
        try (Stream<Path> files = Files.walk(library)) {
            return files.map(f -> f.getFileName().toString())
                    .filter(n -> n.matches("[0-9]+\\.emlx"))
                    .sorted(
                            java.util.Comparator.comparingInt(
                                    n -> Integer.parseInt(n.replace(".emlx", ""))))
                    .toList();
        }
    }

    /// The names of the files of the messages that a run names.
    private static List<String> files(Run run) {
        List<String> files = new ArrayList<>();
        for (JsonNode one : run.json().path("exceptions")) {
            files.add(
                    one.path("locator")
                            .asString()
                            .replaceFirst("(?s)^.*?([0-9]+\\.emlx).*$", "$1"));
        }
        return files;
    }
}
