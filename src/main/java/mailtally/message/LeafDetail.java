package mailtally.message;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads once more what a [Leaf] reads, and keeps what it says.
final class LeafDetail extends OutputStream {
    private final String type;
    private final Optional<Charset> charset;
    private final String fileName;
    private final String alternative;
    private final boolean lines;
    private final boolean words;
    private final DetailBudget budget;
    private final RawDigest byLines = new RawDigest(false);
    private final ByteArrayOutputStream held = new ByteArrayOutputStream();
    private final Optional<TransferDecoder> decoder;
    private long sizeBytes;

    LeafDetail(PartHeader header, String type, PartPlace place, DetailBudget budget) {
        this.type = type;
        this.charset = MailCharset.named(header.charset());
        this.fileName = header.fileName();
        this.alternative = place.alternative();
        this.budget = budget;
        this.words = type.equals("text/plain") || type.equals("text/html");
        this.lines =
                type.startsWith("text/") || !TransferDecoder.encoded(header.transferEncoding());
        this.decoder = TransferDecoder.of(header.transferEncoding(), new Kept(), place.message());
    }

    /// Takes decoded bytes.
    private final class Kept extends OutputStream {
        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            byLines.write(bytes, offset, length);
            sizeBytes += length;
            if (words && sizeBytes <= HtmlDigest.LIMIT_BYTES) {
                held.write(bytes, offset, length);
            } else {
                held.reset();
            }
        }
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] portion, int offset, int length) throws IOException {
        if (decoder.isPresent()) {
            decoder.get().write(portion, offset, length);
        }
    }

    Detail finish() throws IOException {
        boolean decoded = false;
        if (decoder.isPresent()) {
            decoder.get().finish();
            decoded = !decoder.get().failed();
        }
        boolean readable =
                decoded && words && sizeBytes <= HtmlDigest.LIMIT_BYTES && budget.take(sizeBytes);
        RawDigest.Sum raw = byLines.finish();
        return new Detail.Leaf(
                fileName,
                raw.digest(),
                raw.sizeBytes(),
                decoded && lines,
                alternative,
                readable ? wordings(held.toByteArray()) : List.of());
    }

    /// Where the bytes are no text of their charset, as UTF-8 and as windows-1252: neither loses a
    /// byte, so a text that equals either holds all there was.
    private List<Wording> wordings(byte[] bytes) {
        Optional<String> clear = charset.flatMap(c -> MailCharset.decode(bytes, c));
        if (clear.isPresent()) {
            return List.of(wording(clear.get()));
        }
        List<Wording> ways = new ArrayList<>();
        MailCharset.decode(bytes, StandardCharsets.UTF_8).ifPresent(t -> ways.add(wording(t)));
        ways.add(wording(MailCharset.windows1252(new String(bytes, StandardCharsets.ISO_8859_1))));
        return ways;
    }

    private Wording wording(String text) {
        return type.equals("text/html") && HtmlDigest.fewTags(text)
                ? Wording.ofHtml(text)
                : Wording.ofPlain(text);
    }
}
