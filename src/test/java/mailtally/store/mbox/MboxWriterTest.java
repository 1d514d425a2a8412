package mailtally.store.mbox;

import static mailtally.store.mbox.Oracle.bytes;
import static mailtally.store.mbox.Oracle.latin;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.quicktheories.QuickTheory.qt;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import mailtally.message.Sha256;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.quicktheories.generators.SourceDSL;

class MboxWriterTest {
    private static final String DAEMON_1970 = "From MAILER-DAEMON Thu Jan  1 00:00:00 1970\n";

    @TempDir Path folder;
    private int files;

    @Test
    void aMessageLiesBetweenItsSeparatorAndAnEmptyLine() throws IOException {
        Path file = next();
        try (MboxWriter writer = MboxWriter.create(file)) {
            writer.begin("jane@example.com", Optional.of(Instant.parse("2021-02-03T04:05:06.9Z")))
                    .write(bytes("Subject: a\r\n\r\nFrom here\r\n>From there\r\n\r\n"));
            MboxWriter.Entry entry = writer.end();
            assertThat(entry).isEqualTo(new MboxWriter.Entry(47, 36));
        }
        assertThat(Files.readString(file))
                .isEqualTo(
                        """
                        From jane@example.com Wed Feb  3 04:05:06 2021
                        Subject: a

                        >From here
                        >>From there

                        """);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void aHostileSenderIsNotWritten() throws IOException {
        for (String sender :
                List.of("", "a b", "a\nFrom b", "a\u0000", "ä@example.com", "x".repeat(255))) {
            Path file = next();
            try (MboxWriter writer = MboxWriter.create(file)) {
                writer.begin(sender, Optional.empty()).write('x');
                writer.end();
            }
            assertThat(Files.readString(file)).isEqualTo(DAEMON_1970 + "x\n\n");
        }
    }

    @Test
    void aYearThatHasNotFourDigitsIsNotWritten() throws IOException {
        for (String date : List.of("0999-12-31T23:59:59Z", "+10000-01-01T00:00:00Z")) {
            Path file = next();
            try (MboxWriter writer = MboxWriter.create(file)) {
                writer.begin("", Optional.of(Instant.parse(date))).write('x');
                writer.end();
            }
            assertThat(Files.readString(file)).isEqualTo(DAEMON_1970 + "x\n\n");
        }
    }

    @Test
    void anExistingFileIsNeverOverwritten() throws IOException {
        Path file = next();
        Files.writeString(file, "mine");
        assertThatThrownBy(() -> MboxWriter.create(file))
                .isInstanceOf(FileAlreadyExistsException.class);
        assertThat(Files.readString(file)).isEqualTo("mine");
    }

    @Test
    void anyBytesInAnyPiecesAreStoredAlike() {
        qt().withExamples(3000)
                .forAll(
                        Oracle.messages(),
                        SourceDSL.lists()
                                .of(SourceDSL.integers().between(0, 2000))
                                .ofSizeBetween(0, 12))
                .checkAssert(
                        (message, places) -> {
                            byte[] expected =
                                    Oracle.join(
                                            List.of(
                                                    bytes(DAEMON_1970),
                                                    Oracle.quoted(message),
                                                    bytes("\n")));
                            String stored = latin(write(Oracle.cut(message, places)));
                            assertThat(stored).isEqualTo(latin(expected));
                        });
    }

    @Test
    void whatIsAbortedLeavesNoTrace() throws IOException {
        Random random = new Random(7);
        Path with = next();
        Path without = next();
        try (MboxWriter a = MboxWriter.create(with);
                MboxWriter b = MboxWriter.create(without)) {
            for (int i = 0; i < 200; i++) {
                byte[] message = new byte[random.nextInt(20) == 0 ? 700_000 : 3000];
                random.nextBytes(message);
                a.begin("x", Optional.empty()).write(message);
                if (random.nextBoolean()) {
                    a.abort();
                } else {
                    MboxWriter.Entry entry = a.end();
                    b.begin("x", Optional.empty()).write(message);
                    assertThat(b.end()).isEqualTo(entry);
                }
                assertThat(a.sha256()).isEqualTo(b.sha256());
                assertThat(a.sizeBytes()).isEqualTo(b.sizeBytes());
            }
            a.begin("x", Optional.empty()).write(new byte[900_000]);
        }
        assertThat(Files.mismatch(with, without)).isEqualTo(-1);
    }

    @Test
    void theDigestIsTheFiles() throws IOException {
        Path file = next();
        Sha256 digest;
        try (MboxWriter writer = MboxWriter.create(file)) {
            assertThat(writer.sha256()).isEqualTo(Sha256.digestOf(new byte[0]));
            for (int i = 0; i < 100; i++) {
                writer.begin("a@b", Optional.of(Instant.ofEpochSecond(i)))
                        .write(bytes("x: y\n\nFrom z\n".repeat(i * 50)));
                writer.end();
            }
            digest = writer.sha256();
            assertThat(writer.sizeBytes()).isGreaterThan(1_000_000);
        }
        assertThat(Sha256.digestOf(Files.readAllBytes(file))).isEqualTo(digest);
    }

    @Test
    void aStreamThatWasEndedTakesNothingMore() throws IOException {
        try (MboxWriter writer = MboxWriter.create(next())) {
            OutputStream stream = writer.begin("", Optional.empty());
            stream.write(bytes("a: b\n"));
            writer.end();
            assertThatThrownBy(() -> stream.write(1)).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(writer::end).isInstanceOf(IllegalStateException.class);
        }
    }

    private byte[] write(List<byte[]> pieces) {
        try {
            Path file = next();
            try (MboxWriter writer = MboxWriter.create(file)) {
                OutputStream message = writer.begin("", Optional.empty());
                for (byte[] piece : pieces) {
                    message.write(piece);
                }
                MboxWriter.Entry entry = writer.end();
                assertThat(entry.offset() + entry.lengthBytes() + 1).isEqualTo(writer.sizeBytes());
            }
            byte[] stored = Files.readAllBytes(file);
            Files.delete(file);
            return stored;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path next() {
        return folder.resolve("mbox" + files++);
    }
}
