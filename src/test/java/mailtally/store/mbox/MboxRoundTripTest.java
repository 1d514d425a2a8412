package mailtally.store.mbox;

import static mailtally.store.mbox.Oracle.bytes;
import static mailtally.store.mbox.Oracle.latin;
import static org.assertj.core.api.Assertions.assertThat;
import static org.quicktheories.QuickTheory.qt;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import mailtally.message.MessageBytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.quicktheories.generators.SourceDSL;

class MboxRoundTripTest {
    @TempDir Path folder;
    private int files;

    /// What one message of a file was read as.
    private record Read(long offset, long length, String separator, String text) {}

    @Test
    void whatWasWrittenIsReadBackInItsRawForm() {
        qt().withExamples(1500)
                .forAll(SourceDSL.lists().of(Oracle.messages()).ofSizeBetween(0, 6))
                .checkAssert(
                        messages -> {
                            Path file = write(messages);
                            List<String> expected =
                                    messages.stream().map(m -> latin(Oracle.raw(m))).toList();
                            assertThat(read(file, true)).extracting(Read::text).isEqualTo(expected);
                            delete(file);
                        });
    }

    @Test
    void eachMessageIsFoundAgainAtItsPlace() {
        qt().withExamples(300)
                .forAll(SourceDSL.lists().of(Oracle.messages()).ofSizeBetween(1, 4))
                .checkAssert(
                        messages -> {
                            Path file = write(messages);
                            for (boolean known : new boolean[] {true, false}) {
                                for (Read read : read(file, known)) {
                                    assertThat(again(file, known, read)).isEqualTo(read.text());
                                }
                            }
                            delete(file);
                        });
    }

    @Test
    void aCutFileNeverThrowsAndLosesNoByte() {
        qt().withExamples(1500)
                .forAll(
                        SourceDSL.lists().of(Oracle.messages()).ofSizeBetween(1, 4),
                        SourceDSL.integers().between(0, 3000),
                        SourceDSL.integers().between(0, 3000))
                .checkAssert(
                        (messages, a, b) -> {
                            Path whole = write(messages);
                            byte[] bytes = all(whole);
                            int from = Math.min(a, b) % (bytes.length + 1);
                            int to = Math.max(from, Math.max(a, b) % (bytes.length + 1));
                            Path cut = next();
                            write(cut, java.util.Arrays.copyOfRange(bytes, from, to));
                            everyByteIsAccountedFor(cut, false);
                            everyByteIsAccountedFor(cut, true);
                            delete(whole);
                            delete(cut);
                        });
    }

    @Test
    void anyBytesAtAllAreAccountedFor() {
        qt().withExamples(1500)
                .forAll(Oracle.messages())
                .checkAssert(
                        bytes -> {
                            Path file = next();
                            write(file, bytes);
                            everyByteIsAccountedFor(file, false);
                            delete(file);
                        });
    }

    @Test
    void messagesOfAnySizeAroundTheMemoryLimitAreReadBack() throws IOException {
        Random random = new Random(3);
        int limit = MessageBytes.IN_MEMORY_LIMIT_BYTES;
        for (int size : new int[] {limit - 1, limit, limit + 1, limit + 70_000, 3 * limit}) {
            List<byte[]> messages = new ArrayList<>();
            for (int length : new int[] {100, size, 3000, size, 1}) {
                messages.add(text(random, length));
            }
            Path file = write(messages);
            List<Read> read = read(file, true);
            assertThat(read).hasSize(messages.size());
            for (int i = 0; i < read.size(); i++) {
                assertThat(read.get(i).text().equals(latin(Oracle.raw(messages.get(i))))).isTrue();
                assertThat(again(file, true, read.get(i)).equals(read.get(i).text())).isTrue();
            }
            delete(file);
        }
    }

    @Test
    void aLineOfManyQuotesIsReadBack() throws IOException {
        for (int quotes : new int[] {4000, 4096, 70_000, 600_000, 5_000_000}) {
            byte[] message = bytes("a: b\n\n" + ">".repeat(quotes) + "From x\nend\n");
            Path file = write(List.of(message, message));
            assertThat(read(file, true))
                    .extracting(Read::text)
                    .allMatch(latin(message)::equals)
                    .hasSize(2);
            delete(file);
        }
    }

    @Test
    void aMessageBehindFourGigabytesIsFound() throws IOException {
        Path file = write(List.of(bytes("a: first\n\nx\n")));
        String last = "From b@example.com Wed Feb  3 04:05:06 2021\na: last\n\ny\n\n";
        long hole = (4L << 30) + 12_345;
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(bytes("\n\n" + last)), hole);
        }
        List<Long> offsets = new ArrayList<>();
        List<Long> sizes = new ArrayList<>();
        MboxStore.readPackage(
                file,
                false,
                new MboxStore.PackageVisitor() {
                    @Override
                    public void message(
                            long offset, long length, String separator, MessageBytes bytes) {
                        offsets.add(offset);
                        sizes.add(bytes.sizeBytes());
                    }

                    @Override
                    public void unreadable(long offset, long length, String reason) {
                        throw new AssertionError(reason);
                    }
                });
        assertThat(offsets).containsExactly(44L, hole + 46);
        assertThat(sizes).containsExactly(hole + 1 - 44, 11L);
        MessageBytes again = MboxStore.messageAt(file, false, hole + 46, 11);
        assertThat(latin(again.head(100))).isEqualTo("a: last\n\ny\n");
    }

    private static byte[] text(Random random, int length) {
        StringBuilder text = new StringBuilder("a: b\n\n");
        while (text.length() < length) {
            text.append(
                            random.nextInt(40) == 0
                                    ? "From x"
                                    : random.nextInt(40) == 1 ? ">From " : "")
                    .append("0123456789".repeat(random.nextInt(8)))
                    .append('\n');
        }
        text.setLength(Math.max(1, length - 1));
        return bytes(text + "\n");
    }

    private void everyByteIsAccountedFor(Path file, boolean known) {
        List<long[]> parts = new ArrayList<>();
        try {
            MboxStore.readPackage(
                    file,
                    known,
                    new MboxStore.PackageVisitor() {
                        @Override
                        public void message(
                                long offset, long length, String separator, MessageBytes bytes)
                                throws IOException {
                            parts.add(new long[] {offset, length});
                            assertThat(content(bytes)).hasSize((int) bytes.sizeBytes());
                        }

                        @Override
                        public void unreadable(long offset, long length, String reason) {
                            parts.add(new long[] {offset, length});
                        }
                    });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        String text = latin(all(file));
        int at = 0;
        for (long[] part : parts) {
            String between = text.substring(at, (int) part[0]);
            assertThat(between).matches("(\r?\n)?(From [^\n]*\n?)?");
            at = (int) (part[0] + part[1]);
        }
        assertThat(text.substring(at)).matches("(\r?\n)?");
    }

    private Path write(List<byte[]> messages) {
        try {
            Path file = next();
            try (MboxWriter writer = MboxWriter.create(file)) {
                for (byte[] message : messages) {
                    writer.begin("", Optional.empty()).write(message);
                    writer.end();
                }
            }
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Read> read(Path file, boolean known) {
        List<Read> read = new ArrayList<>();
        try {
            MboxStore.readPackage(
                    file,
                    known,
                    new MboxStore.PackageVisitor() {
                        @Override
                        public void message(
                                long offset, long length, String separator, MessageBytes bytes)
                                throws IOException {
                            read.add(new Read(offset, length, separator, latin(content(bytes))));
                        }

                        @Override
                        public void unreadable(long offset, long length, String reason) {
                            throw new AssertionError(reason);
                        }
                    });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return read;
    }

    private static String again(Path file, boolean known, Read read) {
        try {
            return latin(content(MboxStore.messageAt(file, known, read.offset(), read.length())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] content(MessageBytes bytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        bytes.writeTo(out);
        try (var in = bytes.open()) {
            assertThat(in.readAllBytes()).isEqualTo(out.toByteArray());
        }
        assertThat(bytes.sizeBytes()).isEqualTo(out.size());
        return out.toByteArray();
    }

    private static byte[] all(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(Path file, byte[] bytes) {
        try {
            Files.write(file, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path next() {
        return folder.resolve("mbox" + files++);
    }
}
