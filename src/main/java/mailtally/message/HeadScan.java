package mailtally.message;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// One look over the first header section of a message (RFC 5322 section 2.2): what its envelope
/// says, and which stretches are headers that stores add or eat. Forgiving: a line that is no field
/// is passed over.
final class HeadScan {
    /// A header section longer than this is looked at so far and no further.
    static final int LIMIT_BYTES = 1 << 20;

    private static final Set<String> STORE_HEADERS =
            Set.of(
                    "status",
                    "x-status",
                    "x-uid",
                    "x-keywords",
                    "x-imapbase",
                    "x-uidl",
                    "x-imap",
                    "content-length");
    private static final int LONGEST_NAME_BYTES = 200;

    private final byte[] bytes;
    private final int start;
    private final int end;
    private boolean hasHeader;
    private String messageId = "";
    private String subject = "";
    private String from = "";
    private String date = "";
    private String returnPath = "";
    private final List<Range> storeHeaders = new ArrayList<>();

    /// A stretch of the message, from the first byte to the one after the last, counted from the
    /// message's beginning.
    record Range(int from, int to) {}

    /// Looks at the header in `[offset, offset + length)`.
    HeadScan(byte[] bytes, int offset, int length) {
        this.bytes = bytes;
        this.start = offset;
        this.end = offset + Math.min(length, LIMIT_BYTES);
        scan();
    }

    boolean hasHeader() {
        return hasHeader;
    }

    /// The stretches that are store headers, in order. A leading `From ` line is one.
    List<Range> storeHeaders() {
        return storeHeaders;
    }

    Envelope envelope() {
        return new Envelope(messageId, subject, from, MailDate.parse(date), returnPath);
    }

    private void scan() {
        int at = start;
        if (startsWithFromLine()) {
            at = lineEnd(at);
            storeHeaders.add(new Range(0, at - start));
        }
        // Behind a line that is no field the body may have begun: nothing there is a store header.
        boolean surelyHeader = true;
        while (at < end && !blankLine(at)) {
            int next = lineEnd(at);
            while (next < end && (bytes[next] == ' ' || bytes[next] == '\t')) {
                next = lineEnd(next);
            }
            surelyHeader = field(at, next, surelyHeader) && surelyHeader;
            at = next;
        }
    }

    /// `From : jane` is a field with a blank before the colon (RFC 5322 section 4.5), no such line.
    private boolean startsWithFromLine() {
        byte[] mark = {'F', 'r', 'o', 'm', ' '};
        if (end - start < mark.length
                || !Arrays.equals(bytes, start, start + mark.length, mark, 0, mark.length)) {
            return false;
        }
        int at = start + mark.length;
        while (at < end && (bytes[at] == ' ' || bytes[at] == '\t')) {
            at++;
        }
        return at == end || bytes[at] != ':';
    }

    /// The place after the line's LF, or the end.
    private int lineEnd(int at) {
        int lf = Bytes.indexOf(bytes, at, end, (byte) '\n');
        return Math.min(lf + 1, end);
    }

    private boolean blankLine(int at) {
        int i = at;
        while (i < end && bytes[i] == '\r') {
            i++;
        }
        return i < end && bytes[i] == '\n';
    }

    /// Looks at one line with its folded ones.
    ///
    /// @return false if it is no field
    private boolean field(int at, int next, boolean surelyHeader) {
        int colon = at;
        while (colon < next && bytes[colon] > ' ' && bytes[colon] < 0x7f && bytes[colon] != ':') {
            colon++;
        }
        int nameEnd = colon;
        while (colon < next && (bytes[colon] == ' ' || bytes[colon] == '\t')) {
            colon++; // obsolete syntax allows blanks before the colon (RFC 5322 section 4.5)
        }
        if (nameEnd == at || colon >= next || bytes[colon] != ':') {
            return false;
        }
        hasHeader = true;
        if (nameEnd - at > LONGEST_NAME_BYTES) {
            return true;
        }
        String name =
                new String(bytes, at, nameEnd - at, StandardCharsets.US_ASCII)
                        .toLowerCase(Locale.ROOT);
        if (surelyHeader && STORE_HEADERS.contains(name)) {
            storeHeaders.add(new Range(at - start, next - start));
        }
        switch (name) {
            case "message-id" -> messageId = messageId.isEmpty() ? value(colon, next) : messageId;
            case "subject" -> subject = subject.isEmpty() ? value(colon, next) : subject;
            case "from" -> from = from.isEmpty() ? value(colon, next) : from;
            case "date" -> date = date.isEmpty() ? value(colon, next) : date;
            case "return-path" ->
                    returnPath = returnPath.isEmpty() ? value(colon, next) : returnPath;
            default -> {}
        }
        return true;
    }

    /// The value, unfolded (RFC 5322 section 2.2.3): line ends vanish, the blanks after them stay.
    private String value(int colon, int next) {
        StringBuilder text = new StringBuilder();
        for (int i = colon + 1; i < next && text.length() < Envelope.LIMIT_BYTES; i++) {
            char c = (char) (bytes[i] & 0xff);
            if (c != '\n' && !(c == '\r' && i + 1 < next && bytes[i + 1] == '\n')) {
                text.append(c);
            }
        }
        return text.toString().strip();
    }
}
