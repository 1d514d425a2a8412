package mailtally.report;

import static mailtally.report.Part.Style.CODE;
import static mailtally.report.Part.Style.HEAD;
import static mailtally.report.Part.Style.NUMBER;
import static mailtally.report.Part.Style.WORDS;
import static mailtally.report.ReportText.number;

import java.util.ArrayList;
import java.util.List;
import mailtally.journey.MoveRecord;

/// The last chapters of the report of a move: the backup, the folders, what happened, and how all
/// of it is checked.
final class MoveEnding {
    private final MoveFacts facts;
    private final MoveRecord move;
    private final Times times;
    private final List<Part> parts = new ArrayList<>();

    private MoveEnding(MoveFacts facts) {
        this.facts = facts;
        this.move = facts.move();
        this.times = facts.times();
    }

    static List<Part> of(MoveFacts facts) {
        MoveEnding ending = new MoveEnding(facts);
        ending.backup();
        ending.access();
        ending.verify();
        ending.events();
        ending.folders();
        ending.versions();
        return ending.parts;
    }

    private void backup() {
        parts.add(new Part.Heading(2, "Where the backup lies"));
        if (move.backup().isEmpty()) {
            parts.add(new Part.Text("There is no backup."));
            return;
        }
        MoveRecord.BackupRecord backup = move.backup().get();
        List<Part.Fact> about = new ArrayList<>();
        about.add(new Part.Fact("Folder", backup.folder(), true));
        about.add(new Part.Fact("Sealed", times.words(backup.sealedAt())));
        about.add(new Part.Fact("Read again", times.words(backup.verifiedAt())));
        about.add(new Part.Fact("Second reader", backup.verdict()));
        if (!backup.rehearsal().isEmpty()) {
            about.add(new Part.Fact("Rehearsal", backup.rehearsal()));
        }
        about.add(new Part.Fact("Digest of its manifest", backup.manifestDigest(), true));
        parts.add(new Part.Facts(about));
        parts.add(
                new Part.Text(
                        "To verify it without Mailtally, type this into a terminal. Each line of"
                                + " the first must end in OK; the second must show the digest"
                                + " above. On a Mac without sha256sum, type shasum -a 256 in its"
                                + " place."));
        String folder = facts.redacted() ? "BACKUP" : quoted(backup.folder());
        parts.add(
                new Part.Commands(
                        List.of(
                                "cd " + folder + " && sha256sum -c manifest-sha256.txt",
                                "cd " + folder + " && sha256sum manifest-sha256.txt")));
    }

    /// A word of the shell.
    static String quoted(String path) {
        return "'" + path.replace("'", "'\\''") + "'";
    }

    private void access() {
        parts.add(new Part.Heading(2, "Full Disk Access can go back"));
        parts.add(
                new Part.Text(
                        "Reading Mail's folder took a permission that is no longer needed once the"
                                + " move is over. Open System Settings > Privacy & Security > Full"
                                + " Disk Access, and turn off the switch beside the program that"
                                + " was given it: Mailtally, or Terminal. Before macOS 13: System"
                                + " Preferences > Security & Privacy > Privacy > Full Disk"
                                + " Access."));
    }

    private void verify() {
        parts.add(new Part.Heading(2, "How to verify this report"));
        parts.add(
                new Part.Text(
                        "What happened is a chain: each event's digest covers the one before it."
                                + " The digest of the last event stands here, so that this paper"
                                + " and the files vouch for each other."));
        parts.add(
                new Part.Facts(
                        List.of(
                                new Part.Fact("Head of the chain", facts.chain().head(), true),
                                new Part.Fact("Events in it", number(move.events().size())),
                                new Part.Fact(
                                        ReportFiles.EVENTS,
                                        facts.digests().getOrDefault(ReportFiles.EVENTS, ""),
                                        true),
                                new Part.Fact(
                                        ReportFiles.CSV,
                                        facts.digests().getOrDefault(ReportFiles.CSV, ""),
                                        true))));
        facts.brokenAt()
                .ifPresent(
                        number ->
                                parts.add(
                                        new Part.Text(
                                                "The chain was broken at event "
                                                        + number
                                                        + " before this report was made. What is"
                                                        + " said of the events from there on cannot"
                                                        + " be relied on.")));
        parts.add(
                new Part.Text(
                        "In the report's folder, this checks every file. README.txt beside it tells"
                                + " how to follow the chain, with nothing but sha256sum."));
        parts.add(new Part.Commands(List.of("sha256sum -c SHA256SUMS")));
        parts.add(
                new Part.Text(
                        "It shows a change that somebody made in the files later. It cannot show"
                                + " that all files were made anew by somebody who can compute"
                                + " digests as well: compare the head above, on paper, with that of"
                                + " the files."));
    }

    private void events() {
        parts.add(new Part.Heading(2, "What happened"));
        List<List<String>> rows = new ArrayList<>();
        for (int i = 0; i < move.events().size(); i++) {
            MoveRecord.Event event = move.events().get(i);
            rows.add(
                    List.of(
                            Long.toString(event.number()),
                            times.words(event.at()),
                            event.what(),
                            MoveParts.start(facts.chain().digest(i))));
        }
        parts.add(
                new Part.Table(
                        "Events, in the order in which they were kept. " + times.note(),
                        List.of(
                                new Part.Column("No.", NUMBER),
                                new Part.Column("When", WORDS),
                                new Part.Column("What", WORDS),
                                new Part.Column("Digest begins", CODE)),
                        rows));
    }

    private void folders() {
        if (move.places().isEmpty()) {
            return;
        }
        parts.add(new Part.Heading(2, "Folder by folder"));
        for (MoveRecord.Place place : move.places()) {
            MoveFigures.OfPlace figures = facts.figures().of(place);
            List<List<String>> rows = new ArrayList<>();
            for (MoveRecord.FolderLine folder : place.folders()) {
                long approved = figures.approvedIn(folder);
                rows.add(
                        List.of(
                                folder.folder(),
                                number(folder.found()),
                                number(folder.proven()),
                                number(approved),
                                number(folder.found() - folder.proven() - approved)));
            }
            rows.add(
                    List.of(
                            "in all",
                            number(place.found()),
                            number(place.proven()),
                            number(place.approved()),
                            number(place.left())));
            parts.add(
                    new Part.Table(
                            place.name() + ": each folder of this Mac",
                            List.of(
                                    new Part.Column("Folder", HEAD),
                                    new Part.Column("Found", NUMBER),
                                    new Part.Column("Proven", NUMBER),
                                    new Part.Column("Approved", NUMBER),
                                    new Part.Column("Left", NUMBER)),
                            rows));
        }
    }

    private void versions() {
        parts.add(new Part.Heading(2, "Made with"));
        parts.add(
                new Part.Facts(
                        facts.versions().stream()
                                .map(v -> new Part.Fact(v.getKey(), v.getValue()))
                                .toList()));
    }
}
