package mailtally.message;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// One part that holds no others, read as its bytes pass. What is not strictly what its header says
/// counts raw.
final class Leaf extends OutputStream {
    private static final RawDigest.Sum NOTHING = new RawDigest.Sum(Sha256.digestOf(new byte[0]), 0);

    private final String type;
    private final String fileName;
    private final boolean shown;
    private final RawDigest raw;
    private final LfForm lines = new LfForm(OutputStream.nullOutputStream());
    private final DigestSink bytes = new DigestSink();
    private final Optional<TextDigest> text;
    private final Optional<HtmlDigest> html;
    private final Optional<TransferDecoder> decoder;

    /// True for a body without transfer encoding whose line ends mean nothing.
    private final boolean byLines;

    /// @param type the media type
    /// @param mixedLineEnds true where the message's line ends differ, so that none is forgiven in
    ///     what is no text
    /// @param wholeBody true where this is all of a message's body, so that line ends may follow
    Leaf(PartHeader header, String type, boolean mixedLineEnds, boolean wholeBody) {
        this.type = type;
        this.fileName = header.fileName();
        this.shown = !header.attachment();
        boolean textual = type.startsWith("text/");
        this.raw = new RawDigest(mixedLineEnds && !textual);
        Optional<Charset> charset = MailCharset.named(header.charset());
        boolean plain = shown && type.equals("text/plain");
        boolean markup = shown && type.equals("text/html");
        this.text = plain ? charset.map(TextDigest::new) : Optional.empty();
        this.html = markup ? charset.map(HtmlDigest::new) : Optional.empty();
        OutputStream target = text.<OutputStream>map(t -> t).or(() -> html).orElse(bytes);
        boolean unknown = (plain || markup) && charset.isEmpty();
        boolean encoded = TransferDecoder.encoded(header.transferEncoding());
        this.byLines = !encoded && !plain && !markup && (textual || wholeBody);
        this.decoder =
                unknown
                        ? Optional.empty()
                        : TransferDecoder.of(header.transferEncoding(), target, wholeBody);
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] portion, int offset, int length) throws IOException {
        raw.write(portion, offset, length);
        lines.write(portion, offset, length);
        if (decoder.isPresent()) {
            decoder.get().write(portion, offset, length);
        }
    }

    /// The body is at its end: what it was goes on the sheet.
    void finish(String path, Optional<Detail> detail, Collector out) throws IOException {
        lines.finish();
        Component.Kind kind = Component.Kind.RAW;
        Optional<RawDigest.Sum> sum = Optional.empty();
        if (decoder.isPresent()) {
            decoder.get().finish();
            if (!decoder.get().failed()) {
                kind = kind();
                sum = understood();
            }
        }
        if (sum.isEmpty()) {
            kind = Component.Kind.RAW;
            sum = Optional.of(raw.blank() ? NOTHING : raw.finish());
        }
        if (sum.get().sizeBytes() == 0 && kind != Component.Kind.BINARY) {
            return; // an empty text holds nothing that could be lost
        }
        Sha256 digest = sum.get().digest();
        out.add(
                new Component(
                        kind,
                        path,
                        digest,
                        sum.get().sizeBytes(),
                        label(fileName, type),
                        type,
                        lines.count()),
                detail);
        name(fileName, digest, path, out);
    }

    private Component.Kind kind() {
        return text.isPresent()
                ? Component.Kind.TEXT
                : html.isPresent() ? Component.Kind.HTML : Component.Kind.BINARY;
    }

    private Optional<RawDigest.Sum> understood() throws IOException {
        if (text.isPresent()) {
            RawDigest.Sum sum = text.get().finish();
            return text.get().failed() ? Optional.empty() : Optional.of(sum);
        }
        if (html.isPresent()) {
            return html.get().finish();
        }
        if (byLines) {
            return Optional.of(raw.blank() ? NOTHING : raw.finish());
        }
        return Optional.of(new RawDigest.Sum(bytes.finish(), bytes.sizeBytes()));
    }

    /// What people are told of a part.
    static String label(String fileName, String type) {
        return HeaderText.label(fileName.isEmpty() ? type : fileName + ", " + type);
    }

    /// Adds the name of a part, if it has one, tied to the part's digest.
    static void name(String fileName, Sha256 part, String path, Collector out)
            throws UnaccountedException {
        if (fileName.isEmpty()) {
            return;
        }
        byte[] name = fileName.getBytes(StandardCharsets.UTF_8);
        java.security.MessageDigest digest = Sha256.newDigest();
        digest.update(part.bytes());
        digest.update(name);
        out.add(
                new Component(
                        Component.Kind.FILE_NAME,
                        path,
                        Sha256.finish(digest),
                        name.length,
                        HeaderText.label("file name: " + fileName),
                        "",
                        -1));
    }
}
