package mailtally.message;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;

/// Digests HTML by what a reader gets: `seen`, blank, the length of the text in bytes; the text;
/// and the values of href, src and alt in order, each behind its name on a line of its own. HTML
/// with none of these, and HTML over the limits, counts by its bytes, with LF line ends.
final class HtmlDigest extends OutputStream {
    /// Longer HTML is not parsed: its tree takes many times its length. Newsletters have a tenth.
    static final int LIMIT_BYTES = 2 << 20;

    /// HTML with more tags is not parsed: a tag may make the parser add a dozen others, and a few
    /// hundred bytes each.
    static final int LIMIT_TAGS = 50_000;

    /// The attributes that lead somewhere, or say what is to be seen.
    static final List<String> LINKS = List.of("href", "src", "alt");

    private final Charset charset;
    private final ByteArrayOutputStream held = new ByteArrayOutputStream();
    private final RawDigest bytes = new RawDigest(false);
    private long sizeBytes;

    HtmlDigest(Charset charset) {
        this.charset = charset;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] portion, int offset, int length) throws IOException {
        sizeBytes += length;
        bytes.write(portion, offset, length);
        if (sizeBytes <= LIMIT_BYTES) {
            held.write(portion, offset, length);
        } else {
            held.reset();
        }
    }

    /// The digest, or nothing where the bytes are no text of the charset, or have a NUL.
    Optional<RawDigest.Sum> finish() throws IOException {
        if (sizeBytes > LIMIT_BYTES) {
            return Optional.of(ofBytes());
        }
        Optional<String> html = MailCharset.decode(held.toByteArray(), charset);
        if (html.isEmpty() || html.get().indexOf(0) >= 0) {
            return Optional.empty();
        }
        if (!fewTags(html.get())) {
            return Optional.of(ofBytes());
        }
        String seen = essence(html.get());
        if (seen.isEmpty()) {
            return Optional.of(bytes.blank() ? new RawDigest.Sum(ofNothing(), 0) : ofBytes());
        }
        byte[] essence = seen.getBytes(StandardCharsets.UTF_8);
        return Optional.of(new RawDigest.Sum(Sha256.digestOf(essence), essence.length));
    }

    /// True where it may be parsed.
    static boolean fewTags(String html) {
        return html.chars().filter(c -> c == '<').count() <= LIMIT_TAGS;
    }

    static String oneLine(String value) {
        return value.strip().replaceAll("\\s+", " ");
    }

    private static Sha256 ofNothing() {
        return Sha256.digestOf(new byte[0]);
    }

    private RawDigest.Sum ofBytes() throws IOException {
        RawDigest.Sum sum = bytes.finish();
        byte[] marked = ("bytes\n" + sum.digest().hex() + "\n").getBytes(StandardCharsets.US_ASCII);
        return new RawDigest.Sum(Sha256.digestOf(marked), sum.sizeBytes());
    }

    /// Each `\r*\n` as `\n`.
    static String lineEnds(String html) {
        StringBuilder out = new StringBuilder(html.length());
        int returns = 0;
        for (int i = 0; i < html.length(); i++) {
            char c = html.charAt(i);
            if (c == '\r') {
                returns++;
            } else {
                out.repeat('\r', c == '\n' ? 0 : returns).append(c);
                returns = 0;
            }
        }
        return out.repeat('\r', returns).toString();
    }

    /// The text on one line, and a line for each link, source and description; empty for none.
    private static String essence(String html) {
        Document document = Parser.htmlParser().parseInput(lineEnds(html), "");
        String text = document.text();
        StringBuilder values = new StringBuilder();
        for (Element element : document.getAllElements()) {
            for (String name : LINKS) {
                if (element.hasAttr(name)) {
                    String value = oneLine(element.attr(name));
                    values.append(name).append(' ').append(value).append('\n');
                }
            }
        }
        if (text.isEmpty() && values.isEmpty()) {
            return "";
        }
        // The length keeps text that looks like a link from being taken for one.
        int length = text.getBytes(StandardCharsets.UTF_8).length;
        return "seen " + length + "\n" + text + "\n" + values;
    }
}
