package mailtally.report;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import mailtally.tally.Bucket;
import mailtally.tally.Exceptional;

/// Keeps exceptions on disk, in a file of the user's alone, until the report is written: there may
/// be as many as there are messages. The file goes with [#close]. Filled by one thread at a time.
public final class ExceptionSpool
        implements Consumer<Exceptional>, Report.Walk<Exceptional>, AutoCloseable {
    private Path file;
    private DataOutputStream out;
    private long size;

    /// Keeps one.
    ///
    /// @throws UncheckedIOException if the temporary folder is full
    @Override
    public synchronized void accept(Exceptional exception) {
        try {
            if (out == null) {
                file = Files.createTempFile("mailtally-", ".exceptions");
                out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file)));
            }
            write(exception.folder());
            write(exception.locator());
            write(exception.bucket().name());
            write(exception.reason());
            write(exception.messageId());
            write(exception.subject());
            write(exception.date().map(Instant::toString).orElse(""));
            size++;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public synchronized void each(Consumer<Exceptional> consumer) throws IOException {
        if (out == null) {
            return;
        }
        out.flush();
        try (DataInputStream in =
                new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
            for (Optional<String> folder = first(in); folder.isPresent(); folder = first(in)) {
                consumer.accept(rest(folder.get(), in));
            }
        }
    }

    /// How many are kept.
    public synchronized long size() {
        return size;
    }

    @Override
    public synchronized void close() {
        if (out != null) {
            try {
                out.close();
                Files.deleteIfExists(file);
            } catch (IOException e) {
                // a leftover in the temporary folder harms no one
            }
        }
    }

    private static Exceptional rest(String folder, DataInputStream in) throws IOException {
        String locator = read(in);
        Bucket bucket = Bucket.valueOf(read(in));
        String reason = read(in);
        String messageId = read(in);
        String subject = read(in);
        String date = read(in);
        return new Exceptional(
                folder,
                locator,
                bucket,
                reason,
                messageId,
                subject,
                date.isEmpty() ? Optional.empty() : Optional.of(Instant.parse(date)));
    }

    private static Optional<String> first(DataInputStream in) throws IOException {
        try {
            return Optional.of(read(in));
        } catch (EOFException e) {
            return Optional.empty();
        }
    }

    private void write(String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static String read(DataInputStream in) throws IOException {
        return new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8);
    }
}
