package mailtally.store.applemail;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import mailtally.store.Completeness;
import mailtally.store.Finding;

/// Where in an `.emlx` file the message is: after the length line, before the property list. The
/// length line is never trusted alone; the list's start is found independently, and where the two
/// disagree the longer message is kept and a finding says so. Only where the length runs into a
/// property list that is Apple's beyond doubt does the message end where the list starts.
///
/// @param start the message's first byte in the file
/// @param end the byte after its last
/// @param properties the property list's values, empty where there is none that can be read
/// @param completeness WHOLE or CutShort
/// @param findings what there is to say
record MessageFileLayout(
        long start,
        long end,
        Map<String, Object> properties,
        Completeness completeness,
        List<Finding> findings) {
    /// How much of a file's beginning is needed to find its layout.
    static final int HEAD_BYTES = 2048;

    /// The first line of these bytes is no message's beginning in any reading.
    static final class NoMessageException extends Exception {
        private static final long serialVersionUID = 1L;

        NoMessageException(String reason) {
            super(reason, null, false, false);
        }
    }

    MessageFileLayout {
        findings = List.copyOf(findings);
    }

    /// Finds the layout of a file of which `head` is the beginning and `tail` the end; both are the
    /// same array where all of it is in memory.
    ///
    /// @param headLength how much of `head` counts, at least [#HEAD_BYTES] or the whole file
    /// @param tailStart the place in the file of `tail[0]`
    /// @param sizeBytes the file's length; `tail` holds `sizeBytes - tailStart` bytes that count
    static MessageFileLayout find(
            byte[] head, int headLength, byte[] tail, long tailStart, long sizeBytes)
            throws NoMessageException {
        LengthLine line = LengthLine.read(head, headLength);
        int tailLength = (int) (sizeBytes - tailStart);
        int searchFrom = (int) Math.max(0, line.messageStart() - tailStart);
        long announcedEnd =
                line.length() < 0 ? -1 : Math.addExact(line.messageStart(), line.length());
        int announcedInTail =
                announcedEnd >= tailStart && announcedEnd < sizeBytes
                        ? (int) (announcedEnd - tailStart)
                        : -1;
        TrailingList list =
                TrailingList.find(
                        tail, Math.min(searchFrom, tailLength), tailLength, announcedInTail);
        List<Finding> findings = new ArrayList<>(line.findings());
        long size = sizeBytes - line.messageStart();
        if (list.start() < 0) {
            return withoutList(line, sizeBytes, size, findings);
        }
        long listStart = tailStart + list.start();
        if (announcedEnd == sizeBytes && !list.ofApples()) {
            // A message whose own text is a property list, in a file that has none.
            return withoutList(line, sizeBytes, size, findings);
        }
        if (list.properties().isEmpty()) {
            findings.add(
                    Finding.note(
                            "The property list at the file's end is damaged: flags and dates are"
                                    + " not known from it."));
        }
        long found = listStart - line.messageStart();
        if (line.length() >= 0 && line.length() != found) {
            boolean closed = endsWithClosingBoundary(tail, searchFrom, list.start());
            findings.add(disagreement(line.length(), found, closed));
        } else if (lacksLastHyphen(tail, searchFrom, list.start())) {
            findings.add(
                    Finding.note(
                            "The closing boundary lacks its last hyphen: the length in the file is"
                                    + " one short. The bytes were kept as they are."));
        }
        return new MessageFileLayout(
                line.messageStart(),
                listStart,
                list.properties().orElse(Map.of()),
                Completeness.WHOLE,
                findings);
    }

    private static MessageFileLayout withoutList(
            LengthLine line, long sizeBytes, long size, List<Finding> findings) {
        Completeness completeness = Completeness.WHOLE;
        String noList = "The file has no property list: flags and dates are not known from it.";
        if (line.length() < 0) {
            findings.add(
                    Finding.doubt(
                            noList
                                    + " With no length either, nothing tells whether the message is"
                                    + " whole."));
        } else if (line.length() > size) {
            completeness = new Completeness.CutShort(line.length(), size);
            findings.add(
                    Finding.doubt(
                            "The file ends early: the message should have "
                                    + line.length()
                                    + " bytes, the file has "
                                    + size
                                    + " of them."));
        } else if (line.length() < size) {
            findings.add(
                    Finding.note(
                            noList
                                    + " The length line says "
                                    + line.length()
                                    + " bytes, the file has "
                                    + size
                                    + ": all were kept."));
        } else {
            findings.add(Finding.note(noList));
        }
        return new MessageFileLayout(
                line.messageStart(), sizeBytes, Map.of(), completeness, findings);
    }

    /// Too short a length loses nothing, since the longer message is kept. Too long a one may mean
    /// that bytes are gone, unless the message's structure is closed.
    private static Finding disagreement(long announced, long found, boolean closed) {
        String numbers =
                "The length line says "
                        + announced
                        + " bytes, the message before the property list has "
                        + found;
        if (announced < found) {
            return Finding.note(numbers + ": the longer was kept.");
        }
        return closed
                ? Finding.note(numbers + " and ends with its closing boundary.")
                : Finding.doubt(numbers + ": bytes may be missing.");
    }

    private static boolean endsWithClosingBoundary(byte[] bytes, int from, int to) {
        int end = to;
        while (end > from && bytes[end - 1] >= 0 && bytes[end - 1] <= ' ') {
            end--;
        }
        int line = lineStart(bytes, from, end);
        return end - line > 4
                && bytes[line] == '-'
                && bytes[line + 1] == '-'
                && bytes[end - 1] == '-'
                && bytes[end - 2] == '-';
    }

    /// True where the last line is a boundary that occurs before, with a single hyphen after it.
    private static boolean lacksLastHyphen(byte[] bytes, int from, int to) {
        if (to - from < 4 || bytes[to - 1] != '-' || bytes[to - 2] == '-') {
            return false;
        }
        int line = lineStart(bytes, from, to);
        if (to - line < 4 || to - line > 100 || bytes[line] != '-' || bytes[line + 1] != '-') {
            return false;
        }
        byte[] boundary = Arrays.copyOfRange(bytes, line - 1, to - 1);
        return line > from && TrailingList.lastIndexOf(bytes, from, line - 1, boundary) >= 0;
    }

    private static int lineStart(byte[] bytes, int from, int end) {
        int line = end;
        while (line > from && bytes[line - 1] != '\n') {
            line--;
        }
        return line;
    }

    /// The file's first line.
    ///
    /// @param messageStart where the message starts
    /// @param length the announced length in bytes, or -1 where there is no number
    private record LengthLine(int messageStart, long length, List<Finding> findings) {
        private static final int LONGEST_LINE_BYTES = 1000;
        private static final int MOST_DIGITS = 15;

        static LengthLine read(byte[] head, int headLength) throws NoMessageException {
            int limit = Math.min(headLength, LONGEST_LINE_BYTES);
            int lineEnd = 0;
            while (lineEnd < limit && head[lineEnd] != '\n') {
                lineEnd++;
            }
            if (lineEnd < limit) {
                String text = new String(head, 0, lineEnd, StandardCharsets.ISO_8859_1).strip();
                if (isNumber(text)) {
                    return new LengthLine(lineEnd + 1, Long.parseLong(text), List.of());
                }
            }
            String start = "The first line is not a length. ";
            if (startsWithField(head, 0, headLength)) {
                return new LengthLine(
                        0, -1, List.of(Finding.note(start + "The message starts with it.")));
            }
            if (lineEnd < limit && startsWithField(head, lineEnd + 1, headLength)) {
                return new LengthLine(
                        lineEnd + 1,
                        -1,
                        List.of(Finding.note(start + "The message starts after it.")));
            }
            throw new NoMessageException(
                    "The first line is not a length, and no header field follows it: this is no"
                            + " message file of Apple Mail.");
        }

        private static boolean isNumber(String text) {
            return !text.isEmpty()
                    && text.length() <= MOST_DIGITS
                    && text.chars().allMatch(c -> c >= '0' && c <= '9');
        }

        /// True where a header field (RFC 5322 section 2.2) or a `From ` line starts here.
        private static boolean startsWithField(byte[] bytes, int from, int to) {
            int i = from;
            while (i < to && bytes[i] > ' ' && bytes[i] < 127 && bytes[i] != ':') {
                i++;
            }
            if (i == from || i >= to || i - from > 128) {
                return false;
            }
            return bytes[i] == ':'
                    || (bytes[i] == ' '
                            && new String(bytes, from, i - from, StandardCharsets.US_ASCII)
                                    .equals("From"));
        }
    }

    /// The property list's value of this name.
    Optional<Object> property(String name) {
        return Optional.ofNullable(properties.get(name));
    }
}
