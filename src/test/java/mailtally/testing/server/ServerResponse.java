package mailtally.testing.server;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// One response of an IMAP server: text, and between its parts literals. `parts` has text at even
/// places, each but the last ending in `{n}` and CRLF, and literals at odd ones.
record ServerResponse(List<String> parts) {
    private static final Pattern UID = Pattern.compile("[( ]UID (\\d+)");
    private static final Pattern BODY =
            Pattern.compile(" ?(?:BODY|BINARY|RFC822)[^ ]* ~?\\{\\d+\\}\r\n$");

    ServerResponse {
        parts = List.copyOf(parts);
    }

    static ServerResponse of(String line) {
        return new ServerResponse(List.of(line));
    }

    /// Reads the next one; null at the stream's end.
    static ServerResponse read(InputStream in) throws IOException {
        List<String> parts = new ArrayList<>();
        String line = Wire.line(in);
        if (line == null) {
            return null;
        }
        parts.add(line);
        for (Wire.Literal literal = Wire.literal(line);
                literal != null;
                literal = Wire.literal(line)) {
            parts.add(Wire.octets(in.readNBytes((int) literal.length())));
            line = Wire.line(in);
            if (line == null) {
                break;
            }
            parts.add(line);
        }
        return new ServerResponse(parts);
    }

    String octets() {
        return String.join("", parts);
    }

    /// The first text.
    String head() {
        return parts.getFirst();
    }

    boolean isTagged() {
        return !head().startsWith("* ") && !isContinuation();
    }

    boolean isContinuation() {
        return head().startsWith("+");
    }

    String tag() {
        return head().substring(0, Math.max(0, head().indexOf(' ')));
    }

    /// The place of a message's bytes in `parts`, or -1.
    int body() {
        if (!head().matches("(?s)\\* \\d+ FETCH .*")) {
            return -1;
        }
        for (int i = 0; i + 1 < parts.size(); i += 2) {
            if (BODY.matcher(parts.get(i)).find()) {
                return i + 1;
            }
        }
        return -1;
    }

    /// The UID in a FETCH, or 0.
    long uid() {
        for (int i = 0; i < parts.size(); i += 2) {
            Matcher uid = UID.matcher(parts.get(i));
            if (uid.find()) {
                return Long.parseLong(uid.group(1));
            }
        }
        return 0;
    }
}
