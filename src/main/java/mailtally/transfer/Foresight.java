package mailtally.transfer;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import mailtally.inventory.KnownSheets;
import mailtally.ledger.Ledger;
import mailtally.message.Component;
import mailtally.message.MessageBytes;
import mailtally.message.Sheet;
import mailtally.message.SheetMaker;
import mailtally.store.Folder;
import mailtally.store.Locator;
import mailtally.store.Revisitor;
import mailtally.store.Store;
import mailtally.store.StoreUnavailableException;
import org.jdbi.v3.core.Handle;

/// Reads what a plan would put on a store that rewrites mail, and tells what it will refuse or
/// change. Memory does not grow with the number of messages.
final class Foresight implements Revisitor {
    private static final long MOST_BYTES = 35L << 20;
    private static final int MOST_LINE_BYTES = 10_000;
    private static final int MOST_SUBJECT_CHARS = 255;
    private static final int MOST_NAMED_REFUSED = 200;
    private static final int MOST_NAMED_CHANGED = 10;

    /// A larger message's parts are not looked at.
    private static final long MOST_SHEET_BYTES = 64L << 20;

    private final SheetMaker maker = new SheetMaker();
    private final Handle reader;
    private final Map<Foreseen, List<String>> named = new EnumMap<>(Foreseen.class);
    private final Map<Foreseen, Long> counts = new EnumMap<>(Foreseen.class);
    private Map<Locator, Item> batch = Map.of();

    /// @param reader where the sheets are that were made when the source was read
    Foresight(Handle reader) {
        this.reader = reader;
    }

    /// What is to be said of these parts' messages, a sentence each.
    List<String> of(Ledger ledger, List<Part> parts, Store source, Map<String, Folder> folders)
            throws IOException, StoreUnavailableException {
        for (Part part : parts) {
            Items items = new Items(ledger, part);
            for (List<Item> next = items.next(); !next.isEmpty(); next = items.next()) {
                batch = new HashMap<>();
                next.forEach(item -> batch.put(item.locator(), item));
                source.reopen(
                        folders.get(next.getFirst().folder()),
                        next.stream().map(Item::locator).toList(),
                        this);
            }
        }
        List<String> sentences = new ArrayList<>();
        counts.forEach((what, count) -> sentences.add(sentence(what, count)));
        return sentences;
    }

    private String sentence(Foreseen what, long count) {
        List<String> names = named.get(what);
        String more =
                count > names.size()
                        ? String.format(Locale.ROOT, " and %,d more", count - names.size())
                        : "";
        return Sentences.messages(count)
                + " "
                + what.text()
                + ": "
                + String.join(", ", names)
                + more
                + ".";
    }

    @Override
    public void message(Locator locator, MessageBytes bytes) throws IOException {
        Item item = batch.get(locator);
        ForeseenScan scan = new ForeseenScan();
        bytes.writeTo(scan);
        Set<Foreseen> found = EnumSet.noneOf(Foreseen.class);
        add(found, Foreseen.TOO_LARGE, bytes.sizeBytes() > MOST_BYTES);
        add(found, Foreseen.LONG_LINE, scan.longestLine() > MOST_LINE_BYTES);
        add(found, Foreseen.NO_MESSAGE_ID, !scan.hasMessageId());
        boolean unread = !item.flags().names().contains("\\Seen");
        add(found, Foreseen.RECEIPT, unread && scan.asksForReceipt());
        String subject = "";
        if (bytes.sizeBytes() <= MOST_SHEET_BYTES) {
            Optional<Sheet> known = KnownSheets.find(reader, item.body());
            Sheet sheet = known.isPresent() ? known.get() : maker.make(bytes, List.of());
            for (Component component : sheet.components()) {
                look(component, found);
                subject = component.kind() == Component.Kind.SUBJECT ? component.label() : subject;
            }
        }
        for (Foreseen what : found) {
            count(what, item, subject);
        }
    }

    private static void add(Set<Foreseen> found, Foreseen what, boolean is) {
        if (is) {
            found.add(what);
        }
    }

    private static void look(Component component, Set<Foreseen> found) {
        switch (component.kind()) {
            case SUBJECT ->
                    add(found, Foreseen.LONG_SUBJECT, component.sizeBytes() > MOST_SUBJECT_CHARS);
            case RAW -> found.add(Foreseen.BROKEN);
            case PREAMBLE, EPILOGUE -> found.add(Foreseen.AROUND);
            default -> {
                add(found, Foreseen.CALENDAR, component.mediaType().equals("text/calendar"));
                add(found, Foreseen.TNEF, component.mediaType().equals("application/ms-tnef"));
            }
        }
    }

    private void count(Foreseen what, Item item, String subject) {
        counts.merge(what, 1L, Long::sum);
        List<String> names = named.computeIfAbsent(what, _ -> new ArrayList<>());
        if (names.size() < (what.refused() ? MOST_NAMED_REFUSED : MOST_NAMED_CHANGED)) {
            names.add(item.folder() + (subject.isEmpty() ? "" : " '" + subject(subject) + "'"));
        }
    }

    /// A label begins with the field's name.
    private static String subject(String label) {
        String subject = label.substring(label.indexOf(':') + 1).strip();
        return subject.length() > 60 ? subject.substring(0, 60) + "..." : subject;
    }

    /// It is named when it is to be put.
    @Override
    public void unreadable(Locator locator, String reason) {}
}
