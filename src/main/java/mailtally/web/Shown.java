package mailtally.web;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import mailtally.journey.Exceptions;
import mailtally.journey.View;
import mailtally.report.Plain;

/// A view as the templates draw it: numbers, times and sizes as text, and text from mail with what
/// does not show written out. The templates escape markup.
///
/// @param csrf what each form carries
/// @param notice why the last press was not done; empty where it was
record Shown(View view, String csrf, String notice, Clock clock) {
    private static final DateTimeFormatter HOURS = DateTimeFormatter.ofPattern("HH:mm", Locale.UK);
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("d MMM yyyy", Locale.UK);
    private static final Pattern LINE = Pattern.compile("\r\n|\r|\n");
    private static final long DAY_SECONDS = 86_400;

    /// What the browser shows on its tab.
    String title() {
        String step = view.screen().step().word();
        Optional<Long> left =
                view.tally().stream()
                        .flatMap(r -> r.left().stream())
                        .filter(n -> n > 0)
                        .findFirst()
                        .or(
                                () ->
                                        view.tally().stream()
                                                .flatMap(r -> r.left().stream())
                                                .findFirst());
        return left.map(n -> number(n) + " left, " + step).orElse(step + ", Mailtally");
    }

    /// The tally, with dashes before there is one.
    ///
    /// @param hatch begins the names of the bars' patterns
    List<Row> rows(String hatch) {
        List<View.Row> known =
                view.tally().isEmpty() ? List.of(none("Server"), none("Backup")) : view.tally();
        List<Row> rows = new ArrayList<>();
        for (View.Row row : known) {
            rows.add(Row.of(row, hatch + rows.size()));
        }
        return rows;
    }

    private static View.Row none(String place) {
        Optional<Long> unknown = Optional.empty();
        return new View.Row(place, unknown, unknown, unknown, unknown, false);
    }

    /// The tally in one line: the first place of which something is left, else the first.
    String summary() {
        List<Row> rows = rows("");
        for (int i = 0; i < view.tally().size(); i++) {
            if (view.tally().get(i).left().orElse(0L) > 0) {
                return summary(rows.get(i));
            }
        }
        return summary(rows.getFirst());
    }

    private static String summary(Row row) {
        return row.place() + ": " + row.found() + " found, " + row.left() + " left";
    }

    /// The answer to "Safe to remove now?".
    Answer safe() {
        return Answer.of(view.safe(), clock.instant(), clock.getZone());
    }

    /// What must be heard at once, and is not said by the answer above it already.
    String alert() {
        boolean said = view.safe() instanceof View.Safe.NoLonger;
        return said ? "" : view.alert().map(Shown::visible).orElse("");
    }

    /// "Step 3 of 10: Check".
    String whichStep() {
        return view.steps().stream()
                .filter(s -> s.mark() == View.Mark.CURRENT)
                .findFirst()
                .map(
                        s ->
                                "Step "
                                        + s.number()
                                        + " of "
                                        + view.steps().size()
                                        + ": "
                                        + s.step().word())
                .orElse("Steps");
    }

    /// How far work is, in one line.
    String progress(View.Work work) {
        StringBuilder line = new StringBuilder(number(work.done()));
        line.append(
                work.expected()
                        .map(n -> " of " + number(n) + " messages")
                        .orElse(" messages so far"));
        for (String more : List.of(work.rate(), work.left())) {
            line.append(more.isEmpty() ? "" : ", " + visible(more));
        }
        return line.toString();
    }

    /// Oldest and newest of a cause.
    String extent(View.Cause cause) {
        if (cause.oldest().isEmpty() || cause.newest().isEmpty()) {
            return "no dates known";
        }
        String oldest = date(cause.oldest());
        String newest = date(cause.newest());
        return oldest.equals(newest) ? oldest : oldest + " to " + newest;
    }

    /// A message's subject, or what stands for it.
    String subject(Exceptions.Left message) {
        return message.subject().isBlank() ? "(no subject)" : visible(message.subject());
    }

    String text(String text) {
        return visible(text);
    }

    /// Several lines, each with nothing in it that acts.
    String lines(String text) {
        return String.join("\n", LINE.splitAsStream(text).map(Shown::visibleLine).toList());
    }

    /// A tab is what a line may have.
    private static String visibleLine(String line) {
        return String.join(
                "\t", Pattern.compile("\t").splitAsStream(line).map(Plain::text).toList());
    }

    /// One line with nothing in it that acts.
    static String visible(String text) {
        return Plain.text(text);
    }

    String number(long count) {
        return digits(Optional.of(count));
    }

    static String digits(Optional<Long> count) {
        return count.map(n -> String.format(Locale.ROOT, "%,d", n)).orElse("–");
    }

    /// "3.1 MB".
    String size(long bytes) {
        if (bytes < 1000) {
            return bytes + " bytes";
        }
        double size = bytes;
        for (String unit : List.of("KB", "MB", "GB")) {
            size /= 1000;
            if (size < 999.95) {
                return String.format(Locale.ROOT, "%.1f %s", size, unit);
            }
        }
        return String.format(Locale.ROOT, "%.1f TB", size / 1000);
    }

    /// A time of today, or with its day where it was another.
    String clock(Instant at) {
        boolean today =
                Math.abs(at.getEpochSecond() - clock.instant().getEpochSecond()) < DAY_SECONDS;
        String hours = clock(at, clock.getZone());
        return today ? hours : date(Optional.of(at)) + ", " + hours;
    }

    static String clock(Instant at, ZoneId zone) {
        return HOURS.format(at.atZone(zone));
    }

    String date(Optional<Instant> at) {
        return at.map(t -> DAY.format(t.atZone(clock.getZone()))).orElse("no date");
    }

    String word(View.Standing standing) {
        return switch (standing) {
            case PROVEN -> "Proven";
            case APPROVED -> "Approved";
            case STOPS -> "Stops";
            case UNKNOWN -> "Not looked at";
            case PLAIN -> "";
        };
    }

    String style(View.Standing standing) {
        return standing.name().toLowerCase(Locale.ROOT);
    }

    String style(View.Mark mark) {
        return mark.name().toLowerCase(Locale.ROOT);
    }

    /// What a screen reader says of a step besides its name.
    String spoken(View.Mark mark) {
        return switch (mark) {
            case DONE -> ", settled";
            case CURRENT -> "";
            case LATER -> ", later";
            case SKIPPED -> ", nothing to do";
        };
    }
}
