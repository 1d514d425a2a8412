package mailtally.demo.exchange;

import java.util.ArrayList;
import java.util.List;

/// A multipart.
final class StoredMulti implements StoredPart {
    private final StoredFields fields;
    private final String preamble;
    private final List<StoredPart> parts;
    private final String epilogue;
    private String boundary;

    /// @param preamble with the line end before the first boundary
    /// @param epilogue what follows the two dashes of the last boundary
    StoredMulti(
            StoredFields fields,
            String boundary,
            String preamble,
            List<StoredPart> parts,
            String epilogue) {
        this.fields = fields;
        this.boundary = boundary;
        this.preamble = preamble;
        this.parts = new ArrayList<>(parts);
        this.epilogue = epilogue;
    }

    /// A new one, with a boundary that stands in none of its parts.
    static StoredMulti of(String subtype, List<StoredPart> parts) {
        StoredMulti made =
                new StoredMulti(
                        new StoredFields(List.of("Content-Type: multipart/" + subtype)),
                        "",
                        "",
                        parts,
                        "\r\n");
        made.rename("made");
        return made;
    }

    @Override
    public StoredFields fields() {
        return fields;
    }

    List<StoredPart> parts() {
        return parts;
    }

    /// True where nothing stands before and after its parts.
    boolean bare() {
        return preamble.isBlank() && epilogue.isBlank();
    }

    /// Takes another boundary.
    void rename(String word) {
        String inside = String.join("", parts.stream().map(StoredPart::body).toList());
        int number = 0;
        do {
            boundary = "_%03d_%s_".formatted(number++, word);
        } while (inside.contains(boundary));
        type().ifPresent(t -> fields.set("Content-Type", t.with("boundary", boundary).text()));
    }

    @Override
    public String body() {
        StringBuilder body = new StringBuilder(preamble);
        for (StoredPart part : parts) {
            body.append("--").append(boundary).append("\r\n");
            body.append(part.fields().text()).append("\r\n");
            body.append(part.body()).append("\r\n");
        }
        return body.append("--").append(boundary).append("--").append(epilogue).toString();
    }
}
