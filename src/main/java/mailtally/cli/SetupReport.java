package mailtally.cli;

import mailtally.discovery.Discovered;
import mailtally.discovery.Evidence;
import mailtally.report.Plain;
import mailtally.report.ReportJson;
import mailtally.report.Version;
import tools.jackson.core.JsonGenerator;

/// Shows what `setup` found.
final class SetupReport {
    private static final int MOST_CHARS = 600;

    private final Console console;
    private final CommonOptions options;

    SetupReport(Console console, CommonOptions options) {
        this.console = console;
        this.options = options;
    }

    void print(Discovered found) {
        if (options.json()) {
            json(found);
        } else {
            text(found);
        }
    }

    private void text(Discovered found) {
        line("", "Where is the mailbox of " + found.address() + "?");
        line("", answer(found) + " " + found.because());
        found.doubts().forEach(doubt -> line("  ", "But: " + doubt));
        console.out().println();
        line("", "What was asked, and what answered:");
        for (Evidence one : found.evidence()) {
            line(one.taken() ? "  > " : "    ", one.asked());
            line("        ", one.answered() + ". " + one.means());
        }
    }

    private static String answer(Discovered found) {
        return switch (found.kind()) {
            case EXCHANGE_ONLINE -> "In Exchange Online: " + found.ews().orElseThrow() + ".";
            case EXCHANGE_SERVER -> "On an Exchange Server: " + found.ews().orElseThrow() + ".";
            case NOT_EXCHANGE ->
                    "Not in Exchange: "
                            + found.imap().map(i -> i.host() + " port " + i.port()).orElse("")
                            + " by IMAP.";
            case UNKNOWN -> "It was not found.";
        };
    }

    private void line(String indent, String text) {
        String folded =
                Plain.folded(
                        indent + Plain.text(text, MOST_CHARS),
                        " ".repeat(indent.length()),
                        console.columns());
        console.out().println(folded);
    }

    private void json(Discovered found) {
        try (JsonGenerator json = ReportJson.generator(console.out())) {
            json.writeStartObject();
            json.writeStringProperty("command", "setup");
            json.writeStringProperty("version", Version.text());
            json.writeStringProperty("address", found.address());
            json.writeStringProperty("kind", found.kind().name());
            found.ews().ifPresent(ews -> json.writeStringProperty("ews", ews.toString()));
            found.imap()
                    .ifPresent(
                            imap -> {
                                json.writeObjectPropertyStart("imap");
                                json.writeStringProperty("host", imap.host());
                                json.writeNumberProperty("port", imap.port());
                                json.writeBooleanProperty("tls", imap.tls());
                                json.writeEndObject();
                            });
            json.writeStringProperty("because", found.because());
            json.writeArrayPropertyStart("doubts");
            found.doubts().forEach(json::writeString);
            json.writeEndArray();
            json.writeArrayPropertyStart("evidence");
            for (Evidence one : found.evidence()) {
                json.writeStartObject();
                json.writeStringProperty("asked", one.asked());
                json.writeStringProperty("answered", one.answered());
                json.writeStringProperty("means", one.means());
                json.writeBooleanProperty("taken", one.taken());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        console.out().println();
    }
}
