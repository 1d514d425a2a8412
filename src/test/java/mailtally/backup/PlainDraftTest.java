package mailtally.backup;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import mailtally.inventory.FolderSink;
import mailtally.inventory.Progress;
import mailtally.store.Folder;
import mailtally.tally.Bucket;
import mailtally.tally.Exceptional;
import mailtally.testing.TreeDigest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PlainDraftTest {
    @TempDir Path target;
    private final List<Exceptional> named = new ArrayList<>();

    @Test
    void packagesAreNamedAsAppleDoesAndNeverOverwritten() throws Exception {
        PlainPackages first = backUp(Sample.account());
        assertThat(first.packages().stream().map(p -> target.relativize(p.path()).toString()))
                .containsExactly(
                        "Empty.mbox",
                        "Entw\u00fcrfe.mbox",
                        "INBOX.mbox",
                        "Projects/Client A_B.mbox",
                        "inbox~2.mbox");
        Map<String, String> before = TreeDigest.of(target.resolve("INBOX.mbox"));
        PlainPackages second = backUp(Sample.account());
        assertThat(second.packages().stream().map(p -> target.relativize(p.path()).toString()))
                .containsExactly(
                        "Empty 2.mbox",
                        "Entw\u00fcrfe 2.mbox",
                        "INBOX 2.mbox",
                        "Projects/Client A_B 2.mbox",
                        "inbox~2 2.mbox");
        assertThat(TreeDigest.of(target.resolve("INBOX.mbox"))).isEqualTo(before);
        assertThat(Files.readAllBytes(target.resolve("INBOX 2.mbox/mbox")))
                .isEqualTo(Files.readAllBytes(target.resolve("INBOX.mbox/mbox")));
        try (var entries = Files.list(target)) {
            assertThat(entries.filter(e -> e.getFileName().toString().startsWith("."))).isEmpty();
        }
    }

    @Test
    void everyMessageIsCountedAndWhatIsNotWholeIsNamed() throws Exception {
        Verification found = backUp(Sample.account()).verification();
        assertThat(found.counts().found()).isEqualTo(29);
        assertThat(found.counts().of(Bucket.IDENTICAL)).isEqualTo(26);
        assertThat(found.intact()).isTrue();
        assertThat(found.warnings()).hasSize(2).allMatch(w -> w.contains("line ends are mixed"));
        assertThat(named)
                .extracting(Exceptional::bucket)
                .containsExactlyInAnyOrder(Bucket.PARTLY, Bucket.PARTLY, Bucket.UNREADABLE);
    }

    private PlainPackages backUp(Sample sample) throws IOException {
        List<Folder> folders = sample.origin().folders();
        try (PlainDraft draft = PlainDraft.begin(target, folders)) {
            for (Folder folder : folders) {
                try (FolderSink sink = draft.open(folder)) {
                    Sample.copy(sample.folders().get(folder.path()), sink);
                }
            }
            return draft.finish(named::add, Progress.NONE);
        }
    }
}
