package mailtally;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What the compiler and the formatter do not see: signs on the doors, length, leftovers.
final class TidyTest {
    private static final Path PROJECT = Path.of("").toAbsolutePath();
    private static final Path SOURCES = Path.of("src", "main", "java");
    private static final int MOST_LINES = 500;

    /// Split here so that this file does not match itself.
    private static final Pattern LEFTOVER =
            Pattern.compile("\\b(TO" + "DO|FIX" + "ME|XX" + "X)\\b");

    /// A folder of one machine, or the host of a package registry: neither belongs in the project.
    private static final Pattern MACHINE =
            Pattern.compile(
                    "(?<![\\w.~])/(wo"
                            + "rk|ro"
                            + "ot|far"
                            + "m|home/[a-z]+|tmp/w)/"
                            + "|repo1?\\.ma"
                            + "ven|registry\\.np"
                            + "mjs");

    @Test
    void everyPackageHasASign() throws IOException {
        Set<String> without = new TreeSet<>();
        for (Path source : files(SOURCES, ".java")) {
            Path sign = source.resolveSibling("package-info.java");
            String text = Files.exists(sign) ? Files.readString(sign) : "";
            if (!text.startsWith("///")
                    || !(text.contains("May use") || text.contains("uses nothing"))
                    || !text.contains("Must never happen here")) {
                without.add(String.valueOf(source.getParent()));
            }
        }
        assertThat(without)
                .as(
                        "packages whose package-info.java does not say what may be used there and"
                                + " what must never happen")
                .isEmpty();
    }

    @Test
    void noJavaFileIsTooLongToRead() throws IOException {
        List<String> tooLong = new ArrayList<>();
        for (Path source : files(Path.of("src"), ".java")) {
            int lines = Files.readAllLines(source).size();
            if (lines > MOST_LINES) {
                tooLong.add(source + ": " + lines + " lines");
            }
        }
        assertThat(tooLong).isEmpty();
    }

    @Test
    void nothingIsLeftForLater() throws IOException {
        assertThat(linesWith(LEFTOVER)).isEmpty();
    }

    @Test
    void noFileNamesOneMachineOrARegistry() throws IOException {
        assertThat(linesWith(MACHINE)).isEmpty();
    }

    private static List<String> linesWith(Pattern pattern) throws IOException {
        List<String> found = new ArrayList<>();
        for (Path file : ownFiles()) {
            // Any byte is a character here, so a test's odd file is no error.
            List<String> lines =
                    Files.readString(file, StandardCharsets.ISO_8859_1).lines().toList();
            for (int i = 0; i < lines.size(); i++) {
                if (pattern.matcher(lines.get(i)).find()) {
                    found.add(PROJECT.relativize(file) + ":" + (i + 1) + ": " + lines.get(i));
                }
            }
        }
        return found;
    }

    /// Everything but what is built, measured or Git's own.
    private static List<Path> ownFiles() throws IOException {
        List<Path> own = new ArrayList<>();
        try (Stream<Path> entries = Files.list(PROJECT)) {
            for (Path entry : entries.toList()) {
                String name = entry.getFileName().toString();
                if (name.equals("target") || name.equals(".git") || name.equals(".idea")) {
                    continue;
                }
                own.addAll(files(entry, ""));
            }
        }
        own.removeIf(file -> PROJECT.relativize(file).startsWith(Path.of("bench", "work")));
        return own;
    }

    private static List<Path> files(Path below, String ending) throws IOException {
        try (Stream<Path> all = Files.walk(below)) {
            return all.filter(Files::isRegularFile)
                    .filter(file -> file.toString().endsWith(ending))
                    .sorted()
                    .toList();
        }
    }
}
