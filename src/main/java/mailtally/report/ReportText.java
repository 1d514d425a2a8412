package mailtally.report;

import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import mailtally.tally.Bucket;
import mailtally.tally.Counts;
import mailtally.tally.Exceptional;

/// Writes a report for a person: the answer first, then the tally, then what is left and why.
public final class ReportText {
    private static final long BYTES_PER_KB = 1_000;
    private static final long BYTES_PER_MB = 1_000_000;
    private static final int MOST_LISTED = 20;
    private static final String NOT_THERE = "The target has no such message.";
    private static final int FOLDER_COLUMNS = 60;

    private final PrintStream out;
    private final boolean everything;
    private final int columns;

    /// @param everything lists all that is left, however much
    /// @param columns how long a line may be
    public ReportText(PrintStream out, boolean everything, int columns) {
        this.out = out;
        this.everything = everything;
        this.columns = columns;
    }

    /// Writes it.
    public void write(Report report, String question) throws IOException {
        Counts all = report.counts();
        long proven = proven(all);
        out.println(Plain.folded(question, "", columns));
        out.println(
                report.verdict() == Verdict.PROVEN
                        ? "Yes: " + number(proven) + " of " + number(all.found()) + how(report)
                        : number(proven)
                                + " of "
                                + number(all.found())
                                + (proven == 1 ? " is proven. " : " are proven. ")
                                + number(all.found() - proven)
                                + (all.found() - proven == 1 ? " is left." : " are left."));
        out.println();
        table(report.folders(), all);
        causes(all);
        if (report.command().equals("copy")) {
            out.println(put(report));
            out.println();
        }
        exceptions(report);
        warnings(report);
        report.bag().ifPresent(bag -> out.println("Backup: " + Plain.text(bag)));
        out.println(verdict(report));
    }

    private static String put(Report report) {
        long copied = report.copied();
        if (copied == 0) {
            return report.verdict() == Verdict.PROVEN
                    ? "Nothing had to be put there."
                    : "0 messages put there by this run and proven.";
        }
        return copied == 1
                ? "1 message put there by this run, read back and proven."
                : number(copied) + " messages put there by this run, each read back and proven.";
    }

    private static String how(Report report) {
        return switch (report.command()) {
            case "backup" -> ", each read back by a second reader.";
            case "verify" -> ", every byte as it was sealed.";
            default -> ", each compared whole.";
        };
    }

    /// A count with its thousands set apart.
    public static String number(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    /// A length as people say it; never less than it is below a megabyte.
    public static String size(long bytes) {
        return bytes < BYTES_PER_MB
                ? number((bytes + BYTES_PER_KB - 1) / BYTES_PER_KB) + " KB"
                : String.format(Locale.ROOT, "%,.1f MB", (double) bytes / BYTES_PER_MB);
    }

    /// A count with the noun for it: `1 message`, `2 messages`.
    public static String count(long count, String noun) {
        return number(count) + " " + noun + (count == 1 ? "" : "s");
    }

    private static long proven(Counts counts) {
        long proven = 0;
        for (Bucket bucket : Bucket.values()) {
            proven += bucket.proven() ? counts.of(bucket) : 0;
        }
        return proven;
    }

    private void table(Map<String, Counts> folders, Counts all) {
        List<String[]> rows = new ArrayList<>();
        rows.add(new String[] {"folder", "found", "proven", "left"});
        folders.forEach((name, counts) -> rows.add(row(Plain.tail(name, FOLDER_COLUMNS), counts)));
        if (folders.size() != 1) {
            rows.add(row("in all", all));
        }
        int widest = rows.stream().mapToInt(r -> Plain.columns(r[0])).max().orElse(0);
        for (String[] row : rows) {
            String pad = " ".repeat(widest - Plain.columns(row[0]));
            out.println(
                    String.format(
                            Locale.ROOT,
                            "  %s%s  %10s %10s %10s",
                            row[0],
                            pad,
                            row[1],
                            row[2],
                            row[3]));
        }
        out.println();
    }

    private static String[] row(String name, Counts counts) {
        long proven = proven(counts);
        return new String[] {
            name, number(counts.found()), number(proven), number(counts.found() - proven)
        };
    }

    private void causes(Counts all) {
        if (all.found() == 0) {
            return;
        }
        for (Bucket bucket : Bucket.values()) {
            if (all.of(bucket) > 0) {
                out.println(
                        String.format(
                                Locale.ROOT, "  %10s %s", number(all.of(bucket)), words(bucket)));
            }
        }
        out.println();
    }

    /// What a bucket is called to a person.
    public static String words(Bucket bucket) {
        return switch (bucket) {
            case IDENTICAL -> "byte for byte the same";
            case SAME_CONTENT -> "same content";
            case PARTLY -> "part missing";
            case HEADERS_ONLY -> "looks the same, not compared";
            case MISSING -> "not there";
            case DUPLICATE -> "second copy";
            case FILED_ELSEWHERE -> "safe, in another folder";
            case UNREADABLE -> "cannot be read";
        };
    }

    private void exceptions(Report report) throws IOException {
        Listing listing = new Listing("Left:");
        report.exceptions().each(exception -> listing.line(line(exception)));
        listing.end();
    }

    private static String line(Exceptional e) {
        String subject =
                e.subject().isEmpty() ? "(no subject)" : "'" + Plain.text(e.subject(), 60) + "'";
        String date = e.date().map(d -> d.toString().substring(0, 10)).orElse("no date");
        return Plain.tail(e.folder(), FOLDER_COLUMNS)
                + ", "
                + date
                + ", "
                + subject
                + ": "
                + words(e.bucket())
                + "."
                + Plain.text(reason(e), 300)
                + " ["
                + Plain.place(e.locator())
                + "]";
    }

    /// What its bucket does not say already.
    private static String reason(Exceptional e) {
        String reason =
                e.bucket() == Bucket.MISSING ? e.reason().replace(NOT_THERE, "") : e.reason();
        return reason.isBlank() ? "" : " " + reason.strip();
    }

    private void warnings(Report report) throws IOException {
        Listing doubts = new Listing("In the way of a proof:");
        Listing notes = new Listing("Worth knowing:");
        report.warnings().each(w -> doubts.line(w.blocking(), sentence(w)));
        doubts.end();
        report.warnings().each(w -> notes.line(!w.blocking(), sentence(w)));
        notes.end();
    }

    private static String sentence(Report.Warning warning) {
        return Plain.text(warning.sentence(Plain.place(warning.locator())), 500);
    }

    private static String verdict(Report report) {
        return switch (report.verdict()) {
            case PROVEN -> "Proven.";
            case NOT_PROVEN -> "Not proven.";
            case FAILED -> "Not finished.";
        };
    }

    /// A list with a headline that is cut after some lines.
    private final class Listing {
        private final String headline;
        private long lines;

        Listing(String headline) {
            this.headline = headline;
        }

        void line(boolean belongs, String text) {
            if (belongs) {
                line(text);
            }
        }

        void line(String text) {
            if (lines++ == 0) {
                out.println(headline);
            }
            if (everything || lines <= MOST_LISTED) {
                out.println(Plain.folded("  " + text, "      ", columns));
            }
        }

        void end() {
            if (!everything && lines > MOST_LISTED) {
                out.println(
                        "  and "
                                + number(lines - MOST_LISTED)
                                + " more: --verbose lists them all, --json for programs.");
            }
            if (lines > 0) {
                out.println();
            }
        }
    }
}
