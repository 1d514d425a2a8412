package mailtally.store.applemail;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import mailtally.message.MessageBytes;
import mailtally.message.UnreadableException;
import mailtally.store.Completeness;
import mailtally.store.Finding;
import mailtally.store.applemail.SegmentBytes.Segment;

/// Reads one message's file: one look before, one open, one read, one look after. Where the two
/// looks differ the read is repeated, at most [#ATTEMPTS] times in all.
///
/// Keeps its buffers from file to file, so what it hands out is valid only until it reads the next
/// file. One thread.
final class MessageFileReader {
    /// How often a file is read that changes meanwhile.
    static final int ATTEMPTS = 3;

    private static final int LARGEST_IN_MEMORY_BYTES =
            MessageBytes.IN_MEMORY_LIMIT_BYTES + PropertyList.LIMIT_BYTES;
    private static final int TRANSFER_BYTES = 1 << 18;

    private final ByteBuffer transfer = ByteBuffer.allocateDirect(TRANSFER_BYTES);
    private byte[] content = new byte[1 << 16];
    private byte[] joined = new byte[0];

    /// What came of reading a file.
    sealed interface Reading {
        /// The file's stamp with that of its attachments, for a locator; empty if it is gone.
        String stampText();
    }

    /// A message.
    ///
    /// @param properties the property list's values
    /// @param received the date received, where the list has it
    record Message(
            String stampText,
            MessageBytes bytes,
            Map<String, Object> properties,
            Optional<Instant> received,
            Completeness completeness,
            List<Finding> findings)
            implements Reading {}

    /// No message can be had from the file.
    ///
    /// @param rawFile the file as it lies there, where it is plain and can be read
    /// @param gone true where the file is no longer there
    record Damaged(String stampText, String reason, Optional<MessageBytes> rawFile, boolean gone)
            implements Reading {}

    /// Reads a file.
    ///
    /// @param attachments what lies beside it, for a partial message; empty for a full one
    /// @throws ClosedByInterruptException if the thread was interrupted: that says nothing about
    ///     the file
    Reading read(Path file, Optional<AttachmentFolder> attachments)
            throws ClosedByInterruptException {
        Reading last = null;
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            FileStamp before = null;
            try {
                before = FileStamp.of(file);
                if (!before.regular()) {
                    return new Damaged(
                            before.text(),
                            "It is "
                                    + FileStamp.kind(file)
                                    + " where a message's file should be. It was not opened.",
                            Optional.empty(),
                            false);
                }
                return stable(file, before, attachments);
            } catch (ClosedByInterruptException e) {
                throw e;
            } catch (UnreadableException e) {
                String stamp = before == null ? "" : before.text();
                last = new Damaged(stamp, e.getMessage(), Optional.empty(), false);
            } catch (NoSuchFileException e) {
                return new Damaged(
                        "",
                        "The file was there when the folder was listed and is gone now.",
                        Optional.empty(),
                        true);
            } catch (AccessDeniedException e) {
                String stamp = before == null ? "" : before.text();
                return new Damaged(
                        stamp,
                        "The file may not be read: Permission denied.",
                        Optional.empty(),
                        false);
            } catch (IOException e) {
                String stamp = before == null ? "" : before.text();
                last =
                        new Damaged(
                                stamp,
                                "The file cannot be read: " + Reasons.of(e) + ".",
                                Optional.empty(),
                                false);
            }
        }
        return last;
    }

    private Reading stable(Path file, FileStamp stamp, Optional<AttachmentFolder> attachments)
            throws IOException {
        if (stamp.sizeBytes() == 0) {
            return damaged(file, stamp, "The file is empty.");
        }
        boolean whole = stamp.sizeBytes() <= LARGEST_IN_MEMORY_BYTES;
        MessageFileLayout layout;
        try {
            layout = whole ? readWhole(file, stamp) : readEnds(file, stamp);
        } catch (MessageFileLayout.NoMessageException e) {
            return damaged(file, stamp, e.getMessage());
        }
        if (layout.start() >= layout.end()) {
            return damaged(file, stamp, "The message has no bytes.");
        }
        Optional<Instant> received = received(layout);
        if (attachments.isPresent()) {
            return partial(file, stamp, layout, received, whole, attachments.get());
        }
        int length = (int) Math.min(layout.end() - layout.start(), Integer.MAX_VALUE);
        MessageBytes bytes =
                whole && length <= MessageBytes.IN_MEMORY_LIMIT_BYTES
                        ? MessageBytes.of(content, (int) layout.start(), length)
                        : SegmentBytes.ofFile(file, stamp, layout.start(), layout.end());
        return new Message(
                stamp.text(),
                bytes,
                layout.properties(),
                received,
                layout.completeness(),
                layout.findings());
    }

    private Optional<Instant> received(MessageFileLayout layout) {
        Object value = layout.properties().get("date-received");
        if (value == null) {
            return Optional.empty();
        }
        int from = (int) layout.start();
        int limit = (int) Math.min(layout.end(), content.length);
        return ReceivedDate.of(value, content, from, Math.max(from, limit));
    }

    private static Damaged damaged(Path file, FileStamp stamp, String reason) {
        MessageBytes raw = SegmentBytes.ofFile(file, stamp, 0, stamp.sizeBytes());
        return new Damaged(stamp.text(), reason, Optional.of(raw), false);
    }

    private MessageFileLayout readWhole(Path file, FileStamp stamp)
            throws IOException, MessageFileLayout.NoMessageException {
        int size = (int) stamp.sizeBytes();
        if (content.length < size) {
            content =
                    new byte[Math.max(size, Math.min(content.length * 4, LARGEST_IN_MEMORY_BYTES))];
        }
        try (FileChannel channel = open(file)) {
            read(channel, 0, content, 0, size);
        }
        check(file, stamp);
        return MessageFileLayout.find(content, size, content, 0, size);
    }

    /// A large file: only its beginning and its end are read now.
    private MessageFileLayout readEnds(Path file, FileStamp stamp)
            throws IOException, MessageFileLayout.NoMessageException {
        byte[] tail = new byte[PropertyList.LIMIT_BYTES];
        long tailStart = stamp.sizeBytes() - tail.length;
        int head = Math.min(content.length, 1 << 15);
        try (FileChannel channel = open(file)) {
            read(channel, 0, content, 0, head);
            read(channel, tailStart, tail, 0, tail.length);
        }
        java.util.Arrays.fill(content, head, content.length, (byte) 0);
        check(file, stamp);
        return MessageFileLayout.find(content, head, tail, tailStart, stamp.sizeBytes());
    }

    private static FileChannel open(Path file) throws IOException {
        return FileChannel.open(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
    }

    private void read(FileChannel channel, long position, byte[] target, int offset, int length)
            throws IOException {
        int done = 0;
        while (done < length) {
            transfer.clear().limit(Math.min(transfer.capacity(), length - done));
            int got = channel.read(transfer, position + done);
            if (got <= 0) {
                throw new UnreadableException("The file became shorter while it was read.");
            }
            transfer.flip().get(target, offset + done, got);
            done += got;
        }
    }

    private static void check(Path file, FileStamp before) throws IOException {
        if (!FileStamp.of(file).equals(before)) {
            throw new UnreadableException(
                    "The file changed each of the " + ATTEMPTS + " times that it was read.");
        }
    }

    private Reading partial(
            Path file,
            FileStamp stamp,
            MessageFileLayout layout,
            Optional<Instant> received,
            boolean whole,
            AttachmentFolder attachments)
            throws IOException {
        PartialMessage message =
                PartialMessage.join(
                        whole
                                ? new TextInMemory(
                                        content,
                                        (int) layout.start(),
                                        (int) (layout.end() - layout.start()))
                                : new TextInFile(file, stamp, layout.start(), layout.end()),
                        attachments);
        List<Finding> findings = new ArrayList<>(layout.findings());
        findings.addAll(message.findings());
        Completeness completeness =
                layout.completeness() instanceof Completeness.CutShort cut
                        ? cut
                        : message.completeness();
        SegmentBytes streamed = new SegmentBytes(message.segments());
        MessageBytes bytes =
                streamed.sizeBytes() <= MessageBytes.IN_MEMORY_LIMIT_BYTES
                        ? inMemory(streamed)
                        : streamed;
        return new Message(
                stamp.text() + "-" + Long.toHexString(message.attachmentsStamp()),
                bytes,
                layout.properties(),
                received,
                completeness,
                findings);
    }

    private MessageBytes inMemory(SegmentBytes streamed) throws IOException {
        int size = (int) streamed.sizeBytes();
        if (joined.length < size) {
            joined = new byte[Math.min(size * 2, MessageBytes.IN_MEMORY_LIMIT_BYTES)];
        }
        try (InputStream in = streamed.open()) {
            int got = in.readNBytes(joined, 0, size);
            if (got != size || in.read() >= 0) {
                throw new UnreadableException("An attachment changed while it was read.");
            }
        }
        return MessageBytes.of(joined, 0, size);
    }

    private record TextInFile(Path file, FileStamp stamp, long start, long end)
            implements PartialMessage.Text {
        @Override
        public InputStream open() throws IOException {
            return new CheckedFileStream(file, stamp, start, end);
        }

        @Override
        public Segment slice(long from, long to) {
            return Segment.of(file, stamp, start + from, start + to);
        }

        @Override
        public long sizeBytes() {
            return end - start;
        }
    }

    /// Text in the reader's buffer.
    private static final class TextInMemory implements PartialMessage.Text {
        private final byte[] buffer;
        private final int offset;
        private final int length;

        TextInMemory(byte[] buffer, int offset, int length) {
            this.buffer = buffer;
            this.offset = offset;
            this.length = length;
        }

        @Override
        public InputStream open() {
            return new java.io.ByteArrayInputStream(buffer, offset, length);
        }

        @Override
        public Segment slice(long from, long to) {
            return Segment.of(buffer, offset + (int) from, (int) (to - from));
        }

        @Override
        public long sizeBytes() {
            return length;
        }
    }
}
