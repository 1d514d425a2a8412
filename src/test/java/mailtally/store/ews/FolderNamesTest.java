package mailtally.store.ews;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import mailtally.store.FolderPath;
import org.junit.jupiter.api.Test;

/// Names of folders out of a list with parents.
final class FolderNamesTest {
    @Test
    void theInboxIsInboxInEveryLanguageAndAFolderOfThatNameGetsAnother() {
        FolderNames names =
                names(
                        line("a", "root", "Inbox"),
                        line("b", "root", "Posteingang"),
                        line("c", "b", "Kunden"));
        assertThat(names.path("b")).contains(FolderPath.of("INBOX"));
        assertThat(names.path("c")).contains(FolderPath.of("INBOX", "Kunden"));
        assertThat(names.path("a")).contains(FolderPath.of("Inbox (2)"));
        assertThat(names.findings()).singleElement().asString().contains("Inbox (2)");
    }

    @Test
    void aSlashIsPartOfANameAndNoNameIsEmpty() {
        FolderNames names = names(line("a", "root", "a/b"), line("c", "root", ""));
        assertThat(names.path("a")).contains(FolderPath.of("a/b"));
        assertThat(names.path("c")).contains(FolderPath.of("-"));
    }

    @Test
    void circlesAndOrphansAndAbsurdDepthsEnd() {
        FolderNames names =
                names(line("a", "b", "a"), line("b", "a", "b"), line("c", "nowhere", "c"));
        assertThat(names.path("a")).isEmpty();
        assertThat(names.path("b")).isEmpty();
        assertThat(names.path("c")).isEmpty();
        FolderLine[] deep =
                IntStream.range(0, 1000)
                        .mapToObj(i -> line("d" + i, i == 0 ? "root" : "d" + (i - 1), "d"))
                        .toList()
                        .reversed()
                        .toArray(FolderLine[]::new);
        assertThat(names(deep).path("d0")).contains(FolderPath.of("d"));
    }

    private static FolderNames names(FolderLine... lines) {
        return new FolderNames(List.of(lines), "root", "b");
    }

    private static FolderLine line(String id, String parent, String name) {
        return new FolderLine(id, parent, name, "IPF.Note", "Folder", 0);
    }
}
