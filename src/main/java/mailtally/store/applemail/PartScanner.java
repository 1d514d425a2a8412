package mailtally.store.applemail;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Finds the parts of a message whose body is blank, with their places in the original bytes. Reads
/// a line at a time and keeps only what boundaries and four header fields need, so a message of any
/// size is scanned in little memory. One thread, one use.
///
/// Part numbers are IMAP's: children of a multipart count from 1 below its number, the parts of an
/// embedded message count below the number of the part that holds it, and a message without
/// multipart is its own part 1.
final class PartScanner {
    private static final int DEPTH_LIMIT = 50;
    private static final int PART_LIMIT = 10_000;
    private static final int FIELD_LIMIT_CHARS = 16_384;

    private final LineReader lines;
    private final List<Multipart> open = new ArrayList<>();
    private final List<DetachedPart> found = new ArrayList<>();
    private Entity entity;
    private boolean inHeader = true;
    private int parts;
    private boolean tooMany;

    /// What a scan tells.
    ///
    /// @param parts the parts with a blank body, in the message's order
    /// @param limited true where the message has more parts or levels than are looked at
    record Result(List<DetachedPart> parts, boolean limited) {}

    /// A multipart whose closing boundary has not come yet.
    private static final class Multipart {
        final Entity entity;
        final byte[] delimiter;
        int children;

        Multipart(Entity entity, String boundary) {
            this.entity = entity;
            this.delimiter = ("--" + boundary).getBytes(StandardCharsets.ISO_8859_1);
        }
    }

    /// A part, or a message as a whole.
    private static final class Entity {
        final String base;
        final boolean message;
        final Entity holder;
        final boolean inDigest;
        final Map<Field, StringBuilder> fields = new EnumMap<>(Field.class);
        StringBuilder current;
        boolean currentIsLength;
        boolean anyField;
        boolean blankBody = true;
        boolean crlf;
        long fieldStart;
        long fieldEnd;
        long bodyStart = -1;

        /// @param base the number below which children count; the part's own unless it is a message
        /// @param holder the message/rfc822 part that this message stands in, or null
        Entity(String base, boolean message, Entity holder, boolean inDigest) {
            this.base = base;
            this.message = message;
            this.holder = holder;
            this.inDigest = inDigest;
        }

        String number() {
            return message ? below(base, 1) : base;
        }

        String field(Field field) {
            StringBuilder text = fields.get(field);
            return text == null ? "" : text.toString();
        }

        long announcedBytes() {
            String text = field(Field.LENGTH).strip();
            if (text.isEmpty() || text.length() > 15) {
                return -1;
            }
            return text.chars().allMatch(c -> c >= '0' && c <= '9') ? Long.parseLong(text) : -1;
        }
    }

    private enum Field {
        TYPE("content-type"),
        ENCODING("content-transfer-encoding"),
        DISPOSITION("content-disposition"),
        LENGTH("x-apple-content-length");

        final String fieldName;

        Field(String fieldName) {
            this.fieldName = fieldName;
        }
    }

    private PartScanner(InputStream message) {
        lines = new LineReader(message);
        entity = new Entity("", true, null, false);
    }

    /// Scans a message from its first byte to its last.
    static Result scan(InputStream message) throws IOException {
        PartScanner scanner = new PartScanner(message);
        scanner.run();
        return new Result(scanner.found, scanner.tooMany);
    }

    private void run() throws IOException {
        int previousLineEnd = 0;
        while (lines.next()) {
            if (!boundary(previousLineEnd)) {
                if (entity != null && inHeader) {
                    headerLine();
                } else if (entity != null) {
                    bodyLine();
                }
            }
            previousLineEnd = lines.lineEndBytes;
        }
        endOfMessage();
    }

    private void headerLine() {
        Entity part = entity;
        if (lines.length == 0) {
            part.crlf |= lines.lineEndBytes == 2;
            part.bodyStart = lines.end;
            headerEnded();
            return;
        }
        boolean folded = lines.line[0] == ' ' || lines.line[0] == '\t';
        String text = new String(lines.line, 0, lines.length, StandardCharsets.ISO_8859_1);
        if (folded) {
            if (part.current != null && part.current.length() < FIELD_LIMIT_CHARS) {
                part.current.append(text);
            }
            if (part.currentIsLength) {
                part.fieldEnd = lines.end;
            }
            return;
        }
        part.current = null;
        part.currentIsLength = false;
        int colon = text.indexOf(':');
        if (colon <= 0) {
            return;
        }
        part.anyField = true;
        String name = text.substring(0, colon).strip().toLowerCase(Locale.ROOT);
        for (Field field : Field.values()) {
            if (field.fieldName.equals(name) && !part.fields.containsKey(field)) {
                part.current = new StringBuilder(text.substring(colon + 1));
                part.fields.put(field, part.current);
                if (field == Field.LENGTH) {
                    part.currentIsLength = true;
                    part.fieldStart = lines.start;
                    part.fieldEnd = lines.end;
                    part.crlf = lines.lineEndBytes == 2;
                }
            }
        }
    }

    private void headerEnded() {
        inHeader = false;
        Entity part = entity;
        HeaderValue type = HeaderValue.parse(part.field(Field.TYPE));
        String mediaType = mediaType(part, type);
        if (open.size() + depth(part) >= DEPTH_LIMIT) {
            tooMany |= mediaType.startsWith("multipart/") || mediaType.startsWith("message/");
            return;
        }
        String boundary = type.parameter("boundary");
        if (mediaType.startsWith("multipart/") && !boundary.isEmpty()) {
            open.add(new Multipart(part, boundary));
        } else if (mediaType.equals("message/rfc822") || mediaType.equals("message/global")) {
            String encoding = encoding(part);
            if (encoding.equals("7bit") || encoding.equals("8bit") || encoding.equals("binary")) {
                entity = new Entity(part.number(), true, part, false);
                inHeader = true;
            }
        }
    }

    private void bodyLine() {
        if (entity.blankBody && !lines.blank()) {
            entity.blankBody = false;
        }
    }

    /// Takes the line as a boundary of the innermost open multipart that it fits, if any.
    private boolean boundary(int previousLineEnd) {
        if (lines.length < 3 || lines.line[0] != '-' || lines.line[1] != '-') {
            return false;
        }
        for (int level = open.size() - 1; level >= 0; level--) {
            Multipart multipart = open.get(level);
            int rest = afterDelimiter(multipart.delimiter);
            if (rest < 0) {
                continue;
            }
            boolean closing =
                    rest + 1 < lines.length
                            && lines.line[rest] == '-'
                            && lines.line[rest + 1] == '-';
            if (!closing && !blankFrom(rest)) {
                continue;
            }
            endAbove(level, lines.start, previousLineEnd);
            if (closing) {
                open.removeLast();
                entity = null;
            } else {
                nextChild(multipart);
            }
            return true;
        }
        return false;
    }

    private void nextChild(Multipart multipart) {
        if (++parts > PART_LIMIT) {
            tooMany = true;
            entity = null;
            return;
        }
        multipart.children++;
        String number = below(multipart.entity.base, multipart.children);
        boolean digest =
                HeaderValue.parse(multipart.entity.field(Field.TYPE))
                        .value()
                        .equals("multipart/digest");
        entity = new Entity(number, false, null, digest);
        inHeader = true;
    }

    /// Ends the current part and every multipart inside the level, which stays open.
    private void endAbove(int level, long boundaryStart, int previousLineEnd) {
        Entity ending = entity;
        boolean isOpen = ending != null && !open.isEmpty() && open.getLast().entity == ending;
        if (ending != null && !isOpen) {
            ended(ending, boundaryStart, previousLineEnd);
        }
        while (open.size() - 1 > level) {
            Multipart inner = open.removeLast();
            if (inner.children == 0) {
                ended(inner.entity, boundaryStart, previousLineEnd);
            }
        }
    }

    /// A part has ended: keep it if its body is blank. An embedded message of which nothing is
    /// there stands for the part that should hold it.
    private void ended(Entity ending, long boundaryStart, int previousLineEnd) {
        Entity part = ending;
        while (part.holder != null && !part.anyField && part.blankBody) {
            part = part.holder;
        }
        if (!part.blankBody) {
            return;
        }
        long bodyStart = part.bodyStart < 0 ? boundaryStart : part.bodyStart;
        boolean headerOnly = part.bodyStart < 0 || bodyStart >= boundaryStart;
        long bodyEnd =
                headerOnly ? bodyStart : Math.max(bodyStart, boundaryStart - previousLineEnd);
        add(part, bodyStart, bodyEnd, headerOnly);
    }

    private void endOfMessage() {
        if (entity == null) {
            return;
        }
        boolean whole = open.isEmpty() && entity.message && entity.holder == null;
        if (whole && entity.blankBody && entity.bodyStart >= 0) {
            // The message is one part: what follows the header stays where it is, after the body.
            add(entity, entity.bodyStart, entity.bodyStart, false);
        } else if (!whole) {
            endAbove(-1, lines.end, 0);
        }
    }

    private void add(Entity part, long bodyStart, long bodyEnd, boolean needsLineEnd) {
        HeaderValue type = HeaderValue.parse(part.field(Field.TYPE));
        String name = HeaderValue.parse(part.field(Field.DISPOSITION)).parameter("filename");
        if (name.isEmpty()) {
            name = type.parameter("name");
        }
        if (name.isEmpty()) {
            name = type.parameter("filename"); // seen in a real file
        }
        found.add(
                new DetachedPart(
                        part.number(),
                        mediaType(part, type),
                        encoding(part),
                        name,
                        part.announcedBytes(),
                        part.fieldStart,
                        part.fieldEnd,
                        bodyStart,
                        bodyEnd,
                        part.bodyStart < 0,
                        needsLineEnd,
                        part.crlf));
    }

    private int afterDelimiter(byte[] delimiter) {
        int length = delimiter.length;
        return lines.length >= length && Arrays.equals(lines.line, 0, length, delimiter, 0, length)
                ? length
                : -1;
    }

    private boolean blankFrom(int at) {
        for (int i = at; i < lines.length; i++) {
            if (lines.line[i] != ' ' && lines.line[i] != '\t' && lines.line[i] != '\r') {
                return false;
            }
        }
        return true;
    }

    private static int depth(Entity part) {
        int depth = 0;
        for (Entity holder = part.holder; holder != null; holder = holder.holder) {
            depth++;
        }
        return depth;
    }

    private static String mediaType(Entity part, HeaderValue type) {
        String fallback = part.inDigest ? "message/rfc822" : "text/plain";
        return type.value().contains("/") ? type.value() : fallback;
    }

    private static String encoding(Entity part) {
        String text = HeaderValue.parse(part.field(Field.ENCODING)).value();
        return text.isEmpty() ? "7bit" : text;
    }

    private static String below(String base, int index) {
        return base.isEmpty() ? Integer.toString(index) : base + "." + index;
    }
}
