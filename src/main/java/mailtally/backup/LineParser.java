package mailtally.backup;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.zip.CRC32C;
import mailtally.message.Flags;
import mailtally.message.LineEnds;
import mailtally.message.MissingPart;
import mailtally.message.Sha256;
import mailtally.store.Completeness;
import mailtally.store.Finding;
import mailtally.store.FolderPath;
import mailtally.store.Holding;
import mailtally.store.Locator;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/// Reads lines of messages.jsonl. Used by one thread.
final class LineParser {
    /// A longer line is damage.
    static final int LIMIT_BYTES = 16 << 20;

    private static final byte[] CHECK = ",\"check\":\"".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] CHECK_END = "\"}".getBytes(StandardCharsets.US_ASCII);
    private static final int CHECK_DIGITS = 8;

    private final JsonFactory factory = new JsonFactory();
    private String packageFile = "";
    private long number;
    private Optional<FolderPath> folder = Optional.empty();
    private long offset;
    private long lengthBytes;
    private Optional<Sha256> exact = Optional.empty();
    private Optional<Sha256> raw = Optional.empty();
    private long sizeBytes;
    private LineEnds lineEnds = LineEnds.LF;
    private long finalNewlines;
    private String envelopeSender = "";
    private Optional<String> extraFile = Optional.empty();
    private Optional<Sha256> extraDigest = Optional.empty();
    private Optional<String> unreadable = Optional.empty();
    private String locator = "";
    private String flags = "";
    private OptionalLong appleFlags = OptionalLong.empty();
    private Optional<Instant> internalDate = Optional.empty();
    private Optional<String> remoteId = Optional.empty();
    private Completeness completeness = Completeness.WHOLE;
    private List<Finding> findings = List.of();
    private String messageId = "";
    private String subject = "";
    private Optional<Instant> date = Optional.empty();

    /// True if the line's own check is right: then it is as it was written.
    ///
    /// @param to behind the line's last byte, without the line end
    static boolean checks(byte[] bytes, int from, int to) {
        int end = to - CHECK_END.length - CHECK_DIGITS - CHECK.length;
        if (end <= from
                || !matches(bytes, end, CHECK)
                || !matches(bytes, to - CHECK_END.length, CHECK_END)) {
            return false;
        }
        CRC32C check = new CRC32C();
        check.update(bytes, from, end - from);
        byte[] expected =
                HexFormat.of()
                        .toHexDigits((int) check.getValue())
                        .getBytes(StandardCharsets.US_ASCII);
        return matches(bytes, end + CHECK.length, expected);
    }

    /// The line's content, whether its check is right or not.
    ///
    /// @throws JsonReading.DamagedException if it is not of the form
    BagLine parse(byte[] bytes, int from, int to) {
        reset();
        try (JsonParser json =
                factory.createParser(ObjectReadContext.empty(), bytes, from, to - from)) {
            json.nextToken();
            JsonReading.object(json, this::property);
            return result();
        } catch (JacksonException | IllegalArgumentException e) {
            throw new JsonReading.DamagedException("no line of messages.jsonl");
        }
    }

    private static boolean matches(byte[] bytes, int at, byte[] expected) {
        return java.util.Arrays.equals(
                bytes, at, at + expected.length, expected, 0, expected.length);
    }

    private void property(String name, JsonParser json) {
        switch (name) {
            case "package" -> packageFile = JsonReading.string(json);
            case "number" -> number = JsonReading.number(json);
            case "folder" -> folder = Optional.of(JsonReading.folder(json));
            case "offset" -> offset = JsonReading.number(json);
            case "lengthBytes" -> lengthBytes = JsonReading.number(json);
            case "exact" -> exact = Optional.of(JsonReading.digest(json));
            case "raw" -> raw = Optional.of(JsonReading.digest(json));
            case "sizeBytes" -> sizeBytes = JsonReading.number(json);
            case "lineEnds" ->
                    lineEnds = JsonReading.named(LineEnds.class, JsonReading.string(json));
            case "finalNewlines" -> finalNewlines = JsonReading.number(json);
            case "exactFile", "rawFile" -> extraFile = Optional.of(JsonReading.string(json));
            case "rawFileSha256" -> extraDigest = Optional.of(JsonReading.digest(json));
            case "envelopeSender" -> envelopeSender = JsonReading.string(json);
            case "unreadable" -> unreadable = Optional.of(JsonReading.text(json));
            case "messageId" -> messageId = JsonReading.text(json);
            case "subject" -> subject = JsonReading.text(json);
            case "date" -> date = Optional.of(JsonReading.instant(json));
            default -> holdingProperty(name, json);
        }
    }

    private void holdingProperty(String name, JsonParser json) {
        switch (name) {
            case "locator" -> locator = JsonReading.string(json);
            case "flags" -> flags = JsonReading.text(json);
            case "appleFlags" -> appleFlags = OptionalLong.of(JsonReading.number(json));
            case "internalDate" -> internalDate = Optional.of(JsonReading.instant(json));
            case "remoteId" -> remoteId = Optional.of(JsonReading.text(json));
            case "findings" -> findings = JsonReading.findings(json);
            case "missingParts" -> completeness = missingParts(json);
            case "cutShort" -> completeness = cutShort(json);
            default -> json.skipChildren(); // "rebuilt", "completed": from here, it is whole
        }
    }

    private BagLine result() {
        Holding holding =
                new Holding(
                        new Locator(locator),
                        internalDate,
                        Flags.parse(flags, appleFlags),
                        remoteId,
                        completeness,
                        findings);
        BagLine.Common common =
                new BagLine.Common(
                        packageFile,
                        number,
                        folder.orElseThrow(() -> new JsonReading.DamagedException("no folder")),
                        holding,
                        messageId,
                        subject,
                        date);
        if (unreadable.isPresent()) {
            return new BagLine.Unreadable(common, unreadable.get(), extraFile, extraDigest);
        }
        if (raw.isEmpty() || exact.isEmpty() || offset < 0 || lengthBytes < 1) {
            throw new JsonReading.DamagedException("a message without place or digest");
        }
        return new BagLine.Message(
                common,
                offset,
                lengthBytes,
                exact.get(),
                raw.get(),
                sizeBytes,
                lineEnds,
                finalNewlines,
                envelopeSender,
                extraFile);
    }

    private void reset() {
        packageFile = "";
        number = 0;
        folder = Optional.empty();
        offset = -1;
        lengthBytes = 0;
        exact = Optional.empty();
        raw = Optional.empty();
        sizeBytes = 0;
        lineEnds = LineEnds.LF;
        finalNewlines = 0;
        envelopeSender = "";
        extraFile = Optional.empty();
        extraDigest = Optional.empty();
        unreadable = Optional.empty();
        locator = "";
        flags = "";
        appleFlags = OptionalLong.empty();
        internalDate = Optional.empty();
        remoteId = Optional.empty();
        completeness = Completeness.WHOLE;
        findings = List.of();
        messageId = "";
        subject = "";
        date = Optional.empty();
    }

    private static Completeness missingParts(JsonParser json) {
        List<MissingPart> parts = new ArrayList<>();
        JsonReading.array(json, inner -> parts.add(missingPart(inner)));
        return new Completeness.Incomplete(parts);
    }

    private static MissingPart missingPart(JsonParser json) {
        String[] texts = {"", "", ""};
        long[] encodedBytes = {-1};
        JsonReading.object(
                json,
                (name, inner) -> {
                    switch (name) {
                        case "partNumber" -> texts[0] = JsonReading.text(inner);
                        case "mediaType" -> texts[1] = JsonReading.text(inner);
                        case "fileName" -> texts[2] = JsonReading.text(inner);
                        case "encodedBytes" -> encodedBytes[0] = JsonReading.number(inner);
                        default -> inner.skipChildren();
                    }
                });
        return new MissingPart(texts[0], texts[1], encodedBytes[0], texts[2]);
    }

    private static Completeness cutShort(JsonParser json) {
        long[] bytes = {0, 0};
        JsonReading.object(
                json,
                (name, inner) -> {
                    switch (name) {
                        case "announcedBytes" -> bytes[0] = JsonReading.number(inner);
                        case "presentBytes" -> bytes[1] = JsonReading.number(inner);
                        default -> inner.skipChildren();
                    }
                });
        return new Completeness.CutShort(bytes[0], bytes[1]);
    }
}
