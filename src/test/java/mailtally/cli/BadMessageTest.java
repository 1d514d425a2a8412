package mailtally.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.dd.plist.BinaryPropertyListWriter;
import com.dd.plist.NSDictionary;
import com.dd.plist.NSNumber;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import mailtally.tally.Bucket;
import mailtally.testing.TreeDigest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// One bad message file beside four good ones. The four are proven, the bad one is kept as far as
/// it can be and listed with file and reason, and the library stays as it was.
final class BadMessageTest {
    private static final byte[] MESSAGE = Mac.bytes(Mac.mail("seven"));
    private static final byte[] LIST = Mac.bytes(Mac.plist());
    private static final int GOOD = 4;

    @TempDir private Path place;

    private Mac mac;

    @BeforeEach
    void fourGoodMessages() throws Exception {
        mac = new Mac(place).usual();
    }

    private void seven(byte[] content) throws IOException {
        mac.put("INBOX", "7.emlx", content);
    }

    /// The bad message is in the bucket, and named with its file.
    private Path listed(Bucket bucket, String file, String reason) throws Exception {
        Run backup = mac.backup().isPlain().ends(ExitStatus.NOT_PROVEN);
        lists(backup, bucket, file, reason);
        Path bag = Mac.bag(backup);
        Run verify = mac.run("verify", bag.toString(), "--json").isPlain().ends(ExitStatus.PROVEN);
        assertThat(verify.told()).anyMatch(told -> told.contains(file));
        Run check = mac.run("check", "apple:", bag.toString(), "--json").isPlain();
        lists(check.ends(ExitStatus.NOT_PROVEN), bucket, file, "");
        Run text = mac.run("check", "apple:", bag.toString()).isPlain();
        assertThat(text.ends(ExitStatus.NOT_PROVEN).out()).contains(file).contains("Not proven.");
        return bag;
    }

    private static void lists(Run run, Bucket bucket, String file, String reason) {
        JsonNode counts = run.json().path("counts");
        assertThat(counts.path("found").asInt()).isEqualTo(GOOD + 1);
        assertThat(counts.path("identical").asInt()).isEqualTo(GOOD);
        assertThat(counts.path(bucket.json()).asInt()).isEqualTo(1);
        JsonNode exceptions = run.json().path("exceptions");
        assertThat(exceptions.size()).isEqualTo(1);
        JsonNode one = exceptions.get(0);
        assertThat(one.path("folder").asString()).endsWith("INBOX");
        assertThat(one.path("locator").asString()).contains(file);
        assertThat(one.path("grade").asString()).isEqualTo(bucket.name());
        assertThat(one.path("reason").asString()).contains(reason).isNotBlank();
    }

    /// All five are kept whole; what was odd is told, with the file.
    private Path keptWhole(int status, String warning) throws Exception {
        Run backup = mac.backup().isPlain().ends(status);
        JsonNode counts = backup.json().path("counts");
        assertThat(counts.path("identical").asInt()).isEqualTo(GOOD + 1);
        assertThat(backup.told()).anyMatch(t -> t.contains("7.emlx") && t.contains(warning));
        Path bag = Mac.bag(backup);
        mac.run("verify", bag.toString()).isPlain().ends(ExitStatus.PROVEN);
        mac.run("check", "apple:", bag.toString()).isPlain().ends(status);
        assertThat(inbox(bag)).contains(Mac.mail("seven"));
        return bag;
    }

    private static String inbox(Path bag) throws IOException {
        Path box = bag.resolve("data").resolve(Mac.ACCOUNT).resolve("INBOX.mbox");
        return Files.readString(box.resolve("mbox"));
    }

    /// The raw files that the bag keeps of what is no message.
    private static List<byte[]> raw(Path bag) throws IOException {
        Path folder = bag.resolve("data").resolve("unreadable");
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return List.of(Files.readAllBytes(files.findFirst().orElseThrow()));
        }
    }

    @Test
    void aLengthLineThatSaysTooLittleLosesNothing() throws Exception {
        seven(Mac.emlx(MESSAGE.length - 9, MESSAGE, LIST));
        keptWhole(ExitStatus.PROVEN, "The length line says");
    }

    @Test
    void aLengthLineThatSaysTooMuchIsADoubt() throws Exception {
        seven(Mac.emlx(MESSAGE.length + 9, MESSAGE, LIST));
        keptWhole(ExitStatus.NOT_PROVEN, "bytes may be missing");
    }

    @Test
    void aFirstLineThatIsNoNumberIsTold() throws Exception {
        seven(Mac.bytes("no number\n" + Mac.mail("seven") + Mac.plist()));
        keptWhole(ExitStatus.PROVEN, "The first line is not a length");
    }

    @Test
    void aMessageWithoutAPropertyListIsKept() throws Exception {
        seven(Mac.emlx(MESSAGE.length, MESSAGE, new byte[0]));
        keptWhole(ExitStatus.PROVEN, "no property list");
    }

    @Test
    void aDamagedPropertyListIsTold() throws Exception {
        seven(Mac.emlx(MESSAGE.length, MESSAGE, Arrays.copyOf(LIST, LIST.length - 40)));
        keptWhole(ExitStatus.PROVEN, "property list");
    }

    @Test
    void aBinaryPropertyListIsReadAsAnyOther() throws Exception {
        NSDictionary flags = new NSDictionary();
        flags.put("flags", new NSNumber(17));
        seven(Mac.emlx(MESSAGE.length, MESSAGE, BinaryPropertyListWriter.writeToArray(flags)));
        Run backup = mac.backup().ends(ExitStatus.PROVEN);
        assertThat(backup.json().path("counts").path("identical").asInt()).isEqualTo(GOOD + 1);
        Path bag = Mac.bag(backup);
        assertThat(Files.readString(bag.resolve("messages.jsonl")))
                .contains("\"flags\":\"\\\\Flagged \\\\Seen\",\"appleFlags\":17,");
    }

    @Test
    void aFileThatIsCutInItsMessageIsPartlyThere() throws Exception {
        seven(Mac.emlx(MESSAGE.length, Arrays.copyOf(MESSAGE, 90), new byte[0]));
        Path bag = listed(Bucket.PARTLY, "7.emlx", "90 of " + MESSAGE.length);
        assertThat(inbox(bag)).contains(Mac.mail("seven").substring(0, 90));
    }

    @Test
    void aFileWithoutBytesIsUnreadable() throws Exception {
        seven(new byte[0]);
        assertThat(raw(listed(Bucket.UNREADABLE, "7.emlx", "The file is empty.")))
                .containsExactly(new byte[0]);
    }

    @Test
    void aFileThatIsNoMessageIsUnreadableAndKeptAsItLies() throws Exception {
        byte[] noise = new byte[3000];
        new java.util.Random(7).nextBytes(noise);
        seven(noise);
        assertThat(raw(listed(Bucket.UNREADABLE, "7.emlx", ""))).containsExactly(noise);
    }

    @Test
    void aPipeIsNeverOpened() throws Exception {
        Child.tool("mkfifo", mac.messages("INBOX").resolve("7.emlx").toString());
        listed(Bucket.UNREADABLE, "7.emlx", "was not opened");
    }

    @Test
    void aLinkIsNeverFollowed() throws Exception {
        Path secret = Files.write(place.resolve("secret.emlx"), Mac.emlx(Mac.mail("secret")));
        Files.createSymbolicLink(mac.messages("INBOX").resolve("7.emlx"), secret);
        Path bag = listed(Bucket.UNREADABLE, "7.emlx", "It is a link");
        assertThat(raw(bag)).isEmpty();
        assertThat(inbox(bag)).doesNotContain("secret");
    }

    @Test
    void aFolderInAFilesPlaceIsNamed() throws Exception {
        Files.createDirectories(mac.messages("INBOX").resolve("7.emlx").resolve("inside"));
        listed(Bucket.UNREADABLE, "7.emlx", "It is a folder");
    }

    @Test
    void aLinkInAMailboxesPlaceIsADoubt() throws Exception {
        Path elsewhere = Files.createDirectories(place.resolve("elsewhere").resolve("Messages"));
        Files.write(elsewhere.resolve("9.emlx"), Mac.emlx(Mac.mail("secret")));
        Path account = mac.library().resolve("V10").resolve(Mac.ACCOUNT);
        Files.createSymbolicLink(account.resolve("Linked.mbox"), elsewhere.getParent());
        Run backup = mac.backup().ends(ExitStatus.NOT_PROVEN);
        assertThat(backup.json().path("counts").path("found").asInt()).isEqualTo(GOOD);
        assertThat(backup.told())
                .anyMatch(t -> t.contains("Linked.mbox") && t.contains("not followed"));
    }

    @Test
    void aFileThatMayNotBeReadIsUnreadable() throws Exception {
        Path file = mac.put("INBOX", "7.emlx", Mac.emlx(Mac.mail("seven")));
        Run run = bound(file);
        lists(run, Bucket.UNREADABLE, "7.emlx", "Permission denied");
    }

    @Test
    void aFolderThatMayNotBeReadIsADoubtAndNamed() throws Exception {
        Run run = bound(mac.messages("Sent Messages"));
        JsonNode counts = run.json().path("counts");
        assertThat(counts.path("identical").asInt()).isEqualTo(GOOD - 1);
        assertThat(run.told())
                .anyMatch(t -> t.contains("Sent%20Messages") && t.contains("Permission denied"));
    }

    /// A backup by somebody whom permissions bind, while nobody may read the path.
    private Run bound(Path closed) throws Exception {
        Set<PosixFilePermission> open = Files.getPosixFilePermissions(closed);
        Map<String, String> before = TreeDigest.of(mac.library());
        Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("---------"));
        try {
            String to = mac.backups().toString();
            Run run =
                    new Child(place)
                            .runBound(
                                    closed,
                                    mac.arguments("backup", "apple:", "--json", "--to", to));
            run.isPlain().ends(ExitStatus.NOT_PROVEN);
            assertThat(Mac.bag(run)).isDirectory();
            return run;
        } finally {
            Files.setPosixFilePermissions(closed, open);
            assertThat(TreeDigest.of(mac.library())).isEqualTo(before);
        }
    }
}
