package mailtally.report;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import mailtally.journey.MoveRecord;
import mailtally.journey.View;
import mailtally.message.Rewrite;
import mailtally.tally.Bucket;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.PrettyPrinter;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;

/// Writes the report of a move for programs (docs/formats.md): ASCII, a value a line.
final class MoveJson {
    static final String FORMAT = "mailtally report 1";

    private static final JsonFactory FACTORY =
            JsonFactory.builder()
                    .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
                    .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
                    .build();

    private static final ObjectWriteContext LINES =
            new ObjectWriteContext.Base() {
                @Override
                public PrettyPrinter getPrettyPrinter() {
                    DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
                    return new DefaultPrettyPrinter()
                            .withObjectIndenter(indenter)
                            .withArrayIndenter(indenter);
                }

                @Override
                public boolean hasPrettyPrinter() {
                    return true;
                }
            };

    private final JsonGenerator json;
    private final MoveFacts facts;
    private final MoveRecord move;
    private final Times times;

    private MoveJson(JsonGenerator json, MoveFacts facts) {
        this.json = json;
        this.facts = facts;
        this.move = facts.move();
        this.times = facts.times();
    }

    static void write(MoveFacts facts, OutputStream file) throws IOException {
        try (OutputStream out = new java.io.BufferedOutputStream(file)) {
            try (JsonGenerator json = FACTORY.createGenerator(LINES, out)) {
                new MoveJson(json, facts).write();
            }
            out.write('\n');
        }
    }

    private void write() {
        json.writeStartObject();
        json.writeStringProperty("format", FORMAT);
        json.writeBooleanProperty("redacted", facts.redacted());
        json.writeStringProperty("move", move.move());
        json.writeStringProperty("account", move.account());
        json.writeStringProperty("kind", move.kind());
        json.writeStringProperty("host", move.host());
        json.writeStringProperty("library", move.library());
        json.writeStringProperty("order", move.order());
        json.writeStringProperty("madeAt", times.exact(move.madeAt()));
        answer();
        json.writeStringProperty("changed", move.changed());
        strings("problems", facts.figures().problems());
        json.writeArrayPropertyStart("places");
        move.places().forEach(this::place);
        json.writeEndArray();
        json.writeArrayPropertyStart("approvals");
        move.approvals().forEach(this::approval);
        json.writeEndArray();
        json.writeArrayPropertyStart("gate");
        move.gate().forEach(this::condition);
        json.writeEndArray();
        strings("notChecked", move.notChecked());
        backup();
        json.writeObjectPropertyStart("versions");
        facts.versions().forEach(v -> json.writeStringProperty(v.getKey(), v.getValue()));
        json.writeEndObject();
        json.writeNumberProperty("exceptions", facts.figures().exceptions());
        chain();
        json.writeObjectPropertyStart("files");
        for (Map.Entry<String, String> file :
                facts.digests().entrySet().stream().sorted(Map.Entry.comparingByKey()).toList()) {
            json.writeStringProperty(file.getKey(), file.getValue());
        }
        json.writeEndObject();
        json.writeEndObject();
    }

    private void answer() {
        MoveAnswer.ForPrograms answer = MoveAnswer.ForPrograms.of(move.answer(), times);
        json.writeObjectPropertyStart("answer");
        json.writeStringProperty("says", answer.says());
        optional("at", answer.at());
        json.writeStringProperty("reason", answer.reason());
        json.writeEndObject();
    }

    private void place(MoveRecord.Place place) {
        json.writeStartObject();
        json.writeStringProperty("name", place.name());
        json.writeStringProperty("address", place.address());
        json.writeStringProperty("comparedAt", times.exact(place.comparedAt()));
        json.writeNumberProperty("found", place.found());
        json.writeNumberProperty("proven", place.proven());
        json.writeNumberProperty("approved", place.approved());
        json.writeNumberProperty("left", place.left());
        json.writeObjectPropertyStart("grades");
        for (Bucket bucket : Bucket.values()) {
            json.writeNumberProperty(
                    bucket.json(), place.buckets().getOrDefault(bucket.json(), 0L));
        }
        json.writeEndObject();
        json.writeArrayPropertyStart("rewrites");
        for (Map.Entry<Rewrite, Long> rewrite : new TreeMap<>(place.rewrites()).entrySet()) {
            json.writeStartObject();
            json.writeStringProperty("what", rewrite.getKey().text());
            json.writeNumberProperty("messages", rewrite.getValue());
            json.writeEndObject();
        }
        json.writeEndArray();
        strings("witnesses", place.witnesses());
        json.writeArrayPropertyStart("folders");
        for (MoveRecord.FolderLine folder : place.folders()) {
            long approved = facts.figures().of(place).approvedIn(folder);
            json.writeStartObject();
            json.writeStringProperty("folder", folder.folder());
            json.writeNumberProperty("found", folder.found());
            json.writeNumberProperty("proven", folder.proven());
            json.writeNumberProperty("approved", approved);
            json.writeNumberProperty("left", folder.found() - folder.proven() - approved);
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void approval(MoveRecord.Approval a) {
        json.writeStartObject();
        json.writeStringProperty("place", a.place());
        json.writeStringProperty("cause", a.cause());
        json.writeNumberProperty("messages", a.messages());
        json.writeStringProperty("by", a.by());
        json.writeStringProperty("reason", a.reason());
        json.writeStringProperty("at", times.exact(a.at()));
        json.writeStringProperty("digest", a.digest());
        json.writeEndObject();
    }

    private void condition(View.Condition c) {
        json.writeStartObject();
        json.writeStringProperty("condition", c.word());
        json.writeStringProperty("standing", c.standing().name());
        json.writeStringProperty("evidence", c.evidence());
        optional("at", c.at().map(times::exact));
        json.writeStringProperty("by", c.by());
        json.writeEndObject();
    }

    private void backup() {
        if (move.backup().isEmpty()) {
            json.writeNullProperty("backup");
            return;
        }
        MoveRecord.BackupRecord backup = move.backup().get();
        json.writeObjectPropertyStart("backup");
        json.writeStringProperty("folder", backup.folder());
        json.writeStringProperty("manifestDigest", backup.manifestDigest());
        json.writeStringProperty("sealedAt", times.exact(backup.sealedAt()));
        json.writeStringProperty("verifiedAt", times.exact(backup.verifiedAt()));
        json.writeStringProperty("verdict", backup.verdict());
        json.writeStringProperty("rehearsal", backup.rehearsal());
        json.writeEndObject();
    }

    private void chain() {
        json.writeObjectPropertyStart("chain");
        json.writeStringProperty("head", facts.chain().head());
        json.writeNumberProperty("count", move.events().size());
        json.writeNumberProperty("brokenAt", facts.brokenAt().orElse(0));
        json.writeEndObject();
        json.writeArrayPropertyStart("events");
        for (int i = 0; i < move.events().size(); i++) {
            MoveRecord.Event event = move.events().get(i);
            json.writeStartObject();
            json.writeNumberProperty("number", event.number());
            json.writeStringProperty("at", times.exact(event.at()));
            json.writeStringProperty("kind", event.kind());
            json.writeStringProperty("what", event.what());
            json.writeStringProperty("digest", facts.chain().digest(i));
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void strings(String name, List<String> values) {
        json.writeArrayPropertyStart(name);
        values.forEach(json::writeString);
        json.writeEndArray();
    }

    private void optional(String name, Optional<String> value) {
        if (value.isPresent()) {
            json.writeStringProperty(name, value.get());
        } else {
            json.writeNullProperty(name);
        }
    }
}
