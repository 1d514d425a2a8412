package mailtally.message;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jsoup.Jsoup;

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
            if (reading.head.isEmpty() && reading.plain.isEmpty()) {
                reading.plain.append(
                        new String(message.head(MOST_BYTES), StandardCharsets.ISO_8859_1));
            }
        }
        String text =
                reading.plain.isEmpty()
                        ? Jsoup.parse(reading.html.toString()).wholeText()
                        : reading.plain.toString();
        return new ReadableText(
                reading.head,
                text.substring(0, Math.min(limitChars, text.length())),
                reading.attachments);
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
            for (String value : header.values(name)) {
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
                attachments.add(
                        HeaderText.label(
                                (header.fileName().isEmpty() ? type : header.fileName())
                                        + ", "
                                        + length
                                        + " bytes as sent"));
                return;
            }
            byte[] encoded = body.readNBytes(MOST_BYTES);
            body.transferTo(OutputStream.nullOutputStream());
            Charset charset =
                    MailCharset.named(header.charset()).orElse(StandardCharsets.ISO_8859_1);
            String text = new String(decoded(encoded, header.transferEncoding()), charset);
            (type.equals("text/html") ? html : plain).append(text).append('\n');
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
