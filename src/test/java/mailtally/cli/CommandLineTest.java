package mailtally.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import mailtally.demo.DemoAccount;
import mailtally.demo.DemoLibrary;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// What scripts rely on: keys, sums, statuses, streams. Tried on the demo's library, which has
/// every kind of message.
final class CommandLineTest {
    private static final List<String> BUCKETS =
            List.of(
                    "identical",
                    "sameContent",
                    "partly",
                    "headersOnly",
                    "missing",
                    "duplicate",
                    "filedElsewhere",
                    "unreadable");

    private static final Set<String> NEEDS_NO_LINE =
            Set.of("IDENTICAL", "SAME_CONTENT", "DUPLICATE");

    private static final List<String> VERBS =
            List.of("accounts", "check", "backup", "verify", "demo");

    @TempDir private static Path place;

    private static DemoLibrary library;
    private static Run backup;
    private static Path bag;

    @BeforeAll
    static void oneBackup() throws Exception {
        library = DemoLibrary.write(place.resolve("home"), 1);
        Path backups = Files.createDirectories(place.resolve("Backups"));
        backup = run("backup", "apple:jane@example.com", "--to", backups.toString(), "--json");
        bag = Mac.bag(backup);
    }

    private static Run run(String... command) {
        List<String> all = new ArrayList<>(Arrays.asList(command));
        all.addAll(List.of("--library", library.library().toString()));
        all.addAll(List.of("--accounts", library.accountsDatabase().toString()));
        all.addAll(List.of("--state", place.resolve("State").toString()));
        return Run.of(all.toArray(new String[0])).isPlain();
    }

    private static void reports(Run run, String verb, String... more) {
        JsonNode json = run.json();
        List<String> keys =
                new ArrayList<>(
                        List.of(
                                "command",
                                "version",
                                "source",
                                "verdict",
                                "counts",
                                "balanced",
                                "bytes",
                                "seconds",
                                "folders",
                                "witnesses",
                                "exceptions",
                                "warnings",
                                "doubts"));
        keys.addAll(List.of(more));
        assertThat(json.propertyNames()).containsExactlyInAnyOrderElementsOf(keys);
        assertThat(json.path("command").asString()).isEqualTo(verb);
        assertThat(json.path("balanced").asBoolean()).isTrue();
        assertThat(json.path("bytes").isIntegralNumber()).isTrue();
        assertThat(json.path("seconds").isNumber()).isTrue();
        assertThat(run.status())
                .isEqualTo(json.path("verdict").asString().equals("PROVEN") ? 0 : 1);
        sums(json);
        lines(json);
    }

    /// found is the sum of the buckets, per folder and in all, and the folders' sum is the whole.
    private static void sums(JsonNode json) {
        JsonNode all = json.path("counts");
        Set<String> keys = new TreeSet<>(BUCKETS);
        keys.add("found");
        Set<String> inFolders = new TreeSet<>(keys);
        inFolders.add("folder");
        keys.addAll(List.of("approved", "copied"));
        assertThat(all.propertyNames()).containsExactlyInAnyOrderElementsOf(keys);
        assertThat(sum(all)).isEqualTo(all.path("found").asLong());
        long[] folders = new long[BUCKETS.size() + 1];
        for (JsonNode folder : json.path("folders")) {
            assertThat(folder.propertyNames()).containsExactlyInAnyOrderElementsOf(inFolders);
            assertThat(sum(folder)).isEqualTo(folder.path("found").asLong());
            for (int i = 0; i < BUCKETS.size(); i++) {
                folders[i] += folder.path(BUCKETS.get(i)).asLong();
            }
            folders[BUCKETS.size()] += folder.path("found").asLong();
        }
        for (int i = 0; i < BUCKETS.size(); i++) {
            assertThat(folders[i]).isEqualTo(all.path(BUCKETS.get(i)).asLong());
        }
        assertThat(folders[BUCKETS.size()]).isEqualTo(all.path("found").asLong());
    }

    private static long sum(JsonNode counts) {
        return BUCKETS.stream()
                .mapToLong(
                        bucket -> {
                            assertThat(counts.path(bucket).isIntegralNumber()).as(bucket).isTrue();
                            return counts.path(bucket).asLong();
                        })
                .sum();
    }

    /// Each message that is not identical, same content or duplicate has its own line.
    private static void lines(JsonNode json) {
        JsonNode counts = json.path("counts");
        long proven =
                counts.path("identical").asLong()
                        + counts.path("sameContent").asLong()
                        + counts.path("duplicate").asLong();
        JsonNode exceptions = json.path("exceptions");
        assertThat(exceptions.size()).isEqualTo((int) (counts.path("found").asLong() - proven));
        for (JsonNode one : exceptions) {
            assertThat(one.propertyNames())
                    .containsExactlyInAnyOrder(
                            "folder", "locator", "grade", "reason", "messageId", "subject", "date");
            assertThat(one.path("grade").asString()).isNotIn(NEEDS_NO_LINE).isNotEmpty();
            assertThat(one.path("reason").asString()).isNotBlank();
            assertThat(one.path("locator").asString()).isNotBlank();
            assertThat(one.path("date").isNull() || one.path("date").asString().endsWith("Z"))
                    .isTrue();
        }
        for (JsonNode one : json.path("witnesses")) {
            assertThat(one.propertyNames()).containsExactly("folder", "kind", "count");
        }
        List<String> warnings = texts(json.path("warnings"));
        assertThat(warnings).allMatch(w -> !w.isBlank());
        assertThat(warnings).containsAll(texts(json.path("doubts")));
    }

    private static List<String> texts(JsonNode list) {
        List<String> texts = new ArrayList<>();
        list.forEach(one -> texts.add(one.asString()));
        return texts;
    }

    @Test
    void backupPrintsTheDocumentedObject() {
        reports(backup, "backup", "bag");
        assertThat(backup.json().path("counts").path("found").asInt())
                .isEqualTo(library.messages(DemoAccount.IMAP).size());
        assertThat(backup.status()).isEqualTo(ExitStatus.NOT_PROVEN);
    }

    @Test
    void verifyPrintsTheDocumentedObject() {
        Run verify = run("verify", bag.toString(), "--json").ends(ExitStatus.PROVEN);
        reports(verify, "verify", "bag");
    }

    @Test
    void checkPrintsTheDocumentedObject() throws Exception {
        Run whole = run("check", "apple:jane@example.com", bag.toString(), "--json");
        reports(whole.ends(ExitStatus.NOT_PROVEN), "check", "target");
        Run one = run("check", "apple:jane@example.com/Drafts", bag.toString(), "--json");
        reports(one.ends(ExitStatus.PROVEN), "check", "target");
        Run other = run("check", "apple:On My Mac", bag.toString(), "--json");
        reports(other.ends(ExitStatus.NOT_PROVEN), "check", "target");
        assertThat(other.json().path("counts").path("missing").asInt()).isPositive();
        Path eml = Files.createDirectories(place.resolve("eml"));
        Files.writeString(eml.resolve("a.eml"), Mac.mail("only here"));
        Run missing = run("check", eml.toString(), bag.toString(), "--json");
        reports(missing.ends(ExitStatus.NOT_PROVEN), "check", "target");
        JsonNode line = missing.json().path("exceptions").get(0);
        assertThat(line.path("grade").asString()).isEqualTo("MISSING");
        assertThat(line.path("subject").asString()).isEqualTo("only here");
        assertThat(line.path("messageId").asString()).isEqualTo("<only.here@example.com>");
        assertThat(line.path("date").asString()).isEqualTo("2019-03-05T09:11:12Z");
    }

    @Test
    void anEmptySourceIsNeverProven() throws Exception {
        Run run = run("check", "apple:jane@example.com/Receipts", bag.toString(), "--json");
        reports(run.ends(ExitStatus.NOT_PROVEN), "check", "target");
        assertThat(run.told()).anyMatch(t -> t.contains("No message was found"));
    }

    @Test
    void accountsPrintsTheDocumentedObject() {
        JsonNode json = run("accounts", "--json").ends(ExitStatus.PROVEN).json();
        assertThat(json.propertyNames()).containsExactly("accounts", "warnings");
        Set<String> kinds = new TreeSet<>();
        int messages = 0;
        for (JsonNode account : json.path("accounts")) {
            assertThat(account.propertyNames())
                    .containsExactlyInAnyOrder(
                            "id",
                            "kind",
                            "address",
                            "name",
                            "host",
                            "folders",
                            "messages",
                            "bytes",
                            "notDownloaded",
                            "unreadable",
                            "risks");
            kinds.add(account.path("kind").asString());
            messages += account.path("messages").asInt();
            assertThat(account.path("risks").size()).isPositive();
        }
        assertThat(kinds).containsExactly("IMAP", "LOCAL", "POP");
        assertThat(messages).isEqualTo(library.messages().size());
    }

    @Test
    void aDamagedBackupIsNotProven() throws Exception {
        Path copy = Files.createDirectories(place.resolve("copy")).resolve("bag");
        Child.tool("cp", "-R", bag.toString(), copy.toString());
        Files.delete(copy.resolve("data").resolve("INBOX.mbox").resolve("mbox"));
        Run run = run("verify", copy.toString(), "--json").ends(ExitStatus.NOT_PROVEN);
        reports(run, "verify", "bag");
        assertThat(run.json().path("counts").path("missing").asInt()).isPositive();
    }

    @Test
    void plainPackagesAreNeverOverwritten() throws Exception {
        Path target = Files.createDirectories(place.resolve("Plain"));
        for (int i = 0; i < 2; i++) {
            String[] command = {
                "backup", "apple:jane@example.com/Drafts", "--plain", "--json", "--to", "" + target
            };
            reports(run(command).ends(ExitStatus.PROVEN), "backup", "bag");
        }
        for (String name : List.of("Drafts.mbox", "Drafts 2.mbox")) {
            assertThat(target.resolve(name).resolve("mbox")).isNotEmptyFile();
        }
    }

    @Test
    void everyHelpListsTheExitStatuses() {
        for (String verb : VERBS) {
            Run help = Run.of(verb, "--help").ends(ExitStatus.PROVEN);
            assertThat(help.err()).isEmpty();
            assertThat(help.out()).contains("Usage: mailtally " + verb, "Exit status:");
            for (String status : ExitStatus.HELP) {
                String[] pair = status.split(":", 2);
                assertThat(help.out()).containsPattern("(?m)^ +" + pair[0] + " +" + pair[1] + "$");
            }
            for (String option : List.of("--library", "--accounts", "--state", "--json")) {
                assertThat(help.out()).contains(option);
            }
            for (String option : List.of("--quiet", "--verbose", "--no-color", "--connections")) {
                assertThat(help.out()).contains(option);
            }
        }
        Run top = Run.of("--help").ends(ExitStatus.PROVEN);
        assertThat(top.out()).contains(VERBS).contains("Exit status:");
        assertThat(Run.of().out()).isEqualTo(top.out());
        assertThat(Run.of("--version").ends(ExitStatus.PROVEN).out()).startsWith("mailtally ");
    }

    @Test
    void wrongUsageIsStatusTwo() {
        List<String[]> wrong =
                List.of(
                        new String[] {"nonsense"},
                        new String[] {"--nonsense"},
                        new String[] {"accounts", "--nonsense"},
                        new String[] {"accounts", "surplus"},
                        new String[] {"check", "one"},
                        new String[] {"check", "a", "b", "c"},
                        new String[] {"backup", "apple:"},
                        new String[] {"backup", "apple:", "--to"},
                        new String[] {"verify"},
                        new String[] {"verify", "a", "b"},
                        new String[] {"accounts", "--connections", "many"},
                        new String[] {"accounts", "--connections", "0"},
                        new String[] {"accounts", "--connections", "65"},
                        new String[] {"demo", "\u001b[2J"});
        for (String[] command : wrong) {
            Run run = Run.of(command).isPlain();
            assertThat(run.status()).as(String.join(" ", command)).isEqualTo(ExitStatus.USAGE);
            assertThat(run.out()).isEmpty();
            assertThat(run.err()).contains("--help");
            String[] asked = Arrays.copyOf(command, command.length + 1);
            asked[command.length] = "--json";
            assertThat(Run.of(asked).ends(ExitStatus.USAGE).failure()).isNotBlank();
        }
    }

    @Test
    void progressGoesToStandardErrorAndQuietTakesItAway() {
        String[] check = {"check", "apple:jane@example.com/Drafts", bag.toString()};
        Run loud = run(check).ends(ExitStatus.PROVEN);
        String[] asked = Arrays.copyOf(check, check.length + 1);
        asked[check.length] = "--quiet";
        Run quiet = run(asked).ends(ExitStatus.PROVEN);
        assertThat(loud.err()).contains("Reading apple:jane@example.com/Drafts");
        assertThat(quiet.err()).isEmpty();
        assertThat(quiet.out()).isEqualTo(loud.out()).endsWith("Proven.\n");
    }

    @Test
    void quietStillSaysWhatFailed() {
        Run run = run("verify", place.resolve("none").toString(), "--quiet");
        assertThat(run.ends(ExitStatus.UNAVAILABLE).err()).contains("There is no backup");
        assertThat(run.out()).isEmpty();
    }
}
