package mailtally.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import mailtally.demo.DemoAccount;
import mailtally.demo.DemoLibrary;
import mailtally.demo.DemoMessage;
import mailtally.testing.Choices;
import mailtally.testing.Placed;
import mailtally.testing.Python;
import mailtally.testing.StoreWriter;
import mailtally.testing.TreeDigest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// Whole libraries, backed up by the command and read by programs that are not ours: sha256sum,
/// Python's mailbox module, formail.
final class ReferenceLibraryTest {
    private static final int MESSAGES = 2000;
    private static final int PARTIAL = 40;
    private static final int MADE = 150;

    @TempDir private Path place;

    @Test
    void theReferenceLibraryIsBackedUpWholeAndProvenAgainstEveryKindOfStore() throws Exception {
        Path shared = shared();
        Mac mac = new Mac(place.resolve("mac"));
        Files.createDirectories(mac.backups());
        Path maildir = place.resolve("maildir");
        Child.tool(
                "python3",
                shared.resolve("bench").resolve("corpus.py").toString(),
                "--messages",
                Integer.toString(MESSAGES),
                "--partial",
                Integer.toString(PARTIAL),
                "--applemail",
                mac.library().toString(),
                "--maildir",
                maildir.toString());
        Path eml = asFiles(maildir, place.resolve("eml"));
        JsonNode read = wholeAndProven(mac, account(mac), maildir, eml, MESSAGES);
        // Here every message has LF and ends in one line end: not a byte may differ.
        assertThat(read.path("exact").asInt()).isEqualTo(MESSAGES);
    }

    @Test
    void aMadeLibraryIsBackedUpWholeAndProvenAgainstEveryKindOfStore() throws Exception {
        Mac mac = new Mac(place.resolve("mac"));
        Files.createDirectories(mac.backups());
        Choices choices = Choices.of(11);
        // Not the folder that purges: what lies there on the target is not safe.
        List<Placed> placed = Placed.set(choices, 1, MADE, Placed.FOLDERS.size() - 1);
        StoreWriter.APPLE_MAIL.write(mac.library(), placed, choices);
        Path maildir = StoreWriter.MAILDIR.write(place.resolve("maildir"), placed, choices);
        Path eml = StoreWriter.EML.write(place.resolve("eml"), placed, choices);
        wholeAndProven(mac, account(mac), maildir, eml, MADE);
    }

    /// @return what Python found
    private JsonNode wholeAndProven(Mac mac, String account, Path maildir, Path eml, int messages)
            throws Exception {
        Map<String, String> library = TreeDigest.of(mac.library());
        Map<String, String> inMaildir = TreeDigest.of(maildir);
        Run backup =
                run(mac, "backup", "apple:" + account, "--to", mac.backups().toString(), "--json")
                        .ends(ExitStatus.PROVEN);
        JsonNode counts = backup.json().path("counts");
        assertThat(counts.path("found").asInt()).isEqualTo(messages);
        assertThat(counts.path("identical").asInt()).isEqualTo(messages);
        Path bag = Mac.bag(backup);
        Map<String, String> sealed = TreeDigest.of(bag);
        digestsAgree(bag);
        JsonNode read = read(bag, maildir);
        assertThat(read.path("missing").size()).as(read.toString()).isZero();
        assertThat(read.path("same").asInt()).isEqualTo(messages);
        assertThat(read.path("there").asInt()).isEqualTo(messages);
        formailCounts(read.path("packages"));
        for (Path target : List.of(maildir, bag, eml)) {
            Run check = run(mac, "check", "apple:" + account, target.toString(), "--json");
            JsonNode proven = check.ends(ExitStatus.PROVEN).json();
            assertThat(proven.path("verdict").asString()).isEqualTo("PROVEN");
            assertThat(proven.path("counts").path("found").asInt()).isEqualTo(messages);
        }
        // Where the mail came from is in the backup too, the other way round.
        run(mac, "check", maildir.toString(), bag.toString()).ends(ExitStatus.PROVEN);
        run(mac, "verify", bag.toString()).ends(ExitStatus.PROVEN);
        assertThat(TreeDigest.of(mac.library())).isEqualTo(library);
        assertThat(TreeDigest.of(maildir)).isEqualTo(inMaildir);
        assertThat(TreeDigest.of(bag)).isEqualTo(sealed);
        return read;
    }

    @Test
    void everyWholeMessageOfTheDemoLibraryIsInItsBackupRebuiltOnesIncluded() throws Exception {
        DemoLibrary library = DemoLibrary.write(place.resolve("home"), 7);
        Map<String, String> before = TreeDigest.of(library.home());
        for (DemoAccount account : DemoAccount.values()) {
            Path wanted = place.resolve("wanted " + account);
            int whole = 0;
            for (DemoMessage message : library.messages(account)) {
                if (message.kind().exact()) {
                    write(wanted, message, ++whole);
                }
            }
            Path target = Files.createDirectories(place.resolve("Backups " + account));
            String name = account == DemoAccount.LOCAL ? "On My Mac" : account.address();
            Run backup =
                    Run.of(
                            "backup",
                            "apple:" + name,
                            "--json",
                            "--to",
                            target.toString(),
                            "--library",
                            library.library().toString(),
                            "--accounts",
                            library.accountsDatabase().toString(),
                            "--state",
                            place.resolve("State").toString());
            Path bag = Mac.bag(backup);
            digestsAgree(bag);
            JsonNode read = read(bag, wanted);
            assertThat(read.path("missing").size()).as(read.toString()).isZero();
            assertThat(read.path("same").asInt()).isEqualTo(whole);
            JsonNode counts = backup.json().path("counts");
            assertThat(read.path("there").asInt())
                    .isEqualTo(counts.path("found").asInt() - counts.path("unreadable").asInt());
            formailCounts(read.path("packages"));
        }
        assertThat(TreeDigest.of(library.home())).isEqualTo(before);
    }

    private static void write(Path wanted, DemoMessage message, int number) throws IOException {
        Path folder = wanted;
        for (String name : message.folder().names()) {
            folder = folder.resolve(name);
        }
        Files.createDirectories(folder);
        try (OutputStream out = Files.newOutputStream(folder.resolve(number + ".eml"))) {
            message.message().writeTo(out);
        }
    }

    private static Run run(Mac mac, String... command) {
        String[] all = Arrays.copyOf(command, command.length + 1);
        all[command.length] = "--quiet";
        return Run.of(mac.arguments(all));
    }

    static String account(Mac mac) throws IOException {
        try (Stream<Path> accounts = Files.list(mac.library().resolve("V10"))) {
            return accounts.map(a -> a.getFileName().toString())
                    .filter(name -> !name.equals("MailData"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    /// The same messages as files that end in .eml, folder by folder.
    private static Path asFiles(Path maildir, Path eml) throws IOException {
        try (Stream<Path> all = Files.walk(maildir)) {
            for (Path file : all.filter(f -> f.getParent().endsWith("cur")).toList()) {
                Path folder =
                        eml.resolve(maildir.relativize(file.getParent().getParent()).toString());
                Files.createDirectories(folder);
                Files.createLink(folder.resolve(file.getFileName() + ".eml"), file);
            }
        }
        return eml;
    }

    private JsonNode read(Path bag, Path expected) {
        return Python.run(
                place.resolve("python"),
                "/mailtally/cli/read_bag.py",
                bag.toString(),
                expected.toString());
    }

    private static void digestsAgree(Path bag) throws Exception {
        // On a Mac it is called shasum.
        String program =
                Child.tried("sh", "-c", "command -v sha256sum") ? "sha256sum" : "shasum -a 256";
        for (String manifest : List.of("manifest-sha256.txt", "tagmanifest-sha256.txt")) {
            Process process =
                    new ProcessBuilder("sh", "-c", program + " -c " + manifest)
                            .directory(bag.toFile())
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start();
            assertThat(process.waitFor()).as(manifest).isZero();
        }
    }

    /// formail splits at each separator and starts a program for each message, which here prints
    /// one x.
    private void formailCounts(JsonNode packages) throws Exception {
        boolean installed = Child.tried("sh", "-c", "command -v formail");
        if (!installed && Boolean.getBoolean("mailtally.required")) {
            throw new AssertionError("formail is required");
        }
        assumeTrue(installed, "formail is not installed");
        for (String file : packages.propertyNames()) {
            Path out = Files.createTempFile(place, "formail", "");
            Process process =
                    new ProcessBuilder("formail", "-Y", "-s", "sed", "-n", "$s/.*/x/p")
                            .redirectInput(Path.of(file).toFile())
                            .redirectOutput(out.toFile())
                            .start();
            assertThat(process.waitFor()).as(file).isZero();
            assertThat(Files.readString(out).chars().filter(c -> c == 'x').count())
                    .as(file)
                    .isEqualTo(packages.path(file).asInt());
        }
    }

    static Path shared() {
        String folder = System.getProperty("mailtally.shared", "");
        if (folder.isEmpty() && Boolean.getBoolean("mailtally.required")) {
            throw new AssertionError("mailtally.shared is required and does not name a folder");
        }
        assumeTrue(!folder.isEmpty(), "mailtally.shared does not name a folder");
        return Path.of(folder);
    }
}
