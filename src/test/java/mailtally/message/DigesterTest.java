package mailtally.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.quicktheories.QuickTheory.qt;
import static org.quicktheories.generators.SourceDSL.integers;
import static org.quicktheories.generators.SourceDSL.lists;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.quicktheories.core.Gen;

class DigesterTest {
    private static final List<String> PIECES =
            List.of(
                    "a",
                    "From x",
                    "\r",
                    "\n",
                    "\r\n",
                    "\r\r\n",
                    "\0",
                    ">From ",
                    "Status: RO\n",
                    "X-UID: 7\r\n folded\r\n",
                    "Subject: hi\n",
                    "Content-Length: 3\n",
                    "text",
                    " ");

    private final Digester digester = new Digester();

    @Test
    void rawAndCoreAndWireAreWhatTheRulesSay() {
        qt().withExamples(5000)
                .forAll(messages(), integers().between(1, 9))
                .check(
                        (message, chunk) -> {
                            Digests digests = digest(message, chunk);
                            String raw = rawOracle(message);
                            String core = rawOracle(coreOracle(message));
                            return digests.exact().equals(sum(message))
                                    && digests.raw().equals(sum(raw))
                                    && digests.core().equals(sum(core))
                                    && digests.wire().equals(sum(core.replace('\0', '\u0080')));
                        });
    }

    @Test
    void theRawFormOfARawFormIsTheSame() {
        qt().withExamples(2000)
                .forAll(messages(), integers().between(1, 9))
                .check(
                        (message, chunk) ->
                                rawForm(rawForm(message, chunk), 3).equals(rawForm(message, 2)));
    }

    @Test
    void exactBytesCanBeMadeAgainUnlessLineEndsAreMixed() {
        qt().withExamples(5000)
                .forAll(messages())
                .check(
                        message -> {
                            Digests digests = digest(message, 4);
                            if (digests.lineEnds() == LineEnds.MIXED) {
                                return true;
                            }
                            String end = digests.lineEnds() == LineEnds.LF ? "\n" : "\r\n";
                            String raw = rawForm(message, 5);
                            String body = raw.substring(0, raw.length() - 1);
                            String again =
                                    body.replace("\n", end)
                                            + end.repeat((int) digests.finalNewlines());
                            return again.equals(message);
                        });
    }

    @Test
    void aPngWithChangedLineEndsIsMixed() {
        assertThat(digest("A: b\n\n\r\n\u001a\n", 4).lineEnds()).isEqualTo(LineEnds.MIXED);
        assertThat(digest("A: b\r\n\r\nx\r\n", 4).lineEnds()).isEqualTo(LineEnds.CRLF);
        assertThat(digest("A: b\n\nx", 4).lineEnds()).isEqualTo(LineEnds.LF);
    }

    @Test
    void aMessageWithoutBytesOrHeaderIsUnreadable() {
        assertThat(digest("", 1).unreadable()).isTrue();
        assertThat(digest("\n\ntext", 100).unreadable()).isTrue();
        assertThat(digest("no field here\n\n", 100).unreadable()).isTrue();
        assertThat(digest("Subject: x\n", 100).unreadable()).isFalse();
    }

    @Test
    void theEnvelopeIsReadUnfolded() {
        Envelope envelope =
                digest(
                                "Subject: one\n two\nMESSAGE-ID : <a@b>\nDate: Tue, 5 Mar 2019 10:11:12"
                                        + " +0100\n\nSubject: three\n",
                                1000)
                        .envelope();
        assertThat(envelope.subject()).isEqualTo("one two");
        assertThat(envelope.messageId()).isEqualTo("<a@b>");
        assertThat(envelope.dateMs()).contains(1551777072000L);
    }

    @Test
    void aLargeMessageIsTheSameStreamed() throws IOException {
        String message =
                "Subject: x\r\nStatus: O\r\n\r\n" + "0123456789\r\n".repeat(1 << 20) + "\0";
        Digests streamed = digest(message, 8191);
        Digests whole = digester.digest(MessageBytes.of(latin1(message)));
        assertThat(streamed).isEqualTo(whole);
    }

    private static Gen<String> messages() {
        return lists().of(integers().between(0, PIECES.size() - 1))
                .ofSizeBetween(0, 14)
                .map(list -> String.join("", list.stream().map(PIECES::get).toList()));
    }

    private Digests digest(String message, int chunk) {
        ByteArrayOutputStream copy = new ByteArrayOutputStream();
        try {
            Digests digests = digester.digest(new Chunked(latin1(message), chunk), copy);
            assertThat(copy.toString(StandardCharsets.ISO_8859_1)).isEqualTo(message);
            return digests;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String rawForm(String message, int chunk) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (RawForm form = new RawForm(out)) {
            new Chunked(latin1(message), chunk).writeTo(form);
            form.finish();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toString(StandardCharsets.ISO_8859_1);
    }

    private static String rawOracle(String message) {
        return message.replaceAll("\r*\n", "\n").replaceAll("[\r\n]*\\z", "") + "\n";
    }

    /// Without store headers, line by line, with string operations only.
    private static String coreOracle(String message) {
        StringBuilder kept = new StringBuilder();
        boolean header = true;
        boolean dropping = false;
        boolean surely = true;
        boolean first = true;
        int number = 0;
        for (String line : message.split("(?<=\n)", -1)) {
            boolean fromLine = number++ == 0 && line.startsWith("From ");
            header = header && !line.matches("(?s)\r*\n");
            boolean folded = line.matches("(?s)[ \t].*") && !first;
            first = fromLine;
            if (fromLine) {
                continue;
            }
            if (!folded) {
                surely = surely && line.matches("(?s)[!-9;-~]+[ \\t]*:.*");
                dropping = surely && line.matches("(?is)(status|x-uid|content-length)[ \t]*:.*");
            }
            if (!(header && dropping)) {
                kept.append(line);
            }
        }
        return kept.toString();
    }

    private static Sha256 sum(String message) {
        return Sha256.digestOf(latin1(message));
    }

    private static byte[] latin1(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    /// A message that comes in small pieces.
    private static final class Chunked implements MessageBytes {
        private final byte[] bytes;
        private final int chunk;

        Chunked(byte[] bytes, int chunk) {
            this.bytes = bytes;
            this.chunk = chunk;
        }

        @Override
        public long sizeBytes() {
            return bytes.length;
        }

        @Override
        public void writeTo(OutputStream sink) throws IOException {
            for (int at = 0; at < bytes.length; at += chunk) {
                sink.write(bytes, at, Math.min(chunk, bytes.length - at));
            }
        }

        @Override
        public InputStream open() {
            return new ByteArrayInputStream(bytes);
        }
    }
}
