package mailtally.store.mbox;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Optional;
import mailtally.message.MessageBytes;
import mailtally.message.UnreadableException;
import mailtally.store.RegularFile;

/// One mbox file, read from front to back or at one place.
///
/// @param knownMboxrd true where the dialect is certain; else quoting may be read two ways
record MboxFile(RegularFile file, boolean knownMboxrd) {
    /// Gets what is in the file, in order.
    interface Visitor {
        /// A message, valid until this returns.
        void message(Region region, MessageBytes bytes) throws IOException;

        /// Bytes that are no message, or a message that cannot be handed out.
        ///
        /// @param raw the bytes as they lie there
        void unreadable(Region region, String reason, Optional<MessageBytes> raw)
                throws IOException;
    }

    /// Looks at the file without opening it.
    static MboxFile look(Path path, boolean knownMboxrd) throws UnreadableException {
        return new MboxFile(RegularFile.look(path), knownMboxrd);
    }

    /// Visits every message. What the visitor throws comes out unchanged.
    ///
    /// @return why the file could not be read to its end, or is not what it was when reading
    ///     began; empty where all went well
    Optional<UnreadableException> read(Visitor visitor) throws IOException {
        FileChannel channel;
        try {
            channel = file.open();
        } catch (UnreadableException e) {
            return Optional.of(e);
        }
        try (channel) {
            Window window = new Window(channel, 0, file.sizeBytes());
            MboxScanner scanner = new MboxScanner(window, 0, knownMboxrd);
            while (true) {
                Optional<Region> region;
                try {
                    region = scanner.next();
                } catch (UnreadableException e) {
                    return Optional.of(e);
                }
                if (region.isEmpty()) {
                    break;
                }
                visit(region.get(), window, visitor);
            }
        }
        try {
            file.requireUnchanged();
            return Optional.empty();
        } catch (UnreadableException e) {
            return Optional.of(e);
        }
    }

    /// The message that [#read] found at this place.
    ///
    /// @throws UnreadableException if there is no longer one of just this length
    MessageBytes at(long offset, long lengthBytes) throws UnreadableException {
        if (offset < 0 || lengthBytes < 0 || offset > file.sizeBytes() - lengthBytes) {
            throw gone();
        }
        try (FileChannel channel = file.open()) {
            Window whole = new Window(channel, 0, file.sizeBytes());
            long end = offset + lengthBytes;
            byte[] two = whole.peek(end, 2);
            int emptyLine =
                    ByteScan.startsWith(two, 0, two.length, "\n")
                            ? 1
                            : ByteScan.startsWith(two, 0, two.length, "\r\n") ? 2 : 0;
            long start = lineBefore(whole, offset);
            Window window = new Window(channel, start, end + emptyLine);
            Optional<Region> found = new MboxScanner(window, start, knownMboxrd).next();
            Region region =
                    found.filter(r -> r.offset() == offset && r.lengthBytes() == lengthBytes)
                            .orElseThrow(MboxFile::gone);
            MessageBytes bytes = bytes(region, window);
            file.requireUnchanged();
            return bytes;
        } catch (IOException e) {
            throw RegularFile.unreadable(e);
        }
    }

    private void visit(Region region, Window window, Visitor visitor) throws IOException {
        MessageBytes bytes;
        try {
            bytes = bytes(region, window);
        } catch (UnreadableException e) {
            visitor.unreadable(region, e.getMessage(), Optional.empty());
            return;
        }
        if (region.traits().garbage()) {
            visitor.unreadable(
                    region,
                    "It is no message: no line before it begins with 'From '.",
                    Optional.of(bytes));
        } else if (region.lengthBytes() == 0) {
            visitor.unreadable(region, "The message has no bytes.", Optional.empty());
        } else {
            visitor.message(region, bytes);
        }
    }

    private MessageBytes bytes(Region region, Window window) throws UnreadableException {
        MessageBytes stored =
                region.inMemory()
                        ? MessageBytes.of(
                                window.bytes(),
                                window.index(region.offset()),
                                (int) region.lengthBytes())
                        : file.region(region.offset(), region.lengthBytes());
        if (!region.traits().quoted() || region.traits().garbage()) {
            return stored;
        }
        MessageBytes unquoted = unquoted(region, window, stored);
        if (unquoted.sizeBytes() == stored.sizeBytes()) {
            return stored;
        }
        if (knownMboxrd) {
            return unquoted;
        }
        if (!region.traits().lengthFits()) {
            return new TwoReadings(unquoted, stored);
        }
        // Where Content-Length tells the length, a `From ` line need not be quoted (mboxcl2); one
        // that is not, proves that this writer does not quote.
        return region.traits().plainFrom() ? stored : new TwoReadings(stored, unquoted);
    }

    private static MessageBytes unquoted(Region region, Window window, MessageBytes stored)
            throws UnreadableException {
        try {
            return region.inMemory()
                    ? MessageBytes.of(
                            MboxrdDecoder.unquote(
                                    window.bytes(),
                                    window.index(region.offset()),
                                    (int) region.lengthBytes()))
                    : UnquotedBytes.of(stored);
        } catch (IOException e) {
            throw RegularFile.unreadable(e);
        }
    }

    /// The start of the line before a position: the separator, where there is one.
    private static long lineBefore(Window window, long offset) throws UnreadableException {
        long from = Math.max(0, offset - SeparatorLine.LIMIT_BYTES - 2);
        byte[] before = window.peek(from, (int) (offset - from));
        int line = before.length - 1;
        while (line > 0 && before[line - 1] != '\n') {
            line--;
        }
        boolean whole = line > 0 || from == 0;
        return before.length > 0 && whole && begins(before, line) ? from + line : offset;
    }

    private static boolean begins(byte[] before, int line) {
        return MboxScanner.begins(java.util.Arrays.copyOfRange(before, line, before.length), true)
                || ByteScan.startsWith(before, line, before.length, SeparatorLine.FROM);
    }

    private static UnreadableException gone() {
        return new UnreadableException("The message is no longer at its place in the file.");
    }
}
