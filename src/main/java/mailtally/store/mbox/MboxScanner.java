package mailtally.store.mbox;

import java.util.Optional;
import mailtally.message.Flags;
import mailtally.message.MessageBytes;
import mailtally.message.UnreadableException;

/// Finds the messages of an mbox, from front to back, at the speed of a search for line ends.
///
/// A separator stands at the start of the file or after an empty line, begins with `From ` and has
/// a date. Content-Length (mboxcl2) is believed only where a separator or the file's end follows
/// just there; then lines within that look like separators are body text. Every byte of the file
/// is in a region, in a separator line, or in the empty line before one.
///
/// Invariant: `next` is the start of a separator line, or of the file, or its end.
final class MboxScanner {
    /// Enough for a separator line and the start of the line behind it.
    private static final int LOOK_AHEAD_BYTES = 4096;

    /// Enough to tell whether the line before is empty.
    private static final int LOOK_BACK_BYTES = 16;

    /// The longest message that stays in the window, with its line end and the empty line.
    private static final int KEEP_BYTES = MessageBytes.IN_MEMORY_LIMIT_BYTES + LOOK_AHEAD_BYTES;

    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};

    private final Window window;
    private final boolean knownMboxrd;
    private long next;

    private boolean quoted;
    private boolean plainFrom;
    private boolean doubtful;

    /// @param start where to begin: a separator line or the start of the file
    /// @param knownMboxrd true where the writer is known: Content-Length then means nothing
    MboxScanner(Window window, long start, boolean knownMboxrd) {
        this.window = window;
        this.next = start;
        this.knownMboxrd = knownMboxrd;
    }

    /// The next message; the first may be garbage. Empty at the end of the file. What is kept in
    /// the window of the one before is given up.
    ///
    /// @throws UnreadableException if the file cannot be read on
    Optional<Region> next() throws UnreadableException {
        quoted = false;
        plainFrom = false;
        doubtful = false;
        window.keepFrom(next - LOOK_BACK_BYTES);
        window.require(next, LOOK_AHEAD_BYTES);
        if (next == 0) {
            next = markLength(window.bytes(), window.filled());
        }
        if (next >= window.sizeBytes()) {
            return Optional.empty();
        }
        int from = window.index(next);
        Optional<SeparatorLine> separator =
                SeparatorLine.parse(window.bytes(), from, window.filled(), window.atEnd());
        if (separator.isEmpty() && !undated(window.bytes(), from, window.filled())) {
            return Optional.of(garbage());
        }
        int lineEnd = from;
        while (lineEnd < window.filled() && window.bytes()[lineEnd] != '\n') {
            lineEnd++;
        }
        long offset = window.position(Math.min(lineEnd + 1, window.filled()));
        return Optional.of(message(offset, separator));
    }

    /// True where a file that begins with these bytes is an mbox.
    ///
    /// @param atEnd true where they are all of the file
    static boolean begins(byte[] head, boolean atEnd) {
        int from = markLength(head, head.length);
        return SeparatorLine.parse(head, from, head.length, atEnd).isPresent()
                || undated(head, from, head.length);
    }

    /// A first line without a date, but with a header behind it: believed at the start of a file
    /// only.
    private static boolean undated(byte[] bytes, int from, int end) {
        return SeparatorLine.begins(bytes, from, end)
                && headerFollows(bytes, from, Math.min(end, from + SeparatorLine.LIMIT_BYTES));
    }

    private Region message(long offset, Optional<SeparatorLine> separator)
            throws UnreadableException {
        window.keepFrom(offset - LOOK_BACK_BYTES);
        window.require(offset, HeaderLook.LIMIT_BYTES);
        int from = window.index(offset);
        boolean crlf = offset >= 2 && from >= 2 && window.at(offset - 2) == '\r';
        HeaderLook header =
                HeaderLook.at(
                        window.bytes(),
                        from,
                        (int) Math.min(window.filled(), (long) from + HeaderLook.LIMIT_BYTES));
        long told = toldEnd(offset, header);
        next = scan(offset, told);
        long end = told >= 0 ? told : withoutEmptyLine(offset, next);
        if (told >= 0) {
            next = told + emptyLineLength(told);
        }
        return new Region(
                offset,
                end - offset,
                separator,
                header,
                new Region.Traits(false, quoted, plainFrom, doubtful, told >= 0, crlf, end < next));
    }

    private Region garbage() throws UnreadableException {
        long offset = next;
        next = scan(offset, -1);
        return new Region(
                offset,
                next - offset,
                Optional.empty(),
                new HeaderLook(-1, -1, Flags.NONE),
                new Region.Traits(true, quoted, plainFrom, doubtful, false, false, true));
    }

    /// Goes to the next separator, or to the end that the message told.
    ///
    /// @param told where the message ends; -1 where only its lines tell
    private long scan(long offset, long told) throws UnreadableException {
        long end = told >= 0 ? told : window.sizeBytes();
        long at = Math.max(0, offset - 1); // an LF, where there is one
        while (at < end) {
            int stop = window.atEnd() ? window.filled() - 1 : window.filled() - LOOK_AHEAD_BYTES;
            int hit =
                    stop <= window.index(at)
                            ? -1
                            : ByteScan.quotable(window.bytes(), window.index(at), stop);
            if (hit >= 0) {
                at = window.position(hit) + 1;
                if (at < end && separates(at, offset, told >= 0)) {
                    return at;
                }
            } else if (window.atEnd()) {
                return end;
            } else {
                at = Math.max(at, window.position(stop));
                if (at < end) {
                    boolean tooLong = at - offset > KEEP_BYTES;
                    window.keepFrom((tooLong ? at : offset) - LOOK_BACK_BYTES);
                    window.more();
                }
            }
        }
        return end;
    }

    /// Decides on a line that begins with `F` or `>`.
    private boolean separates(long line, long offset, boolean inside) {
        byte[] bytes = window.bytes();
        int end = window.filled();
        int from = window.index(line);
        int i = from;
        while (i < end && bytes[i] == '>') {
            i++;
        }
        boolean saysFrom = ByteScan.startsWith(bytes, i, end, SeparatorLine.FROM);
        if (i > from) {
            quoted |= saysFrom || i == end; // at the end of the window nobody knows
            return false;
        }
        if (!saysFrom) {
            return false;
        }
        boolean afterEmptyLine = emptyLineBefore(line, offset);
        boolean separator = SeparatorLine.parse(bytes, from, end, window.atEnd()).isPresent();
        if (separator && afterEmptyLine && !inside) {
            return true;
        }
        plainFrom = true;
        boolean headerFollows =
                SeparatorLine.begins(bytes, from, end) && headerFollows(bytes, from, end);
        doubtful |=
                inside
                        ? separator && afterEmptyLine && headerFollows
                        : separator || (afterEmptyLine && headerFollows);
        return false;
    }

    private boolean emptyLineBefore(long line, long offset) {
        if (line - 2 < offset - 1 || window.at(line - 1) != '\n') {
            return false;
        }
        boolean crlf = window.at(line - 2) == '\r' && line - 3 >= offset - 1;
        return window.at(crlf ? line - 3 : line - 2) == '\n';
    }

    /// True where the line behind this one looks like a header field (RFC 5322 section 2.2).
    private static boolean headerFollows(byte[] bytes, int from, int end) {
        int i = from;
        int limit = Math.min(end, from + LOOK_AHEAD_BYTES);
        while (i < limit && bytes[i] != '\n') {
            i++;
        }
        int name = ++i;
        while (i < limit && bytes[i] > 0x20 && bytes[i] < 0x7f && bytes[i] != ':') {
            i++;
        }
        return i > name && i < limit && bytes[i] == ':';
    }

    /// Where Content-Length says that the message ends, if that can be believed; else -1.
    private long toldEnd(long offset, HeaderLook header) throws UnreadableException {
        if (knownMboxrd || header.contentLength() < 0 || header.bodyOffset() < 0) {
            return -1;
        }
        long room = window.sizeBytes() - offset - header.bodyOffset();
        if (header.contentLength() > room) {
            return -1;
        }
        long end = offset + header.bodyOffset() + header.contentLength();
        int gap = emptyLineLength(end);
        byte[] behind = window.peek(end + gap, SeparatorLine.LIMIT_BYTES + 2);
        boolean atEnd = end + gap + behind.length == window.sizeBytes();
        boolean lineEnds = gap > 0 || window.peek(end - 1, 1)[0] == '\n';
        return behind.length == 0
                        || (lineEnds
                                && SeparatorLine.parse(behind, 0, behind.length, atEnd).isPresent())
                ? end
                : -1;
    }

    /// The length of the line end at a position: 0, 1 or 2.
    private int emptyLineLength(long position) throws UnreadableException {
        byte[] two = window.peek(position, 2);
        if (two.length > 0 && two[0] == '\n') {
            return 1;
        }
        return two.length > 1 && two[0] == '\r' && two[1] == '\n' ? 2 : 0;
    }

    /// The message's end without one empty line before the next separator or the file's end.
    private long withoutEmptyLine(long offset, long end) {
        if (end == offset || window.at(end - 1) != '\n') {
            return end;
        }
        boolean crlf = end - 2 >= offset && window.at(end - 2) == '\r';
        long lineStart = crlf ? end - 2 : end - 1;
        boolean empty = lineStart == offset || window.at(lineStart - 1) == '\n';
        return empty ? lineStart : end;
    }

    /// The length of a byte order mark at the start of a file: 0 or 3.
    private static int markLength(byte[] head, int end) {
        for (int i = 0; i < BYTE_ORDER_MARK.length; i++) {
            if (i >= end || head[i] != BYTE_ORDER_MARK[i]) {
                return 0;
            }
        }
        return BYTE_ORDER_MARK.length;
    }
}
