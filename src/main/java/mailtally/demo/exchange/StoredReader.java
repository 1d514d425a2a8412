package mailtally.demo.exchange;

import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.util.ByteArrayDataSource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/// Takes a message apart, with the rule that what was read must come out byte for byte when it is
/// written again. What does not is left in one piece.
final class StoredReader {
    private static final int DEEPEST = 20;
    private static final int MOST_PARTS = 1_000;

    private StoredReader() {}

    /// A message in two.
    ///
    /// @param fields all of its header
    record Whole(StoredFields fields, StoredPart body) {}

    /// Nothing if its header makes no sense: then the message is to be left as it is.
    static Optional<Whole> message(String mime) {
        int end = mime.startsWith("\r\n") ? -1 : mime.indexOf("\r\n\r\n");
        if (end < 0) {
            return Optional.empty();
        }
        Optional<StoredFields> fields = StoredFields.of(mime.substring(0, end + 2));
        if (fields.isEmpty()) {
            return Optional.empty();
        }
        StoredFields content = new StoredFields(fields.get().lines());
        content.remove(name -> !name.startsWith("content-"));
        return Optional.of(new Whole(fields.get(), part(content, mime.substring(end + 4), 0)));
    }

    private static StoredPart part(StoredFields fields, String body, int depth) {
        Optional<StoredType> type = fields.only("content-type").flatMap(StoredType::of);
        boolean several = type.filter(t -> t.main().startsWith("multipart/")).isPresent();
        if (several && depth < DEEPEST && !signed(type.get().main())) {
            try {
                Optional<StoredMulti> read = multi(fields, type.get(), body, depth);
                if (read.isPresent()) {
                    return read.get();
                }
            } catch (MessagingException | IOException e) {
                return new StoredLeaf(fields, body);
            }
        }
        return new StoredLeaf(fields, body);
    }

    /// Exchange keeps what is signed or encrypted byte for byte.
    static boolean signed(String mediaType) {
        return List.of(
                        "multipart/signed",
                        "multipart/encrypted",
                        "application/pkcs7-mime",
                        "application/x-pkcs7-mime")
                .contains(mediaType);
    }

    private static Optional<StoredMulti> multi(
            StoredFields fields, StoredType type, String body, int depth)
            throws MessagingException, IOException {
        Optional<String> boundary = type.parameter("boundary");
        if (boundary.isEmpty()) {
            return Optional.empty();
        }
        String open = "--" + boundary.get() + "\r\n";
        int first = body.startsWith(open) ? 0 : body.indexOf("\r\n" + open) + 2;
        if (first == 1) {
            return Optional.empty();
        }
        List<StoredPart> parts = new ArrayList<>();
        MimeMultipart read =
                new MimeMultipart(
                        new ByteArrayDataSource(
                                body.getBytes(StandardCharsets.ISO_8859_1), type.text()));
        if (read.getCount() == 0 || read.getCount() > MOST_PARTS) {
            return Optional.empty();
        }
        for (int i = 0; i < read.getCount(); i++) {
            BodyPart one = read.getBodyPart(i);
            if (!(one instanceof MimeBodyPart child)) {
                return Optional.empty();
            }
            Optional<StoredPart> part = child(child, depth);
            if (part.isEmpty()) {
                return Optional.empty();
            }
            parts.add(part.get());
        }
        String preamble = body.substring(0, first);
        StoredMulti made = new StoredMulti(fields, boundary.get(), preamble, parts, "");
        String again = made.body();
        return body.startsWith(again)
                ? Optional.of(
                        new StoredMulti(
                                fields,
                                boundary.get(),
                                preamble,
                                parts,
                                body.substring(again.length())))
                : Optional.empty();
    }

    private static Optional<StoredPart> child(MimeBodyPart child, int depth)
            throws MessagingException, IOException {
        StringBuilder header = new StringBuilder();
        for (String line : Collections.list(child.getAllHeaderLines())) {
            header.append(line).append("\r\n");
        }
        String body =
                new String(child.getRawInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        return StoredFields.of(header.toString()).map(fields -> part(fields, body, depth + 1));
    }
}
