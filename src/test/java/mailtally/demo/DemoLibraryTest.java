package mailtally.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import mailtally.message.Sha256;
import mailtally.testing.Python;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class DemoLibraryTest {
    private static final long SEED = 7;

    @TempDir static Path folder;

    private static DemoLibrary library;
    private static Duration taken;

    @BeforeAll
    static void write() throws IOException {
        Instant begin = Instant.now();
        library = DemoLibrary.write(folder.resolve("home"), SEED);
        taken = Duration.between(begin, Instant.now());
    }

    @Test
    void aboutFiveHundredMessagesAreWrittenQuickly() {
        assertThat(library.messages()).hasSizeBetween(450, 550);
        assertThat(taken).isLessThan(Duration.ofSeconds(10));
    }

    @Test
    void everyKindIsThere() {
        assertThat(library.messages().stream().map(DemoMessage::kind).collect(Collectors.toSet()))
                .containsExactlyInAnyOrder(DemoKind.values());
    }

    @Test
    void theSameSeedWritesTheSameFilesAndAnotherSeedDoesNot() throws IOException {
        DemoLibrary again = DemoLibrary.write(folder.resolve("again"), SEED);
        DemoLibrary other = DemoLibrary.write(folder.resolve("other"), SEED + 1);
        Map<String, Sha256> files = mailFiles(library.library());
        assertThat(mailFiles(again.library())).isEqualTo(files);
        assertThat(mailFiles(other.library())).isNotEqualTo(files);
    }

    @Test
    void aLibraryThatIsThereIsLeftAlone() {
        assertThatThrownBy(() -> DemoLibrary.write(library.home(), SEED))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("Nothing was changed");
    }

    @Test
    void everyFileIsInTheListOnce() throws IOException {
        Set<Path> listed =
                library.messages().stream()
                        .filter(message -> message.kind().onDisk())
                        .map(DemoMessage::file)
                        .collect(Collectors.toCollection(HashSet::new));
        try (Stream<Path> all = Files.walk(library.library())) {
            List<Path> files =
                    all.filter(f -> f.toString().endsWith(".emlx")).collect(Collectors.toList());
            Path second =
                    ofKind(DemoKind.BOTH_FORMS)
                            .file()
                            .resolveSibling(partialName(DemoKind.BOTH_FORMS));
            assertThat(files).contains(second);
            files.remove(second);
            assertThat(files).containsExactlyInAnyOrderElementsOf(listed);
        }
        assertThat(ofKind(DemoKind.INDEX_ONLY).file()).doesNotExist();
    }

    @Test
    void numbersFromOneThousandOnLieInDigitFolders() {
        assertThat(library.messages().getLast().file().toString())
                .contains("/Data/3/2/1/Messages/123456.");
        assertThat(library.messages())
                .filteredOn(message -> message.number() < 1000)
                .hasSizeGreaterThan(100)
                .allMatch(m -> m.file().getParent().endsWith("Data/Messages"));
        assertThat(library.messages())
                .filteredOn(message -> message.number() / 1000 == 1)
                .hasSizeGreaterThan(50)
                .allMatch(m -> m.file().getParent().endsWith("Data/1/Messages"));
    }

    @Test
    void pythonFindsEveryMessageByteForByteAndTheSameInTheIndex() {
        JsonNode found =
                Python.run(
                        folder.resolve("python"),
                        "/mailtally/demo/read_library.py",
                        library.home().toString());
        assertThat(found.get("sound").asString()).isEqualTo("ok");
        for (DemoMessage message : library.messages()) {
            JsonNode entry =
                    found.get("messages").get(library.home().relativize(message.file()).toString());
            if (!message.kind().onDisk()) {
                assertThat(entry).isNull();
                continue;
            }
            assertThat(entry).as(message.toString()).isNotNull();
            checkFile(message, entry);
        }
        checkIndex(found);
    }

    private static void checkFile(DemoMessage message, JsonNode entry) {
        if (message.kind() == DemoKind.EMPTY) {
            assertThat(entry.get("bytes").asInt()).isZero();
            return;
        }
        if (message.kind().exact()) {
            assertThat(entry.get("sha256").asString())
                    .as(message.toString())
                    .isEqualTo(digest(message).hex());
        }
        boolean wrong = message.kind() == DemoKind.WRONG_LENGTH || message.kind() == DemoKind.CUT;
        assertThat(entry.get("announced").asInt() != entry.get("present").asInt())
                .as(message.toString())
                .isEqualTo(wrong);
        if (!wrong && !Set.of(DemoKind.NUL, DemoKind.EIGHT_BIT_HEADER).contains(message.kind())) {
            assertThat(entry.get("defects").size()).as(message + "" + entry).isZero();
        }
        if (entry.has("flags")) {
            assertThat(entry.get("flags").asLong()).isEqualTo(message.flags());
            assertThat(entry.get("received").asLong())
                    .isEqualTo(message.received().getEpochSecond());
            assertThat(entry.get("remoteId").asString("")).isEqualTo(message.remoteId().orElse(""));
        }
    }

    private static void checkIndex(JsonNode found) {
        Map<String, Integer> expected = new TreeMap<>();
        DemoPlan.boxes()
                .forEach(
                        b -> expected.put(url(b.account(), LibraryFiles.urlPath(b.path(), "")), 0));
        library.messages().stream()
                .filter(message -> message.kind() != DemoKind.UNKNOWN_TO_INDEX)
                .forEach(
                        m ->
                                expected.merge(
                                        url(m.account(), LibraryFiles.urlPath(m.folder(), "")),
                                        1,
                                        Integer::sum));
        Map<String, Integer> counted = new TreeMap<>();
        for (Map.Entry<String, JsonNode> entry : found.get("counts").properties()) {
            counted.put(entry.getKey(), entry.getValue().get(0).asInt());
            assertThat(entry.getValue().get(1).asInt()).isEqualTo(entry.getValue().get(0).asInt());
        }
        assertThat(counted).isEqualTo(expected);
        JsonNode properties = found.get("properties").get(DemoAccount.IMAP.id());
        assertThat(properties.get("Hostname").asString()).isEqualTo("imap.example.com");
        assertThat(properties.get("PortNumber").asInt()).isEqualTo(993);
        JsonNode pop = found.get("accounts").get(DemoAccount.POP.id());
        assertThat(pop.get(0).asString()).isEqualTo("com.apple.account.POP");
        assertThat(pop.get(2).isNull()).isTrue();
        JsonNode parent = found.get("accounts").get(pop.get(3).asString());
        assertThat(parent.get(2).asString()).isEqualTo(DemoAccount.POP.address());
    }

    @Test
    void subjectsInTheIndexAreWhatPythonDecodesFromTheMessages() {
        JsonNode found =
                Python.run(
                        folder.resolve("python-subjects"),
                        "/mailtally/demo/read_library.py",
                        library.home().toString());
        for (DemoMessage message : library.messages()) {
            JsonNode indexed = found.get("subjects").get(Long.toString(message.number()));
            boolean comparable =
                    message.kind().exact()
                            && message.kind() != DemoKind.EIGHT_BIT_HEADER
                            && message.kind() != DemoKind.UNKNOWN_TO_INDEX;
            if (comparable) {
                String file = library.home().relativize(message.file()).toString();
                assertThat(indexed.asString())
                        .isEqualTo(found.get("messages").get(file).get("subject").asString());
            }
        }
    }

    private static String url(DemoAccount account, String path) {
        return account.scheme() + "://" + account.id() + "/" + path;
    }

    private static DemoMessage ofKind(DemoKind kind) {
        return library.messages().stream().filter(m -> m.kind() == kind).findFirst().orElseThrow();
    }

    private static String partialName(DemoKind kind) {
        return ofKind(kind).number() + ".partial.emlx";
    }

    private static Sha256 digest(DemoMessage message) {
        try (InputStream in = message.message().open()) {
            return Sha256.digestOf(in.readAllBytes());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static Map<String, Sha256> mailFiles(Path root) throws IOException {
        Map<String, Sha256> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(root)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                if (!file.toString().contains("MailData")) {
                    files.put(
                            root.relativize(file).toString(),
                            Sha256.digestOf(Files.readAllBytes(file)));
                }
            }
        }
        return files;
    }
}
