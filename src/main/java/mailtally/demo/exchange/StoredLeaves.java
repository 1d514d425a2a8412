package mailtally.demo.exchange;

import java.util.Optional;

/// What happens to each part by itself: its last line end, its charset, its transfer encoding.
final class StoredLeaves {
    private final ExchangeSettings settings;

    StoredLeaves(ExchangeSettings settings) {
        this.settings = settings;
    }

    void change(StoredPart part) {
        switch (part) {
            case StoredMulti multi -> multi.parts().forEach(this::change);
            case StoredLeaf leaf -> changeLeaf(leaf);
        }
    }

    private void changeLeaf(StoredLeaf leaf) {
        boolean whole =
                leaf.mediaType().startsWith("message/")
                        || leaf.mediaType().startsWith("multipart/")
                        || StoredReader.signed(leaf.mediaType());
        // Text that is not what its label says is left alone: nobody knows what was meant.
        if (whole || (leaf.shown() && leaf.text().isEmpty())) {
            return;
        }
        boolean readable = leaf.shown() && !leaf.encoding().equals("quoted-printable");
        if (leaf.shown("text/plain") && settings.has(ExchangeQuirk.LAST_LINE_END_LOST)) {
            open(leaf);
        }
        if (leaf.shown() && settings.has(ExchangeQuirk.CHARSETS_CHANGED)) {
            StoredCharset.change(leaf);
        }
        // Readable text that is quoted-printable by now was made so just before.
        boolean anew = readable && leaf.encoding().equals("quoted-printable");
        if (settings.has(ExchangeQuirk.PARTS_RE_ENCODED) && !anew) {
            Optional<byte[]> bytes = leaf.decoded();
            bytes.ifPresent(b -> leaf.encode(b, readable ? "quoted-printable" : "base64"));
        }
    }

    private static void open(StoredLeaf leaf) {
        Optional<byte[]> bytes = leaf.decoded();
        String octets = bytes.map(StoredCoding::octets).orElse("");
        if (octets.endsWith("\r\n")) {
            leaf.bytes(StoredCoding.octets(octets.substring(0, octets.length() - 2)));
        }
    }
}
