package mailtally.backup;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.CRC32C;
import mailtally.message.Digests;
import mailtally.message.MissingPart;
import mailtally.store.Completeness;
import mailtally.store.Finding;
import mailtally.store.FolderPath;
import mailtally.store.Holding;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/// Writes the lines of messages.jsonl, one a holding; docs/formats-bag.md describes them. Each line
/// ends with a check of its own (CRC-32C of the bytes before it), so that damage to the file names
/// the message whose line it hit. Used by one thread.
final class LineWriter {
    /// More missing parts or findings of one message than this are counted, not listed.
    private static final int LIST_LIMIT = 1000;

    private static final int TEXT_LIMIT_CHARS = 4096;

    private final JsonFactory factory = new JsonFactory();
    private final ByteArrayOutputStream line = new ByteArrayOutputStream(1024);
    private final OutputStream out;
    private final FolderPath folder;

    LineWriter(OutputStream out, FolderPath folder) {
        this.out = out;
        this.folder = folder;
    }

    /// A message that stands in the package.
    void message(Entry entry, Digests digests) throws IOException {
        try (JsonGenerator json = begin(entry)) {
            json.writeNumberProperty("offset", entry.offset());
            json.writeNumberProperty("lengthBytes", entry.lengthBytes());
            json.writeStringProperty("exact", digests.exact().hex());
            json.writeStringProperty("raw", digests.raw().hex());
            if (!digests.core().equals(digests.raw())) {
                json.writeStringProperty("core", digests.core().hex());
            }
            if (!digests.wire().equals(digests.core())) {
                json.writeStringProperty("wire", digests.wire().hex());
            }
            json.writeNumberProperty("sizeBytes", digests.sizeBytes());
            json.writeStringProperty("lineEnds", digests.lineEnds().name());
            json.writeNumberProperty("finalNewlines", digests.finalNewlines());
            if (entry.extraFile().isPresent()) {
                json.writeStringProperty("exactFile", entry.extraFile().get());
            }
            json.writeStringProperty("envelopeSender", entry.envelopeSender());
            holding(json, entry.holding());
            mail(json, "messageId", digests.envelope().messageId());
            mail(json, "subject", digests.envelope().subject());
            if (digests.envelope().dateMs().isPresent()) {
                json.writeStringProperty(
                        "date", Instant.ofEpochMilli(digests.envelope().dateMs().get()).toString());
            }
            json.writeEndObject();
        }
        end();
    }

    /// A holding that is no readable message.
    void unreadable(Entry entry, String reason) throws IOException {
        try (JsonGenerator json = begin(entry)) {
            json.writeName("unreadable");
            JsonText.write(json, cut(reason));
            if (entry.extraFile().isPresent()) {
                json.writeStringProperty("rawFile", entry.extraFile().get());
                json.writeStringProperty("rawFileSha256", entry.extraDigest().orElseThrow().hex());
            }
            holding(json, entry.holding());
            json.writeEndObject();
        }
        end();
    }

    private JsonGenerator begin(Entry entry) {
        line.reset();
        JsonGenerator json = factory.createGenerator(ObjectWriteContext.empty(), line);
        json.writeStartObject();
        json.writeStringProperty("package", entry.packageFile());
        json.writeNumberProperty("number", entry.number());
        json.writeArrayPropertyStart("folder");
        folder.names().forEach(name -> JsonText.write(json, name));
        json.writeEndArray();
        return json;
    }

    /// Puts the check before the closing brace.
    private void end() throws IOException {
        byte[] bytes = line.toByteArray();
        int length = bytes.length - 1;
        CRC32C check = new CRC32C();
        check.update(bytes, 0, length);
        String hex = HexFormat.of().toHexDigits((int) check.getValue());
        out.write(bytes, 0, length);
        out.write((",\"check\":\"" + hex + "\"}\n").getBytes(StandardCharsets.US_ASCII));
    }

    private static void holding(JsonGenerator json, Holding holding) {
        json.writeStringProperty("locator", holding.locator().value());
        text(json, "flags", holding.flags().text());
        if (holding.flags().appleRaw().isPresent()) {
            json.writeNumberProperty("appleFlags", holding.flags().appleRaw().getAsLong());
        }
        if (holding.internalDate().isPresent()) {
            json.writeStringProperty("internalDate", holding.internalDate().get().toString());
        }
        if (holding.remoteId().isPresent()) {
            json.writeName("remoteId");
            JsonText.write(json, holding.remoteId().get());
        }
        completeness(json, holding.completeness());
        if (!holding.findings().isEmpty()) {
            findings(json, holding.findings());
        }
    }

    private static void completeness(JsonGenerator json, Completeness completeness) {
        switch (completeness) {
            case Completeness.Whole() -> {}
            case Completeness.Rebuilt(int parts, boolean lengthsMatch) -> {
                json.writeObjectPropertyStart("rebuilt");
                json.writeNumberProperty("parts", parts);
                json.writeBooleanProperty("lengthsMatch", lengthsMatch);
                json.writeEndObject();
            }
            case Completeness.Completed(int parts, String address) -> {
                json.writeObjectPropertyStart("completed");
                json.writeNumberProperty("parts", parts);
                text(json, "address", address);
                json.writeEndObject();
            }
            case Completeness.Incomplete(List<MissingPart> missing) -> {
                json.writeArrayPropertyStart("missingParts");
                missing.stream().limit(LIST_LIMIT).forEach(part -> missingPart(json, part));
                json.writeEndArray();
            }
            case Completeness.HeadersOnly _ ->
                    throw new IllegalArgumentException("a header alone is no backup");
            case Completeness.CutShort(long announcedBytes, long presentBytes) -> {
                json.writeObjectPropertyStart("cutShort");
                json.writeNumberProperty("announcedBytes", announcedBytes);
                json.writeNumberProperty("presentBytes", presentBytes);
                json.writeEndObject();
            }
        }
    }

    private static void missingPart(JsonGenerator json, MissingPart part) {
        json.writeStartObject();
        text(json, "partNumber", part.partNumber());
        text(json, "mediaType", part.mediaType());
        json.writeNumberProperty("encodedBytes", part.encodedBytes());
        text(json, "fileName", part.fileName());
        json.writeEndObject();
    }

    /// An array `findings` of the object that is open.
    static void findings(JsonGenerator json, List<Finding> findings) {
        json.writeArrayPropertyStart("findings");
        findings.stream().limit(LIST_LIMIT).forEach(finding -> finding(json, finding));
        if (findings.size() > LIST_LIMIT) {
            int more = findings.size() - LIST_LIMIT;
            finding(json, Finding.doubt("There are " + more + " more findings, not listed here."));
        }
        json.writeEndArray();
    }

    private static void finding(JsonGenerator json, Finding finding) {
        json.writeStartObject();
        json.writeStringProperty("weight", finding.weight().name());
        text(json, "text", finding.text());
        json.writeEndObject();
    }

    private static void text(JsonGenerator json, String name, String text) {
        json.writeName(name);
        JsonText.write(json, cut(text));
    }

    private static void mail(JsonGenerator json, String name, String bytes) {
        if (!bytes.isEmpty()) {
            json.writeName(name);
            JsonText.writeMailBytes(json, bytes);
        }
    }

    private static String cut(String text) {
        return text.length() <= TEXT_LIMIT_CHARS
                ? text
                : text.substring(0, TEXT_LIMIT_CHARS) + " (cut)";
    }
}
