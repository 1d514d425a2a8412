package mailtally.store.mbox;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import mailtally.message.Sha256;

/// Writes one mbox file in the dialect mboxrd. Each message is one [#begin], its bytes, then either
/// [#end] or [#abort]. Used by one thread.
///
/// What is stored of a message is its raw form: every `\r*\n` is `\n`, and exactly one `\n` ends
/// it. Each line that matches `^>*From ` has one more `>`, and one empty line follows each message.
/// Reading takes both back, so read(write(message)) is the raw form, whatever the bytes.
///
/// Where anything but [#create] throws, the target is full or gone and the file is of no use.
public final class MboxWriter implements Closeable {
    /// Where a message lies in the file.
    ///
    /// @param offset its first byte, right behind the separator line's LF
    /// @param lengthBytes its stored (quoted) bytes through its final LF, without the empty line
    ///     that follows
    public record Entry(long offset, long lengthBytes) {}

    /// Stands for a sender that is not known (`<>` in SMTP), as delivery agents have it.
    private static final String NO_SENDER = "MAILER-DAEMON";

    /// RFC 5321 section 4.5.3.1.3 allows a path 256 octets, two of them its angle brackets.
    private static final int SENDER_LIMIT_CHARS = 254;

    private static final Instant YEAR_1000 = Instant.parse("1000-01-01T00:00:00Z");
    private static final Instant YEAR_10000 = Instant.parse("+10000-01-01T00:00:00Z");
    private static final DateTimeFormatter ASCTIME =
            DateTimeFormatter.ofPattern("EEE MMM ppd HH:mm:ss uuuu", Locale.US);

    private final DigestedFile file;
    private final MboxrdEncoder encoder;
    private OutputStream message;
    private long offset;
    private boolean closed;

    private MboxWriter(DigestedFile file) {
        this.file = file;
        this.encoder = new MboxrdEncoder(file);
    }

    /// A new, empty mbox file that only its owner can read.
    ///
    /// @throws java.nio.file.FileAlreadyExistsException if there is anything of that name
    public static MboxWriter create(Path file) throws IOException {
        return new MboxWriter(DigestedFile.create(file));
    }

    /// Begins a message. Fastest where its bytes come in one `write`, right in any pieces. Closing
    /// the answer does nothing.
    ///
    /// @param envelopeSender from mail, so not trusted: where it is not 1 to 254 printable ASCII
    ///     characters without a blank, `MAILER-DAEMON` stands in its place
    /// @param date when the message was received; an mbox keeps whole seconds. Without one, and
    ///     outside the years 1000 to 9999, the line has the start of 1970, which `MboxStore` reads
    ///     as not known
    public OutputStream begin(String envelopeSender, Optional<Instant> date) throws IOException {
        if (message != null || closed) {
            throw new IllegalStateException("a message is open, or the file is closed");
        }
        file.mark();
        byte[] separator =
                ("From " + sender(envelopeSender) + " " + asctime(date) + "\n")
                        .getBytes(StandardCharsets.US_ASCII);
        file.put(separator, 0, separator.length);
        offset = file.position();
        encoder.reset();
        message = new MessageStream();
        return message;
    }

    /// Ends the message that was begun, and tells where it lies.
    public Entry end() throws IOException {
        requireMessage();
        encoder.finish();
        Entry entry = new Entry(offset, file.position() - offset);
        file.put('\n');
        file.release();
        message = null;
        return entry;
    }

    /// Takes the message that was begun back: the file and its digest are as before [#begin].
    public void abort() throws IOException {
        requireMessage();
        message = null;
        file.rollback();
    }

    /// The digest of the whole file so far, made while it was written.
    ///
    /// @throws IllegalStateException between [#begin] and [#end]
    public Sha256 sha256() {
        requireNoMessage();
        return file.sha256();
    }

    /// The length of the whole file so far.
    ///
    /// @throws IllegalStateException between [#begin] and [#end]
    public long sizeBytes() {
        requireNoMessage();
        return file.position();
    }

    /// Waits until the disk has the whole file, then closes it. A message that was begun and not
    /// ended is taken back. The name in its folder is the caller's to sync.
    @Override
    public void close() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        try (file) {
            if (message != null) {
                abort();
            }
            file.sync();
        }
    }

    private void requireMessage() {
        if (message == null) {
            throw new IllegalStateException("no message was begun");
        }
    }

    private void requireNoMessage() {
        if (message != null) {
            throw new IllegalStateException("a message is open");
        }
    }

    private static String sender(String envelopeSender) {
        boolean usable =
                !envelopeSender.isEmpty()
                        && envelopeSender.length() <= SENDER_LIMIT_CHARS
                        && envelopeSender.chars().allMatch(c -> c > 0x20 && c < 0x7f);
        return usable ? envelopeSender : NO_SENDER;
    }

    private static String asctime(Optional<Instant> date) {
        return ASCTIME.format(
                date.filter(MboxWriter::hasFourDigitYear)
                        .orElse(Instant.EPOCH)
                        .atOffset(ZoneOffset.UTC));
    }

    private static boolean hasFourDigitYear(Instant date) {
        return !date.isBefore(YEAR_1000) && date.isBefore(YEAR_10000);
    }

    /// One message's bytes on their way in; of no use once it was ended.
    private final class MessageStream extends OutputStream {
        @Override
        public void write(int b) throws IOException {
            requireOpen();
            encoder.write(b);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            Objects.checkFromIndexSize(from, length, bytes.length);
            requireOpen();
            encoder.write(bytes, from, length);
        }

        private void requireOpen() {
            if (message != this) {
                throw new IllegalStateException("the message was ended");
            }
        }
    }
}
