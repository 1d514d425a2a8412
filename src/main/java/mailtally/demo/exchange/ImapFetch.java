package mailtally.demo.exchange;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// FETCH (RFC 3501 section 6.4.5).
final class ImapFetch {
    private static final int MOST_ITEMS = 50;
    private static final Pattern BODY =
            Pattern.compile("(?i)BODY(\\.PEEK)?\\[([^\\]]*)\\](?:<(\\d{1,10})\\.(\\d{1,10})>)?");
    private static final Map<String, String> SHORT =
            Map.of(
                    "ALL", "FLAGS INTERNALDATE RFC822.SIZE ENVELOPE",
                    "FAST", "FLAGS INTERNALDATE RFC822.SIZE",
                    "FULL", "FLAGS INTERNALDATE RFC822.SIZE ENVELOPE BODY");
    private static final Map<String, String> OLD =
            Map.of("RFC822", "", "RFC822.HEADER", "HEADER", "RFC822.TEXT", "TEXT");

    private final ImapView view;
    private final ImapOutput out;

    ImapFetch(ImapView view, ImapOutput out) {
        this.view = view;
        this.out = out;
    }

    void done(ImapCommand command, boolean byUid) throws IOException, ImapRefusal {
        List<String> items = items(command);
        if (byUid && items.stream().noneMatch("UID"::equalsIgnoreCase)) {
            items.addFirst("UID");
        }
        for (ImapView.Numbered one : view.some(command.word(0), byUid)) {
            out.text("* " + one.number() + " FETCH (");
            boolean first = true;
            for (String item : items) {
                out.text(first ? "" : " ");
                item(one.item(), item);
                first = false;
            }
            out.line(")");
        }
    }

    private static List<String> items(ImapCommand command) throws ImapRefusal {
        List<String> items = new ArrayList<>(ImapCommand.words(command.group(1)));
        if (command.size() != 2 || items.isEmpty() || items.size() > MOST_ITEMS) {
            throw ImapRefusal.badArgument();
        }
        String macro = SHORT.get(items.getFirst().toUpperCase(Locale.ROOT));
        return items.size() == 1 && macro != null
                ? new ArrayList<>(Arrays.asList(macro.split(" ", -1)))
                : items;
    }

    private void item(ExchangeItem item, String wanted) throws IOException, ImapRefusal {
        String name = wanted.toUpperCase(Locale.ROOT);
        Matcher body = BODY.matcher(wanted);
        if (body.matches()) {
            section(item, body);
            return;
        }
        if (OLD.containsKey(name)) {
            out.text(name + " ");
            literal(ImapSection.of(item.mime(), OLD.get(name)));
            if (!name.equals("RFC822.HEADER")) {
                seen(item);
            }
            return;
        }
        out.text(
                switch (name) {
                    case "UID" -> "UID " + item.uid();
                    case "FLAGS" -> ImapFlags.text(item);
                    case "INTERNALDATE" -> "INTERNALDATE " + ImapDates.text(item.received());
                    case "RFC822.SIZE" -> "RFC822.SIZE " + view.size(item);
                    case "ENVELOPE" -> "ENVELOPE " + ImapEnvelope.of(item.mime());
                    case "BODY" -> "BODY " + ImapStructure.of(item.mime(), false);
                    case "BODYSTRUCTURE" -> "BODYSTRUCTURE " + ImapStructure.of(item.mime(), true);
                    default -> throw ImapRefusal.badArgument();
                });
    }

    private void section(ExchangeItem item, Matcher body) throws IOException, ImapRefusal {
        String section = body.group(2).toUpperCase(Locale.ROOT);
        Optional<byte[]> bytes = ImapSection.of(item.mime(), section);
        out.text("BODY[" + section + "]");
        if (body.group(3) != null) {
            long from = Long.parseLong(body.group(3));
            long count = Long.parseLong(body.group(4));
            out.text("<" + from + ">");
            bytes = bytes.map(b -> part(b, from, count));
        }
        out.text(" ");
        literal(bytes);
        if (body.group(1) == null) {
            seen(item);
        }
    }

    private static byte[] part(byte[] bytes, long from, long count) {
        int start = (int) Math.min(bytes.length, from);
        int end = (int) Math.min(bytes.length, from + count);
        return Arrays.copyOfRange(bytes, start, end);
    }

    private void literal(Optional<byte[]> bytes) throws IOException {
        if (bytes.isPresent()) {
            out.literal(bytes.get());
        } else {
            out.text("NIL");
        }
    }

    private void seen(ExchangeItem item) {
        if (!view.readOnly() && !ImapFlags.has(item, "\\Seen")) {
            view.mark(item, Set.of("\\Seen"), Set.of());
        }
    }
}
