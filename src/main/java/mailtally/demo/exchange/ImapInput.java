package mailtally.demo.exchange;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What comes from the client: lines, and literals within them. Both have limits.
final class ImapInput {
    private static final int EXCHANGE_LINE_BYTES = 4_096;
    private static final int MOST_LINE_BYTES = 1 << 20;
    private static final int MOST_LITERALS = 32;
    private static final int MOST_WORD_BYTES = 8_192;
    private static final Pattern LITERAL_AHEAD = Pattern.compile("\\{(\\d{1,10})(\\+?)\\}$");
    private static final Pattern APPEND = Pattern.compile("(?i)\\S+ +APPEND .*");

    private final InputStream in;
    private final ImapOutput out;
    private final ExchangeSettings settings;
    private final int mostLineBytes;

    /// A command, or what is wrong with it.
    record Came(String tag, Optional<ImapCommand> command, Optional<ImapRefusal> refusal) {}

    ImapInput(InputStream in, ImapOutput out, ExchangeSettings settings) {
        this.in = new BufferedInputStream(in, 1 << 16);
        this.out = out;
        this.settings = settings;
        this.mostLineBytes =
                settings.has(ExchangeQuirk.COMMAND_LINES_LIMITED)
                        ? EXCHANGE_LINE_BYTES
                        : MOST_LINE_BYTES / 2;
    }

    /// True if there is more to read without waiting.
    boolean more() throws IOException {
        return in.available() > 0;
    }

    /// The next line without its end, or nothing at the end. It has one byte more than the limit
    /// where it was too long.
    Optional<String> line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int read = 0; read < MOST_LINE_BYTES; read++) {
            int b = in.read();
            if (b < 0) {
                return Optional.empty();
            }
            if (b == '\n') {
                int length = line.length();
                boolean ended = length > 0 && line.charAt(length - 1) == '\r';
                return Optional.of(ended ? line.substring(0, length - 1) : line.toString());
            }
            if (line.length() <= mostLineBytes) {
                line.append((char) b);
            }
        }
        throw new IOException("a line has no end");
    }

    /// The next command with its literals, or nothing at the end.
    Optional<Came> next() throws IOException {
        StringBuilder text = new StringBuilder();
        List<String> literals = new ArrayList<>();
        Optional<ImapRefusal> wrong = Optional.empty();
        while (true) {
            Optional<String> line = line();
            if (line.isEmpty()) {
                return Optional.empty();
            }
            text.append(line.get());
            if (text.length() > mostLineBytes) {
                wrong = wrong.or(() -> Optional.of(ImapRefusal.badCommand()));
            }
            Matcher ahead = LITERAL_AHEAD.matcher(line.get());
            if (!ahead.find()) {
                return Optional.of(came(text.toString(), literals, wrong));
            }
            long size = Long.parseLong(ahead.group(1));
            boolean pushed = !ahead.group(2).isEmpty();
            wrong = wrong.or(() -> refused(text.toString(), size, literals.size()));
            if (wrong.isPresent() && !pushed) {
                return Optional.of(came(text.toString(), literals, wrong));
            }
            if (!pushed) {
                out.line("+ Ready for additional command text.");
                out.flush();
            }
            if (wrong.isPresent()) {
                in.skipNBytes(size);
            } else {
                literals.add(literal((int) size));
            }
            text.setLength(text.length() - ahead.group().length());
            text.append(ImapWords.LITERAL);
        }
    }

    private Optional<ImapRefusal> refused(String text, long size, int before) {
        if (before == MOST_LITERALS) {
            return Optional.of(ImapRefusal.badArgument());
        }
        if (!APPEND.matcher(text).matches()) {
            return size > MOST_WORD_BYTES
                    ? Optional.of(ImapRefusal.badArgument())
                    : Optional.empty();
        }
        long most = Math.min(settings.mostMessageBytes(), Integer.MAX_VALUE - 64L);
        return size > most
                ? Optional.of(ImapRefusal.of(new ExchangeRefusal(ExchangeRefusal.Why.TOO_LARGE)))
                : Optional.empty();
    }

    /// Not more memory than what really comes.
    private String literal(int size) throws IOException {
        byte[] bytes = in.readNBytes(size);
        if (bytes.length < size) {
            throw new IOException("the client hung up within a literal");
        }
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private static Came came(String text, List<String> literals, Optional<ImapRefusal> wrong) {
        int blank = text.indexOf(' ');
        String tag = blank < 0 ? text : text.substring(0, blank);
        if (!tag.matches("[!-~&&[^(){%*\"\\\\+]]{1,64}")) {
            return new Came("*", Optional.empty(), Optional.of(ImapRefusal.badCommand()));
        }
        if (wrong.isPresent()) {
            return new Came(tag, Optional.empty(), wrong);
        }
        try {
            List<ImapToken> words =
                    ImapWords.of(blank < 0 ? "" : text.substring(blank + 1), literals);
            return new Came(tag, Optional.of(ImapCommand.of(tag, words)), Optional.empty());
        } catch (ImapRefusal e) {
            return new Came(tag, Optional.empty(), Optional.of(e));
        }
    }
}
