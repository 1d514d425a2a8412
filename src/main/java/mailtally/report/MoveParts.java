package mailtally.report;

import static mailtally.report.Part.Style.CODE;
import static mailtally.report.Part.Style.DAY;
import static mailtally.report.Part.Style.HEAD;
import static mailtally.report.Part.Style.NUMBER;
import static mailtally.report.Part.Style.WORDS;
import static mailtally.report.ReportText.count;
import static mailtally.report.ReportText.number;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import mailtally.journey.MoveRecord;
import mailtally.journey.View;
import mailtally.tally.Bucket;

/// The words of the report of a move, in their order: the answer, then what it rests on, then how
/// to check it. [MoveEnding] has the last chapters.
final class MoveParts {
    private final MoveFacts facts;
    private final MoveRecord move;
    private final Times times;
    private final List<Part> parts = new ArrayList<>();

    private MoveParts(MoveFacts facts) {
        this.facts = facts;
        this.move = facts.move();
        this.times = facts.times();
    }

    /// Everything, for a person.
    static List<Part> of(MoveFacts facts) {
        MoveParts all = new MoveParts(facts);
        all.answer();
        all.found();
        all.grades();
        all.approvals();
        all.left();
        all.gate();
        all.notChecked();
        all.parts.addAll(MoveEnding.of(facts));
        return all.parts;
    }

    private void answer() {
        parts.add(new Part.Heading(1, "What was proven of the mail of " + move.account()));
        parts.add(MoveAnswer.of(move, times));
        summary();
        if (facts.redacted()) {
            parts.add(
                    new Part.Text(
                            "Redacted for handing over: no names, addresses, subjects or times of"
                                    + " day. Folders and messages are numbered."));
        }
        for (String problem : facts.figures().problems()) {
            parts.add(new Part.Text("A defect of Mailtally, do not rely on this: " + problem));
        }
        List<Part.Fact> about = new ArrayList<>();
        about.add(new Part.Fact("Account", move.account() + ", " + move.kind()));
        about.add(new Part.Fact("Server", move.host()));
        about.add(new Part.Fact("Mail library", move.library(), true));
        about.add(new Part.Fact("Order", order()));
        about.add(new Part.Fact("Changed so far", move.changed()));
        about.add(new Part.Fact("Report made", times.words(move.madeAt())));
        parts.add(new Part.Facts(about));
    }

    /// What a person who reads no further is to know.
    private void summary() {
        for (MoveRecord.Place p : move.places()) {
            parts.add(
                    new Part.Text(
                            p.name()
                                    + ": "
                                    + number(p.proven())
                                    + " of "
                                    + count(p.found(), "message")
                                    + " proven, "
                                    + number(p.approved())
                                    + " approved, "
                                    + number(p.left())
                                    + " left."));
        }
    }

    private String order() {
        return switch (move.order()) {
            case "side by side" -> "Side by side: the old account stays until the new is proven";
            case "switch" -> "Switch: the old account goes before the new one comes";
            default -> move.order();
        };
    }

    private void found() {
        parts.add(new Part.Heading(2, "What was found, and where it is"));
        if (move.places().isEmpty()) {
            parts.add(new Part.Text("Nothing was compared yet, so nothing is proven."));
            return;
        }
        parts.add(
                new Part.Tally(
                        "Messages of this Mac in each place. Found = proven + approved + left.",
                        move.places().stream()
                                .map(
                                        p ->
                                                new Part.Balance(
                                                        p.name(),
                                                        p.found(),
                                                        p.proven(),
                                                        p.approved(),
                                                        p.left()))
                                .toList()));
        parts.add(
                new Part.Table(
                        "When each place was compared with this Mac",
                        List.of(
                                new Part.Column("Place", HEAD),
                                new Part.Column("Where it is", WORDS),
                                new Part.Column("Compared", WORDS),
                                new Part.Column("Other counts", WORDS)),
                        move.places().stream()
                                .map(
                                        p ->
                                                List.of(
                                                        p.name(),
                                                        p.address(),
                                                        times.words(p.comparedAt()),
                                                        p.witnesses().isEmpty()
                                                                ? "nothing to add"
                                                                : String.join(" ", p.witnesses())))
                                .toList()));
    }

    private void grades() {
        if (move.places().isEmpty()) {
            return;
        }
        parts.add(new Part.Heading(2, "How strongly it is proven"));
        List<Part.Column> columns = new ArrayList<>();
        columns.add(new Part.Column("Grade", HEAD));
        columns.add(new Part.Column("What it means", WORDS));
        columns.add(new Part.Column("Counts as", WORDS));
        move.places().forEach(p -> columns.add(new Part.Column(p.name(), NUMBER)));
        List<List<String>> rows = new ArrayList<>();
        for (Bucket bucket : Grades.ORDER) {
            List<String> row = new ArrayList<>();
            row.add(Grades.words(bucket));
            row.add(Grades.meaning(bucket));
            row.add(bucket.proven() ? "proven" : "left, unless approved");
            move.places()
                    .forEach(p -> row.add(number(p.buckets().getOrDefault(bucket.json(), 0L))));
            rows.add(row);
        }
        List<String> sum = new ArrayList<>(List.of("found", "The sum of all grades.", ""));
        move.places().forEach(p -> sum.add(number(p.found())));
        rows.add(sum);
        parts.add(new Part.Table("Messages of this Mac by grade", columns, rows));
        rewrites();
    }

    /// Exchange gives back another message than it was given: what a person may see of that.
    private void rewrites() {
        List<List<String>> rows = new ArrayList<>();
        for (MoveRecord.Place place : move.places()) {
            new TreeMap<>(place.rewrites())
                    .forEach(
                            (did, messages) ->
                                    rows.add(List.of(place.name(), did.text(), number(messages))));
        }
        if (!rows.isEmpty()) {
            parts.add(
                    new Part.Table(
                            "What the server wrote anew, with nothing missing",
                            List.of(
                                    new Part.Column("Place", HEAD),
                                    new Part.Column("What it did", WORDS),
                                    new Part.Column("Messages", NUMBER)),
                            rows));
        }
    }

    private void approvals() {
        parts.add(new Part.Heading(2, "What was approved, by whom and why"));
        if (move.approvals().isEmpty()) {
            parts.add(new Part.Text("Nothing was approved: nobody had to take anything on trust."));
            return;
        }
        parts.add(
                new Part.Text(
                        "An approval holds for exactly the messages that it was given for. Its"
                                + " digest is the SHA-256 of their list; a message more is not"
                                + " approved."));
        parts.add(
                new Part.Table(
                        "Approvals",
                        List.of(
                                new Part.Column("What", HEAD),
                                new Part.Column("Messages", NUMBER),
                                new Part.Column("Place", WORDS),
                                new Part.Column("By", WORDS),
                                new Part.Column("Why", WORDS),
                                new Part.Column("When", WORDS),
                                new Part.Column("List", CODE)),
                        move.approvals().stream().map(this::approval).toList()));
    }

    private List<String> approval(MoveRecord.Approval a) {
        return List.of(
                a.cause(),
                number(a.messages()),
                a.place(),
                a.by(),
                a.reason(),
                times.words(a.at()),
                start(a.digest()));
    }

    private void left() {
        parts.add(new Part.Heading(2, "What is not proven"));
        boolean any = false;
        for (MoveRecord.Place place : move.places()) {
            MoveFigures.OfPlace figures = facts.figures().of(place);
            if (!figures.causes().isEmpty()) {
                any = true;
                parts.add(causes(place, figures));
            }
            if (!figures.shown().isEmpty()) {
                parts.add(shown(place, figures));
            }
        }
        if (any) {
            parts.add(
                    new Part.Text(
                            count(facts.figures().exceptions(), "line")
                                    + " in exceptions.csv, which opens in any spreadsheet: each"
                                    + " message that is not proven, approved or not."));
        } else if (!move.places().isEmpty()) {
            parts.add(new Part.Text("Nothing: every message that was found is proven."));
        } else {
            parts.add(new Part.Text("Not known: nothing was compared yet."));
        }
    }

    private Part causes(MoveRecord.Place place, MoveFigures.OfPlace figures) {
        List<List<String>> rows = new ArrayList<>();
        figures.causes()
                .forEach(
                        (bucket, cause) ->
                                rows.add(
                                        List.of(
                                                Grades.words(bucket),
                                                number(cause.left() + cause.approved()),
                                                number(cause.approved()),
                                                number(cause.left()),
                                                cause.oldest().map(times::day).orElse("no date"),
                                                cause.newest().map(times::day).orElse("no date"))));
        return new Part.Table(
                place.name() + ": not proven, by grade",
                List.of(
                        new Part.Column("Grade", HEAD),
                        new Part.Column("Messages", NUMBER),
                        new Part.Column("Approved", NUMBER),
                        new Part.Column("Left", NUMBER),
                        new Part.Column("Oldest", DAY),
                        new Part.Column("Newest", DAY)),
                rows);
    }

    private Part shown(MoveRecord.Place place, MoveFigures.OfPlace figures) {
        List<List<String>> rows = new ArrayList<>();
        for (MoveRecord.Left left : figures.shown()) {
            rows.add(
                    List.of(
                            left.subject().isEmpty() ? "(no subject)" : left.subject(),
                            left.from(),
                            left.date().map(times::day).orElse("no date"),
                            left.folder(),
                            Grades.words(left.bucket()) + ". " + left.reason()));
        }
        String which =
                place.left() > rows.size()
                        ? "the first " + rows.size() + " of " + count(place.left(), "message")
                        : count(place.left(), "message");
        return new Part.Table(
                place.name() + ": left, " + which,
                List.of(
                        new Part.Column("Subject", HEAD),
                        new Part.Column("From", WORDS),
                        new Part.Column("Date", DAY),
                        new Part.Column("Folder", WORDS),
                        new Part.Column("Why", WORDS)),
                rows);
    }

    private void gate() {
        if (move.gate().isEmpty()) {
            return;
        }
        parts.add(new Part.Heading(2, "The conditions for removing the account"));
        parts.add(
                new Part.Table(
                        "Each condition, as it was seen last",
                        List.of(
                                new Part.Column("Condition", HEAD),
                                new Part.Column("Stands", WORDS),
                                new Part.Column("Evidence", WORDS),
                                new Part.Column("Seen", WORDS)),
                        move.gate().stream().map(this::condition).toList()));
    }

    private List<String> condition(View.Condition c) {
        return List.of(
                c.word(),
                standing(c.standing()),
                c.by().isEmpty() ? c.evidence() : c.evidence() + " Approved: " + c.by(),
                c.at().map(times::words).orElse("never"));
    }

    private static String standing(View.Standing standing) {
        return switch (standing) {
            case PROVEN -> "✓ Proven";
            case APPROVED -> "◆ Approved";
            case STOPS -> "▮ Stops";
            case UNKNOWN -> "○ Not looked at";
            case PLAIN -> "Noted";
        };
    }

    private void notChecked() {
        parts.add(new Part.Heading(2, "What was not checked"));
        parts.add(new Part.Text("Nothing is said of the following, neither good nor bad."));
        parts.add(new Part.Items(move.notChecked()));
    }

    /// The beginning of a digest, for a table.
    static String start(String digest) {
        return digest.length() <= 16 ? digest : digest.substring(0, 16);
    }
}
