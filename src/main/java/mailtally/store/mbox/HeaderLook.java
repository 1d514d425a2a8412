package mailtally.store.mbox;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;
import mailtally.message.Flags;

/// What the header of a message in an mbox says to mail programs: how long the body is, and which
/// flags there are.
///
/// @param bodyOffset where the body begins, counted from the message's first byte; -1 where the
///     header does not end within what was looked at
/// @param contentLength the one Content-Length field's value; -1 where there is none, several that
///     differ, or no number
/// @param flags from Status, X-Status and X-Keywords, as mutt, Pine and Dovecot write them
record HeaderLook(int bodyOffset, long contentLength, Flags flags) {
    /// What lies further back in a header is not looked at.
    static final int LIMIT_BYTES = 64 << 10;

    private static final int KEYWORD_LIMIT = 200;
    private static final int LENGTH_LIMIT_DIGITS = 18;

    /// Looks at the header that begins at `from`.
    static HeaderLook at(byte[] bytes, int from, int to) {
        Fields fields = new Fields();
        int line = from;
        while (line < to) {
            int end = line;
            while (end < to && bytes[end] != '\n') {
                end++;
            }
            if (end == to) {
                break;
            }
            if (end == line || (end == line + 1 && bytes[line] == '\r')) {
                return fields.look(end + 1 - from);
            }
            switch (bytes[line]) {
                case 'C', 'c', 'S', 's', 'X', 'x' ->
                        fields.see(
                                new String(
                                        bytes,
                                        line,
                                        Math.min(end - line, 10_000),
                                        StandardCharsets.ISO_8859_1));
                default -> {
                    // no field of ours
                }
            }
            line = end + 1;
        }
        return fields.look(-1);
    }

    /// The fields met so far.
    private static final class Fields {
        private final SortedSet<String> flags = new TreeSet<>();
        private final List<Long> lengths = new ArrayList<>();

        void see(String line) {
            int colon = line.indexOf(':');
            if (colon < 0) {
                return;
            }
            String value = line.substring(colon + 1).strip();
            switch (line.substring(0, colon).stripTrailing().toLowerCase(Locale.ROOT)) {
                case "content-length" -> lengths.add(number(value));
                case "status" -> value.chars().forEach(c -> add(c, false));
                case "x-status" -> value.chars().forEach(c -> add(c, true));
                case "x-keywords" -> keywords(value);
                default -> {
                    // no field of ours
                }
            }
        }

        HeaderLook look(int bodyOffset) {
            long length = lengths.stream().distinct().count() == 1 ? lengths.getFirst() : -1;
            return new HeaderLook(
                    bodyOffset, length, flags.isEmpty() ? Flags.NONE : Flags.of(flags));
        }

        /// `O` (not recent) says nothing that IMAP keeps.
        private void add(int letter, boolean extended) {
            switch (letter) {
                case 'R' -> flags.add("\\Seen");
                case 'A' -> flags.add("\\Answered");
                case 'F' -> flags.add("\\Flagged");
                case 'T' -> {
                    if (extended) {
                        flags.add("\\Draft");
                    }
                }
                case 'D' -> flags.add("\\Deleted");
                default -> {
                    // unknown letters are someone's own
                }
            }
        }

        private void keywords(String value) {
            for (String word : value.split("[ ,]+", KEYWORD_LIMIT + 1)) {
                boolean keyword =
                        !word.isEmpty()
                                && word.chars()
                                        .allMatch(
                                                c ->
                                                        c > 0x20
                                                                && c < 0x7f
                                                                && "(){%*\"\\]".indexOf(c) < 0);
                if (keyword && flags.size() < KEYWORD_LIMIT) {
                    flags.add(word);
                }
            }
        }

        private static long number(String value) {
            boolean digits =
                    !value.isEmpty()
                            && value.length() <= LENGTH_LIMIT_DIGITS
                            && value.chars().allMatch(c -> c >= '0' && c <= '9');
            return digits ? Long.parseLong(value) : -1;
        }
    }
}
