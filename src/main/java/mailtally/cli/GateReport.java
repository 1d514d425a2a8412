package mailtally.cli;

import java.io.PrintStream;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import mailtally.gate.Clearance;
import mailtally.gate.Finding;
import mailtally.journey.Clearing;
import mailtally.journey.View;
import mailtally.report.Plain;
import mailtally.report.ReportJson;
import mailtally.report.ReportText;
import mailtally.report.Version;
import tools.jackson.core.JsonGenerator;

/// What the gate said, for a person or a program.
final class GateReport {
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm");

    private final Console console;
    private final CommonOptions options;

    GateReport(Console console, CommonOptions options) {
        this.console = console;
        this.options = options;
    }

    void print(String command, Clearing.Outcome outcome) {
        if (options.json()) {
            json(command, outcome);
        } else {
            text(outcome);
        }
    }

    private void text(Clearing.Outcome outcome) {
        PrintStream out = console.out();
        View view = outcome.view();
        out.println("Is it safe to remove " + Plain.text(view.account()) + " now?");
        out.println();
        for (View.Row row : view.tally()) {
            out.println(
                    String.format(
                            Locale.ROOT,
                            "  %-12s %10s found %10s proven %8s approved %8s left",
                            row.place(),
                            number(row.found()),
                            number(row.proven()),
                            number(row.approved()),
                            number(row.left())));
        }
        out.println();
        for (Finding finding : outcome.decision().findings()) {
            String word =
                    switch (finding.colour()) {
                        case GREEN -> "Proven";
                        case AMBER -> "Approved";
                        case RED -> "Stops";
                    };
            line(word + ": " + finding.condition().words() + ". " + finding.evidence());
            if (!finding.by().isEmpty()) {
                line("        by " + finding.by());
            }
            if (!finding.next().isEmpty()) {
                line("        next: " + finding.next());
            }
        }
        outcome.notes().forEach(this::line);
        out.println();
        out.println(
                outcome.decision()
                        .clearance()
                        .map(GateReport::yes)
                        .orElse("Not yet. Nothing was removed, and nothing may be."));
    }

    private static String yes(Clearance clearance) {
        return "Yes, until "
                + CLOCK.format(clearance.until().atZone(ZoneId.systemDefault()))
                + (clearance.approved() == 0
                        ? "."
                        : ", " + ReportText.number(clearance.approved()) + " by approval.")
                + " Remove it with mailtally remove, which looks again before and afterwards.";
    }

    private void line(String text) {
        console.out()
                .println(Plain.folded("  " + Plain.text(text), "          ", console.columns()));
    }

    private static String number(java.util.Optional<Long> count) {
        return count.map(ReportText::number).orElse("-");
    }

    private void json(String command, Clearing.Outcome outcome) {
        try (JsonGenerator json = ReportJson.generator(console.out())) {
            json.writeStartObject();
            json.writeStringProperty("command", command);
            json.writeStringProperty("version", Version.text());
            json.writeStringProperty("account", outcome.view().account());
            json.writeBooleanProperty("cleared", outcome.decision().clearance().isPresent());
            outcome.decision()
                    .clearance()
                    .ifPresent(
                            clearance -> {
                                json.writeStringProperty("until", clearance.until().toString());
                                json.writeNumberProperty("approved", clearance.approved());
                            });
            json.writeArrayPropertyStart("tally");
            outcome.view().tally().forEach(row -> row(json, row));
            json.writeEndArray();
            json.writeArrayPropertyStart("conditions");
            for (Finding finding : outcome.decision().findings()) {
                json.writeStartObject();
                json.writeStringProperty("condition", finding.condition().name());
                json.writeStringProperty("colour", finding.colour().name());
                json.writeStringProperty("evidence", finding.evidence());
                json.writeStringProperty("by", finding.by());
                json.writeStringProperty("next", finding.next());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeArrayPropertyStart("notes");
            outcome.notes().forEach(json::writeString);
            json.writeEndArray();
            json.writeEndObject();
        }
        console.out().println();
    }

    private static void row(JsonGenerator json, View.Row row) {
        json.writeStartObject();
        json.writeStringProperty("place", row.place());
        number(json, "found", row.found());
        number(json, "proven", row.proven());
        number(json, "approved", row.approved());
        number(json, "left", row.left());
        json.writeEndObject();
    }

    /// What is not known is null, never 0.
    private static void number(JsonGenerator json, String name, java.util.Optional<Long> count) {
        if (count.isPresent()) {
            json.writeNumberProperty(name, count.get());
        } else {
            json.writeNullProperty(name);
        }
    }
}
