package mailtally.message;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeVisitor;

/// A message as a person can read it: some header fields, its text, the names of its attachments.
/// For looking at alone: unlike a sheet it forgives what it does not understand. Nothing in it is
/// run, followed or loaded.
///
/// @param head lines such as "From: …", decoded
/// @param text the plain text, or what is left of HTML without its tags; may be cut
/// @param attachments their names, types and encoded lengths
public record ReadableText(List<String> head, String text, List<String> attachments) {
    private static final List<String> FIELDS =
            List.of("from", "to", "cc", "bcc", "date", "subject", "message-id");
    private static final int FIELD_CHARS = 500;
    private static final int MOST_PARTS = 200;
    private static final int MOST_DEPTH = 10;
    private static final int MOST_VALUES = 20;
    private static final int MOST_NAMED = 200;

    /// All texts of a message together; a message may have hundreds.
    private static final int MOST_BYTES = 1 << 20;

    public ReadableText {
        head = List.copyOf(head);
        attachments = List.copyOf(attachments);
    }

    /// Reads a message.
    ///
    /// @param limitChars how much of the text is wanted
    /// @throws IOException if it cannot be read at all
    public static ReadableText of(MessageBytes message, int limitChars) throws IOException {
        Reading reading = new Reading();
        try (InputStream in = message.open()) {
            reading.entity(in, 0);
        } catch (UnaccountedException | RuntimeException e) {
            if (reading.head.isEmpty() && reading.plain.isEmpty() && reading.html.isEmpty()) {
                reading.plain.append(
                        new String(message.head(MOST_BYTES), StandardCharsets.ISO_8859_1));
            }
        }
        String plain = reading.plain.toString();
        String text = plain.isBlank() ? withoutTags(reading.html.toString()) : plain;
        return new ReadableText(reading.head, cut(text, limitChars), reading.named());
    }

    /// HTML as text. HTML with more tags than a parser's memory is good for is shown as it is.
    private static String withoutTags(String html) {
        if (html.chars().filter(c -> c == '<').count() > HtmlDigest.LIMIT_TAGS) {
            return html;
        }
        StringBuilder text = new StringBuilder();
        Jsoup.parse(html)
                .body()
                .traverse(
                        new NodeVisitor() {
                            @Override
                            public void head(Node node, int depth) {
                                if (node instanceof TextNode words) {
                                    text.append(words.getWholeText().replaceAll("\\s+", " "));
                                } else if (node.nameIs("br")) {
                                    text.append('\n');
                                }
                            }

                            @Override
                            public void tail(Node node, int depth) {
                                if (node instanceof Element element && element.isBlock()) {
                                    text.append('\n');
                                }
                            }
                        });
        return text.toString().replaceAll(" *\n[ \n]*\n *", "\n\n").strip();
    }

    /// Never between the halves of a character.
    private static String cut(String text, int limitChars) {
        if (text.length() <= limitChars) {
            return text;
        }
        int end = limitChars;
        if (end > 0 && Character.isHighSurrogate(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(0, end);
    }

    /// All of it as one text.
    public String whole() {
        StringBuilder all = new StringBuilder(String.join("\n", head)).append("\n\n").append(text);
        attachments.forEach(name -> all.append("\n[").append(name).append(']'));
        return all.toString();
    }

    private static final class Reading {
        private final List<String> head = new ArrayList<>();
        private final StringBuilder plain = new StringBuilder();
        private final StringBuilder html = new StringBuilder();
        private final List<String> attachments = new ArrayList<>();
        private int parts;
        private int room = MOST_BYTES;
        private int unnamed;

        List<String> named() {
            List<String> all = new ArrayList<>(attachments);
            if (unnamed > 0) {
                all.add("and " + unnamed + " more parts");
            }
            return all;
        }

        void entity(InputStream in, int depth) throws IOException {
            PartHeader header = new PartHeader();
            InputStream body = MimeParser.entity(new EntityStream(in), header);
            if (depth == 0) {
                FIELDS.forEach(name -> field(header, name));
            }
            String type = header.mediaType("text/plain");
            if (type.startsWith("multipart/")
                    && depth < MOST_DEPTH
                    && !header.boundary().isEmpty()) {
                MimeParser.parts(body, header.boundary(), new Parts(depth));
            } else {
                leaf(body, header, type);
            }
        }

        private void field(PartHeader header, String name) {
            List<String> values = header.values(name);
            for (String value : values.subList(0, Math.min(MOST_VALUES, values.size()))) {
                head.add(
                        Character.toUpperCase(name.charAt(0))
                                + name.substring(1)
                                + ": "
                                + HeaderText.decode(value, FIELD_CHARS));
            }
        }

        private void leaf(InputStream body, PartHeader header, String type) throws IOException {
            boolean shown =
                    !header.attachment() && (type.equals("text/plain") || type.equals("text/html"));
            if (!shown) {
                long length = body.transferTo(OutputStream.nullOutputStream());
                if (attachments.size() == MOST_NAMED) {
                    unnamed++;
                    return;
                }
                attachments.add(
                        HeaderText.label(
                                (header.fileName().isEmpty() ? type : header.fileName())
                                        + ", "
                                        + length
                                        + " bytes as sent"));
                return;
            }
            byte[] encoded = body.readNBytes(room);
            room -= encoded.length;
            body.transferTo(OutputStream.nullOutputStream());
            String text = text(decoded(encoded, header.transferEncoding()), header.charset());
            (type.equals("text/html") ? html : plain).append(text).append('\n');
        }

        /// Bytes that the charset does not have become U+FFFD; where it is none, or is said to be
        /// ASCII and is not, what mail programs take it for.
        private static String text(byte[] bytes, String name) {
            Optional<Charset> charset = MailCharset.named(name);
            return charset.isEmpty() || charset.get().equals(StandardCharsets.US_ASCII)
                    ? MailCharset.undeclared(new String(bytes, StandardCharsets.ISO_8859_1))
                    : new String(bytes, charset.get());
        }

        private static byte[] decoded(byte[] encoded, String encoding) throws IOException {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            var decoder = TransferDecoder.of(encoding, out, true);
            if (decoder.isEmpty()) {
                return encoded;
            }
            decoder.get().write(encoded, 0, encoded.length);
            decoder.get().finish();
            return decoder.get().failed() && out.size() == 0 ? encoded : out.toByteArray();
        }

        private final class Parts implements MimeParser.PartsVisitor {
            private final int depth;

            Parts(int depth) {
                this.depth = depth;
            }

            @Override
            public void preamble(InputStream bytes) throws IOException {
                bytes.transferTo(OutputStream.nullOutputStream());
            }

            @Override
            public void part(InputStream bytes) throws IOException {
                if (++parts > MOST_PARTS) {
                    unnamed++;
                    bytes.transferTo(OutputStream.nullOutputStream());
                } else {
                    entity(bytes, depth + 1);
                }
            }

            @Override
            public void close() {}

            @Override
            public void epilogue(InputStream bytes) throws IOException {
                bytes.transferTo(OutputStream.nullOutputStream());
            }
        }
    }
}
