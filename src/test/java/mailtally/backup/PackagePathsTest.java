package mailtally.backup;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import mailtally.store.FolderPath;
import org.junit.jupiter.api.Test;

final class PackagePathsTest {
    private static final String[] PIECES = {
        "a",
        "A",
        "\u00fc",
        "u\u0308",
        "/",
        ":",
        ".",
        "..",
        " ",
        "CON",
        "nul.txt",
        "\u202e",
        "\n",
        "\u0000",
        "%",
        "\\",
        "*",
        "\ud800",
        "\ud83d\udce7",
        "~",
        "_",
        ".mbox",
        ".MBOX",
        "exact",
        "unreadable",
        "\u212a",
        "k",
        "\ufb01",
        "fi",
        "\u00df",
        "ss",
        "x".repeat(300)
    };

    @Test
    void usualNamesStayAsTheyAre() {
        assertThat(
                        PackagePaths.assign(
                                List.of(
                                        FolderPath.of("INBOX"),
                                        FolderPath.of("Entw\u00fcrfe"),
                                        FolderPath.of("Projects", "Client A"),
                                        FolderPath.of("Projects"))))
                .containsExactly(
                        "INBOX.mbox",
                        "Entw\u00fcrfe.mbox",
                        "Projects/Client A.mbox",
                        "Projects.mbox");
    }

    @Test
    void namesThatSomeDiskTakesForOneAreToldApart() {
        List<String> paths =
                PackagePaths.assign(
                        List.of(
                                FolderPath.of("foo"),
                                FolderPath.of("Foo"),
                                FolderPath.of("FOO", "x"),
                                FolderPath.of("foo", "x")));
        assertThat(paths).containsExactly("foo~2.mbox", "Foo.mbox", "FOO/x.mbox", "foo~2/x.mbox");
    }

    @Test
    void namesThatWouldLeadElsewhereDoNot() {
        assertThat(
                        PackagePaths.assign(
                                List.of(
                                        FolderPath.of("..", "..", "etc"),
                                        FolderPath.of("/etc/passwd"),
                                        FolderPath.of(".hidden"),
                                        FolderPath.of("exact", "x"),
                                        FolderPath.of("a.mbox", "mbox"),
                                        FolderPath.of("con"),
                                        FolderPath.of("trailing. "))))
                .containsExactly(
                        "__/__/etc.mbox",
                        "_etc_passwd.mbox",
                        "_hidden.mbox",
                        "exact_/x.mbox",
                        "a.mbox_/mbox.mbox",
                        "_con.mbox",
                        "trailing__.mbox");
    }

    @Test
    void anyNamesGetSafeAndUniquePathsWhateverTheOrder() {
        Random random = new Random(3);
        for (int round = 0; round < 300; round++) {
            List<FolderPath> folders = new ArrayList<>();
            for (int i = 0; i < 30; i++) {
                folders.add(folder(random));
            }
            List<String> paths = PackagePaths.assign(folders);
            TreeSet<String> keys = new TreeSet<>();
            for (String path : paths) {
                assertThat(keys.add(key(path))).as(path).isTrue();
                assertThat(path.getBytes(StandardCharsets.UTF_8).length).isLessThan(900);
                for (String name : path.split("/", -1)) {
                    assertThat(name).matches("[^\\\\:*?\"<>|%\\p{Cntrl}]+").doesNotStartWith(".");
                    assertThat(name).doesNotEndWith(".").doesNotEndWith(" ");
                    assertThat(name.getBytes(StandardCharsets.UTF_8).length).isLessThan(256);
                }
            }
            Map<FolderPath, Set<String>> before = byFolder(folders, paths);
            Collections.shuffle(folders, random);
            assertThat(byFolder(folders, PackagePaths.assign(folders))).isEqualTo(before);
        }
    }

    private static Map<FolderPath, Set<String>> byFolder(
            List<FolderPath> folders, List<String> paths) {
        Map<FolderPath, Set<String>> map = new HashMap<>();
        for (int i = 0; i < folders.size(); i++) {
            map.computeIfAbsent(folders.get(i), _ -> new TreeSet<>()).add(paths.get(i));
        }
        return map;
    }

    private static FolderPath folder(Random random) {
        List<String> names = new ArrayList<>();
        int depth = random.nextInt(20) == 0 ? 60 : 1 + random.nextInt(3);
        for (int level = 0; level < depth; level++) {
            StringBuilder name = new StringBuilder();
            int length = 1 + random.nextInt(3);
            for (int i = 0; i < length; i++) {
                name.append(PIECES[random.nextInt(PIECES.length)]);
            }
            names.add(name.toString());
        }
        return new FolderPath(names);
    }

    /// As a disk that ignores case and composition sees it.
    private static String key(String path) {
        return Normalizer.normalize(path, Normalizer.Form.NFC)
                .toUpperCase(Locale.ROOT)
                .toLowerCase(Locale.ROOT);
    }
}
