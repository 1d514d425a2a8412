package mailtally.store.applemail;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import mailtally.message.Sha256;
import mailtally.store.Completeness;
import mailtally.store.Folder;
import mailtally.store.Store;
import mailtally.testing.TreeDigest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The reference corpus, which writes the same mail as a library and as a Maildir.
class CorpusTest {
    @TempDir private Path place;

    @Test
    void everyMessageOfTheReferenceLibraryIsByteForByteTheMaildirs() throws Exception {
        Path shared = SharedFiles.folder();
        Path library = place.resolve("library");
        Path maildir = place.resolve("maildir");
        Process process =
                new ProcessBuilder(
                                "python3",
                                shared.resolve("bench").resolve("corpus.py").toString(),
                                "--messages",
                                "400",
                                "--partial",
                                "40",
                                "--applemail",
                                library.toString(),
                                "--maildir",
                                maildir.toString())
                        .redirectErrorStream(true)
                        .redirectOutput(place.resolve("out").toFile())
                        .start();
        assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).as(Files.readString(place.resolve("out"))).isZero();
        Map<Sha256, Integer> expected = maildir(maildir);
        Map<String, String> before = TreeDigest.of(library);
        Map<Sha256, Integer> found = new HashMap<>();
        int rebuilt = 0;
        try (AppleMailLibrary opened = Shelf.open(library);
                Store store = opened.everything()) {
            for (Folder folder : store.folders()) {
                Shelf.Visits visits = Shelf.visit(store, folder);
                assertThat(visits.unreadable()).isEmpty();
                assertThat(visits.troubles()).isEmpty();
                for (Shelf.Got got : visits.messages()) {
                    found.merge(Sha256.digestOf(Shelf.bytes(got.text())), 1, Integer::sum);
                    assertThat(got.holding().findings()).isEmpty();
                    if (got.holding().completeness() instanceof Completeness.Rebuilt whole) {
                        assertThat(whole).isEqualTo(new Completeness.Rebuilt(1, true));
                        String again = Shelf.latin(store.reopen(folder, got.holding().locator()));
                        assertThat(again).isEqualTo(got.text());
                        rebuilt++;
                    }
                }
            }
        }
        assertThat(found).isEqualTo(expected);
        assertThat(rebuilt).isEqualTo(40);
        assertThat(TreeDigest.of(library)).isEqualTo(before);
    }

    private static Map<Sha256, Integer> maildir(Path root) throws IOException {
        Map<Sha256, Integer> digests = new HashMap<>();
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.filter(f -> f.getParent().endsWith("cur")).toList()) {
                digests.merge(Sha256.digestOf(Files.readAllBytes(file)), 1, Integer::sum);
            }
        }
        return digests;
    }
}
