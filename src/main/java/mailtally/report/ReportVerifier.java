package mailtally.report;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// Reads the report of a move again and says whether it is as it was written, and if not, where it
/// was changed. Three records of each file stand against each other: SHA256SUMS, report.json and
/// lines.txt; what two of them agree on is believed against the third.
public final class ReportVerifier {
    /// In the order in which they are written, and stand in lines.txt.
    private static final List<String> WRITTEN =
            List.of(
                    ReportFiles.EVENTS,
                    ReportFiles.CSV,
                    ReportFiles.HTML,
                    ReportFiles.TEXT,
                    ReportFiles.README,
                    ReportFiles.JSON);

    private static final Set<String> SHOW_HEAD =
            Set.of(ReportFiles.HTML, ReportFiles.TEXT, ReportFiles.README);

    private final Path folder;
    private final List<Finding> findings = new ArrayList<>();
    private final Map<String, ReadFile> files = new LinkedHashMap<>();
    private final Set<String> sound = new TreeSet<>();
    private SumsFile sums = SumsFile.EMPTY;
    private LinesFile lines = LinesFile.EMPTY;
    private Optional<NamedInJson> json = Optional.empty();

    private ReportVerifier(Path folder) {
        this.folder = folder;
    }

    /// What was found.
    ///
    /// @param head of the chain of events, as its lines make it: to be held against a printed
    ///     report
    /// @param events how many there are
    /// @param bytes how much was read
    /// @param findings where it was changed; empty where it is as it was written
    public record Checked(String head, long events, long bytes, List<Finding> findings) {
        public Checked {
            findings = List.copyOf(findings);
        }

        /// True if nothing was changed.
        public boolean intact() {
            return findings.isEmpty();
        }
    }

    /// One place that was changed.
    ///
    /// @param file its name; not escaped
    /// @param line from 1; 0 where it cannot be told
    /// @param event the number of the event, in events.jsonl; else 0
    /// @param sentence what there is to say
    public record Finding(String file, long line, long event, String sentence) {}

    /// Whether a folder is a report, or what is left of one, and no backup: told by what is in it.
    public static boolean isReport(Path folder) {
        long there =
                WRITTEN.stream().filter(name -> Files.isRegularFile(folder.resolve(name))).count();
        boolean bag =
                Files.exists(folder.resolve("bagit.txt"))
                        || Files.exists(folder.resolve("manifest-sha256.txt"));
        return there >= WRITTEN.size() / 2 && !bag;
    }

    /// Verifies a report. Changes nothing.
    ///
    /// @throws IOException if it cannot be read
    public static Checked verify(Path folder) throws IOException {
        ReportVerifier verifier = new ReportVerifier(folder);
        verifier.read();
        verifier.judgeFiles();
        verifier.judgeLines();
        verifier.judgeSums();
        verifier.judgeChain();
        long bytes = verifier.files.values().stream().mapToLong(ReadFile::bytes).sum();
        Optional<ReadFile> events = Optional.ofNullable(verifier.files.get(ReportFiles.EVENTS));
        return new Checked(
                events.map(ReadFile::head).orElse(Chain.BEGINNING),
                events.map(e -> (long) e.chain().size()).orElse(0L),
                bytes,
                verifier.findings);
    }

    private void read() throws IOException {
        Set<String> own = new TreeSet<>(WRITTEN);
        own.add(ReportFiles.LINES);
        own.add(ReportFiles.SUMS);
        for (String name : own) {
            Path file = folder.resolve(name);
            if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                boolean there = Files.exists(file, LinkOption.NOFOLLOW_LINKS);
                say(name, 0, there ? name + " is no file any more." : name + " is gone.");
            }
        }
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            for (Path entry : entries) {
                String name = String.valueOf(entry.getFileName());
                // macOS puts these into any folder that is looked at.
                if (!own.contains(name) && !name.equals(".DS_Store") && !name.startsWith("._")) {
                    say(name, 0, name + " does not belong to the report.");
                }
            }
        }
        for (String name : WRITTEN) {
            if (regular(name)) {
                files.put(name, ReadFile.of(folder.resolve(name), name.equals(ReportFiles.EVENTS)));
            }
        }
        if (regular(ReportFiles.SUMS)) {
            sums = SumsFile.read(folder.resolve(ReportFiles.SUMS));
        }
        if (regular(ReportFiles.LINES)) {
            lines = LinesFile.read(folder.resolve(ReportFiles.LINES), WRITTEN);
        }
        if (files.containsKey(ReportFiles.JSON)
                && (matchesSums(ReportFiles.JSON) || matchesLines(ReportFiles.JSON))) {
            json = NamedInJson.read(folder.resolve(ReportFiles.JSON));
        }
    }

    private boolean regular(String name) {
        return Files.isRegularFile(folder.resolve(name), LinkOption.NOFOLLOW_LINKS);
    }

    private boolean matchesSums(String name) {
        return files.get(name).digest().equals(sums.digests().get(name));
    }

    private boolean matchesLines(String name) {
        return files.get(name).sums().sameAs(lines.sums(name));
    }

    /// What report.json says of a file; empty where it says nothing or cannot be believed.
    private Optional<Boolean> matchesJson(String name) {
        return json.map(j -> j.files().get(name)).map(files.get(name).digest()::equals);
    }

    private void judgeFiles() {
        for (String name : files.keySet()) {
            boolean bySums = matchesSums(name);
            boolean byOthers = matchesLines(name) && matchesJson(name).orElse(true);
            if (!bySums && !byOthers) {
                changed(name);
                continue;
            }
            sound.add(name);
            if (bySums && !matchesJson(name).orElse(true)) {
                say(
                        name,
                        0,
                        "report.json names another digest for "
                                + name
                                + " than SHA256SUMS: one of them was made anew.");
            }
        }
    }

    private void changed(String name) {
        LineChange change = LineChange.between(lines.sums(name), files.get(name).sums());
        boolean events = name.equals(ReportFiles.EVENTS) && change.line() > 0;
        findings.add(
                new Finding(
                        name,
                        change.line(),
                        events ? change.line() : 0,
                        name
                                + " was changed"
                                + change.words()
                                + (events ? ": event " + change.line() : "")
                                + "."));
    }

    /// lines.txt against the files that are as they were written.
    private void judgeLines() {
        if (!regular(ReportFiles.LINES)) {
            return;
        }
        boolean said = false;
        if (lines.damagedLine() > 0) {
            saidOfLines(lines.damagedLine());
            said = true;
        }
        for (String name : sound) {
            if (!matchesLines(name) && !said) {
                LineChange change = LineChange.between(files.get(name).sums(), lines.sums(name));
                saidOfLines(change.line() == 0 ? 0 : lines.lineOfSection(name) + change.line());
                said = true;
            }
        }
        boolean bySums = lines.digest().equals(sums.digests().get(ReportFiles.LINES));
        if (!said && !bySums && sound.size() < WRITTEN.size()) {
            saidOfLines(0);
        } else if (!said) {
            sound.add(ReportFiles.LINES);
        }
    }

    private void saidOfLines(long line) {
        say(
                ReportFiles.LINES,
                line,
                line == 0
                        ? "lines.txt was changed, or its line in SHA256SUMS."
                        : "lines.txt was changed in line " + line + ".");
    }

    /// SHA256SUMS against the files that are as they were written.
    private void judgeSums() {
        if (!regular(ReportFiles.SUMS)) {
            return;
        }
        Set<String> listed = new TreeSet<>(WRITTEN);
        listed.add(ReportFiles.LINES);
        List<String> names = new ArrayList<>(listed);
        for (int i = 0; i < Math.max(names.size(), sums.lines().size()); i++) {
            Optional<String> name = i < names.size() ? Optional.of(names.get(i)) : Optional.empty();
            boolean right = i < sums.lines().size() && name.isPresent() && right(i, name.get());
            if (!right) {
                say(ReportFiles.SUMS, i + 1, "SHA256SUMS was changed in line " + (i + 1) + ".");
                return;
            }
        }
    }

    private boolean right(int index, String name) {
        String line = sums.lines().get(index);
        if (sound.contains(name)) {
            String digest =
                    name.equals(ReportFiles.LINES) ? lines.digest() : files.get(name).digest();
            return line.equals(ReportFiles.sumLine(name, digest));
        }
        return SumsFile.wellFormed(line, name);
    }

    /// The events against what else tells of them.
    private void judgeChain() throws IOException {
        ReadFile events = files.get(ReportFiles.EVENTS);
        if (events == null || !sound.contains(ReportFiles.EVENTS)) {
            return;
        }
        if (json.isPresent() && sound.contains(ReportFiles.JSON)) {
            List<String> told = json.get().events();
            for (int i = 0; i < Math.max(told.size(), events.chain().size()); i++) {
                boolean same =
                        i < told.size()
                                && i < events.chain().size()
                                && told.get(i).equals(events.chain().get(i));
                if (!same) {
                    sayOfEvent(i + 1L);
                    break;
                }
            }
            if (!json.get().head().equals(events.head())) {
                headDiffers(ReportFiles.JSON);
            }
            if (json.get().brokenAt() > 0) {
                findings.add(
                        new Finding(
                                ReportFiles.EVENTS,
                                json.get().brokenAt(),
                                json.get().brokenAt(),
                                "The chain was broken at event "
                                        + json.get().brokenAt()
                                        + " before this report was made."));
            }
        }
        for (String name : SHOW_HEAD) {
            if (sound.contains(name) && !ReadFile.shows(folder.resolve(name), events.head())) {
                headDiffers(name);
            }
        }
    }

    private void sayOfEvent(long number) {
        findings.add(
                new Finding(
                        ReportFiles.EVENTS,
                        number,
                        number,
                        "Event "
                                + number
                                + " is another than report.json tells: one of them was made"
                                + " anew."));
    }

    private void headDiffers(String name) {
        say(
                name,
                0,
                name
                        + " shows another head of the chain than events.jsonl makes: one of them"
                        + " was made anew.");
    }

    private void say(String file, long line, String sentence) {
        findings.add(new Finding(file, line, 0, sentence));
    }
}
