package mailtally.testing.server;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// One response of an IMAP server: text, and between its parts literals. `parts` has text at even
/// places, each but the last ending in `{n}` and CRLF, and literals at odd ones.
record ServerResponse(List<String> parts) {
    private static final Pattern UID = Pattern.compile("[( ]UID (\\d+)");
    private static final Pattern BODY =
            Pattern.compile(" ?(?:BODY|BINARY|RFC822)[^ ]* ~?\\{\\d+\\}\r\n$");
    private static final long HUGE = 9L << 30;

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

    /// True for a tagged NO or BAD.
    boolean isRefusal() {
        return isTagged() && head().matches("(?s)\\S+ (NO|BAD)\\b.*");
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

    /// The same with each text changed; literals stay.
    ServerResponse texts(UnaryOperator<String> change) {
        List<String> changed = new ArrayList<>(parts);
        for (int i = 0; i < changed.size(); i += 2) {
            changed.set(i, change.apply(changed.get(i)));
        }
        return new ServerResponse(changed);
    }

    /// The same with another body.
    ServerResponse shaped(Fault.BodyShape shape) {
        int at = body();
        long length = parts.get(at).length();
        return switch (shape) {
            case EMPTY_LITERAL -> with(at, announce(at, 0), "");
            case NIL -> joined(at, parts.get(at - 1).replaceFirst("~?\\{\\d+\\}\r\n$", "NIL"));
            case MISSING -> joined(at, BODY.matcher(parts.get(at - 1)).replaceFirst(""));
            case ANNOUNCED_LONGER -> with(at, announce(at, length + 5), parts.get(at));
            case ANNOUNCED_SHORTER ->
                    with(at, announce(at, Math.max(0, length - 5)), parts.get(at));
            case ANNOUNCED_HUGE -> with(at, announce(at, HUGE), parts.get(at));
        };
    }

    private String announce(int at, long length) {
        return parts.get(at - 1).replaceFirst("\\{\\d+\\}\r\n$", "{" + length + "}\r\n");
    }

    private ServerResponse with(int at, String text, String literal) {
        List<String> changed = new ArrayList<>(parts);
        changed.set(at - 1, text);
        changed.set(at, literal);
        return new ServerResponse(changed);
    }

    /// The text before the literal and the one after it become one, without it.
    private ServerResponse joined(int at, String text) {
        List<String> changed = new ArrayList<>(parts.subList(0, at - 1));
        String after = parts.get(at + 1);
        changed.add(text + (text.endsWith("(") ? after.stripLeading() : after));
        changed.addAll(parts.subList(at + 2, parts.size()));
        return new ServerResponse(changed);
    }
}
