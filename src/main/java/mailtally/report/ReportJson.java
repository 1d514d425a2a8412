package mailtally.report;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import mailtally.tally.Bucket;
import mailtally.tally.Counts;
import mailtally.tally.Exceptional;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonWriteFeature;

/// Writes a report as the one JSON object that scripts rely on (docs/formats.md). Keys keep their
/// meaning; new ones may come.
public final class ReportJson {
    /// Characters beyond ASCII are escaped: what acts on a terminal cannot come out.
    private static final JsonFactory FACTORY =
            JsonFactory.builder()
                    .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
                    .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
                    .build();

    private ReportJson() {}

    /// A generator for one object on `out`, which stays open.
    public static JsonGenerator generator(OutputStream out) {
        return FACTORY.createGenerator(tools.jackson.core.ObjectWriteContext.empty(), out);
    }

    /// Writes the report and a line end.
    public static void write(Report report, OutputStream out) throws IOException {
        try (JsonGenerator json = generator(out)) {
            json.writeStartObject();
            json.writeStringProperty("command", report.command());
            json.writeStringProperty("version", Version.text());
            json.writeStringProperty("source", report.source());
            if (report.target().isPresent()) {
                json.writeStringProperty("target", report.target().get());
            }
            json.writeStringProperty("verdict", report.verdict().name());
            json.writeObjectPropertyStart("counts");
            counts(json, report.counts());
            json.writeNumberProperty("approved", 0);
            json.writeNumberProperty("copied", report.copied());
            json.writeEndObject();
            json.writeBooleanProperty("balanced", report.counts().balanced());
            json.writeNumberProperty("bytes", report.bytes());
            json.writeNumberProperty("seconds", Math.round(report.seconds() * 1000) / 1000.0);
            if (report.bag().isPresent()) {
                json.writeStringProperty("bag", report.bag().get());
            }
            lists(json, report);
            json.writeEndObject();
        }
        out.write('\n');
        out.flush();
    }

    private static void lists(JsonGenerator json, Report report) throws IOException {
        json.writeArrayPropertyStart("folders");
        for (Map.Entry<String, Counts> folder : report.folders().entrySet()) {
            json.writeStartObject();
            json.writeStringProperty("folder", folder.getKey());
            counts(json, folder.getValue());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeArrayPropertyStart("witnesses");
        for (Report.FolderWitness witness : report.witnesses()) {
            json.writeStartObject();
            json.writeStringProperty("folder", witness.folder());
            json.writeStringProperty("kind", witness.witness().kind());
            json.writeNumberProperty("count", witness.witness().count());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeArrayPropertyStart("exceptions");
        report.exceptions().each(exception -> exception(json, exception));
        json.writeEndArray();
        warnings(json, report, "warnings", true);
        warnings(json, report, "doubts", false);
    }

    /// All warnings, or those alone that stand in the way of a proof.
    private static void warnings(JsonGenerator json, Report report, String name, boolean all)
            throws IOException {
        json.writeArrayPropertyStart(name);
        report.warnings()
                .each(
                        w -> {
                            if (all || w.blocking()) {
                                json.writeString(w.sentence(w.locator()));
                            }
                        });
        json.writeEndArray();
    }

    private static void counts(JsonGenerator json, Counts counts) {
        json.writeNumberProperty("found", counts.found());
        for (Bucket bucket : Bucket.values()) {
            json.writeNumberProperty(bucket.json(), counts.of(bucket));
        }
    }

    private static void exception(JsonGenerator json, Exceptional exception) {
        json.writeStartObject();
        json.writeStringProperty("folder", exception.folder());
        json.writeStringProperty("locator", exception.locator());
        json.writeStringProperty("grade", exception.bucket().name());
        json.writeStringProperty("reason", exception.reason());
        json.writeStringProperty("messageId", exception.messageId());
        json.writeStringProperty("subject", exception.subject());
        if (exception.date().isPresent()) {
            json.writeStringProperty("date", exception.date().get().toString());
        } else {
            json.writeNullProperty("date");
        }
        json.writeEndObject();
    }
}
