package mailtally.store.ews;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// The header block of a message, up to and with the blank line (RFC 5322 section 2.1).
final class Header {
    private static final int MOST_BYTES = 1 << 20;

    /// Outlook puts this line before a header that it kept.
    private static final String OUTLOOKS_OWN = "Microsoft Mail Internet Headers Version";

    private Header() {}

    /// Of a message that was read whole.
    static Mime of(Mime message, Shelf shelf) throws IOException {
        byte[] head = message.message().head(MOST_BYTES);
        return kept(Arrays.copyOf(head, end(head)), shelf);
    }

    /// Of a header that Exchange kept as text.
    static Mime of(String text, Shelf shelf) throws IOException {
        String lines = text.replaceAll("\r?\n", "\r\n").strip();
        String own = lines.startsWith(OUTLOOKS_OWN) ? lines.replaceFirst("[^\n]*\n", "") : lines;
        return kept((own + "\r\n\r\n").getBytes(StandardCharsets.UTF_8), shelf);
    }

    private static Mime kept(byte[] header, Shelf shelf) throws IOException {
        Mime mime = shelf.begin();
        mime.put(header);
        shelf.keep(mime);
        return mime;
    }

    private static int end(byte[] head) {
        for (int i = 1; i < head.length; i++) {
            boolean blank =
                    head[i] == '\n'
                            && (head[i - 1] == '\n'
                                    || (head[i - 1] == '\r' && i > 1 && head[i - 2] == '\n'));
            if (blank) {
                return i + 1;
            }
        }
        return head.length;
    }
}
