package mailtally.demo.exchange;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/// A part without parts.
final class StoredLeaf implements StoredPart {
    private static final List<String> BODIES = List.of("text/plain", "text/html");

    private final StoredFields fields;
    private String body;

    /// What the body decodes to, as long as it is this one.
    private Optional<byte[]> decoded;

    private String decodedAs = "";

    StoredLeaf(StoredFields fields, String body) {
        this.fields = fields;
        this.body = body;
        this.decoded = Optional.empty();
    }

    /// A new text, in UTF-8.
    static StoredLeaf ofText(String mediaType, String text) {
        StoredLeaf leaf =
                new StoredLeaf(new StoredFields(List.of("Content-Type: " + mediaType)), "");
        leaf.text(text);
        return leaf;
    }

    @Override
    public StoredFields fields() {
        return fields;
    }

    @Override
    public String body() {
        return body;
    }

    /// True where its header says each thing once, and in a way that can be read.
    private boolean clear() {
        return (fields.count("content-type") == 0 || type().isPresent())
                && fields.count("content-transfer-encoding") <= 1;
    }

    /// True for text and HTML that is shown, not attached.
    boolean shown() {
        return clear() && BODIES.contains(mediaType()) && !attached();
    }

    boolean shown(String mediaType) {
        return is(mediaType) && shown();
    }

    /// True for what has a name or is said to be an attachment.
    boolean attached() {
        boolean named = type().flatMap(t -> t.parameter("name")).isPresent();
        Optional<StoredType> disposition =
                fields.only("content-disposition").flatMap(StoredType::disposition);
        return named
                || disposition
                        .filter(
                                d ->
                                        d.main().equals("attachment")
                                                || d.parameter("filename").isPresent())
                        .isPresent();
    }

    /// Its transfer encoding in lower case.
    String encoding() {
        return fields.only("content-transfer-encoding")
                .orElse("")
                .toLowerCase(java.util.Locale.ROOT);
    }

    /// Its bytes, if they can be told for sure. Not to be changed.
    Optional<byte[]> decoded() {
        if (!clear()) {
            return Optional.empty();
        }
        if (decoded.isEmpty() || !decodedAs.equals(encoding())) {
            decoded = StoredCoding.decoded(body, encoding());
            decodedAs = encoding();
        }
        return decoded;
    }

    String charset() {
        return type().flatMap(t -> t.parameter("charset")).orElse("us-ascii");
    }

    /// Its text, if each character can be told for sure.
    Optional<String> text() {
        return decoded().flatMap(bytes -> StoredCoding.text(bytes, charset()));
    }

    /// Takes other text, in UTF-8.
    void text(String text) {
        StoredType type = type().orElse(new StoredType("text/plain", List.of()));
        fields.set("Content-Type", type.with("charset", "utf-8").text());
        boolean base64 = encoding().equals("base64");
        encode(text.getBytes(StandardCharsets.UTF_8), base64 ? "base64" : "quoted-printable");
    }

    /// Takes other bytes in the encoding it has.
    void bytes(byte[] bytes) {
        if (encoding().equals("base64") || encoding().equals("quoted-printable")) {
            encode(bytes, encoding());
        } else {
            body = StoredCoding.octets(bytes);
            decoded = Optional.empty();
        }
    }

    /// Takes other bytes in this encoding. Quoted-printable is for lines: what has other line ends
    /// than CRLF becomes base64.
    void encode(byte[] bytes, String encoding) {
        String rest = StoredCoding.octets(bytes).replace("\r\n", "");
        boolean lines = rest.indexOf('\r') < 0 && rest.indexOf('\n') < 0;
        String taken = lines ? encoding : "base64";
        body = StoredCoding.encoded(bytes, taken);
        fields.set("Content-Transfer-Encoding", taken);
        decoded = Optional.of(bytes);
        decodedAs = taken;
    }
}
