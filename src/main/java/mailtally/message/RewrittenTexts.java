package mailtally.message;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import mailtally.message.Component.Kind;
import mailtally.message.Matching.Entry;

/// What Exchange makes of what is read: HTML parts are joined, or the second becomes an attachment
/// named ATT00001.html; text likewise; text beside HTML goes, or is made of the HTML anew.
final class RewrittenTexts {
    /// The names that Exchange gives to what had none.
    private static final Pattern MADE_UP_NAME =
            Pattern.compile("ATT\\d{5,10}\\.(?:txt|html?)", Pattern.CASE_INSENSITIVE);

    /// More than these are compared all together or not at all.
    private static final int MOST_RUNS = 16;

    private final Matching matching;

    RewrittenTexts(Matching matching) {
        this.matching = matching;
    }

    void match() {
        html();
        undeclared();
        text();
        beside();
    }

    /// What is read on the target as text or HTML, in order.
    private List<Entry> read(Kind kind, String type) {
        return matching.target().stream()
                .filter(
                        e ->
                                e.kind() == kind
                                        || (e.kind() == Kind.BINARY
                                                && e.open()
                                                && e.component().mediaType().equals(type)
                                                && e.leaf()
                                                        .map(l -> madeUp(l.fileName()))
                                                        .orElse(false)))
                .toList();
    }

    private static boolean madeUp(String fileName) {
        return MADE_UP_NAME.matcher(fileName).matches();
    }

    private static Optional<Wording> wording(Entry entry) {
        return entry.leaf()
                .filter(leaf -> leaf.wordings().size() == 1)
                .map(leaf -> leaf.wordings().getFirst());
    }

    private void html() {
        List<Entry> sources = matching.source(Kind.HTML);
        if (sources.stream().noneMatch(Entry::open)) {
            return;
        }
        List<Entry> targets = read(Kind.HTML, "text/html");
        Optional<Joined> wanted = Joined.of(sources);
        if (wanted.isPresent() && !wanted.get().empty()) {
            for (List<Entry> run : runs(targets)) {
                if (Joined.of(run).equals(wanted)) {
                    sources.forEach(matching::settle);
                    run.forEach(e -> matching.settle(sources.getFirst(), e));
                    matching.note(
                            run.size() == sources.size()
                                    ? Rewrite.HTML_MADE_ANEW
                                    : Rewrite.HTML_JOINED);
                    return;
                }
            }
        }
        for (Entry source : sources) {
            Optional<Wording> said = wording(source).filter(w -> !w.empty());
            if (source.open() && said.isPresent()) {
                partner(targets, said.get())
                        .ifPresent(
                                e -> {
                                    matching.settle(source, e);
                                    matching.note(Rewrite.HTML_MADE_ANEW);
                                });
            }
        }
    }

    /// HTML parts read one after the other.
    private record Joined(String words, List<String> links) {
        boolean empty() {
            return words.isEmpty() && links.isEmpty();
        }

        /// Nothing where one of them is not known.
        static Optional<Joined> of(List<Entry> entries) {
            StringBuilder words = new StringBuilder();
            List<String> links = new ArrayList<>();
            for (Entry entry : entries) {
                Optional<Wording> wording = wording(entry);
                if (wording.isEmpty()) {
                    return Optional.empty();
                }
                String text = wording.get().text();
                words.append(words.isEmpty() || text.isEmpty() ? "" : " ").append(text);
                links.addAll(wording.get().links());
            }
            return Optional.of(new Joined(words.toString(), links));
        }
    }

    /// Every row of neighbours, the longest first; all together where they are many.
    private static List<List<Entry>> runs(List<Entry> entries) {
        List<List<Entry>> runs = new ArrayList<>();
        int shortest = entries.size() > MOST_RUNS ? entries.size() : 1;
        for (int length = entries.size(); length >= shortest && length > 0; length--) {
            for (int from = 0; from + length <= entries.size(); from++) {
                runs.add(entries.subList(from, from + length));
            }
        }
        return runs;
    }

    private static Optional<Entry> partner(List<Entry> targets, Wording said) {
        return targets.stream()
                .filter(Entry::open)
                .filter(e -> wording(e).equals(Optional.of(said)))
                .findFirst();
    }

    /// Text whose charset was not clear is there where the target's text equals one of the ways to
    /// read it.
    private void undeclared() {
        for (Entry source : matching.source(Kind.RAW)) {
            List<Wording> ways = source.leaf().map(Detail.Leaf::wordings).orElse(List.of());
            for (Wording way : ways) {
                if (source.open() && !way.empty()) {
                    List<Entry> targets =
                            way.html()
                                    ? read(Kind.HTML, "text/html")
                                    : read(Kind.TEXT, "text/plain");
                    partner(targets, way)
                            .ifPresent(
                                    e -> {
                                        matching.settle(source, e);
                                        matching.note(Rewrite.CHARSET_CHOSEN);
                                    });
                }
            }
        }
    }

    private void text() {
        List<Entry> targets = read(Kind.TEXT, "text/plain");
        List<Entry> sources = matching.source(Kind.TEXT);
        for (Entry source : sources) {
            Optional<Wording> said = wording(source);
            if (source.open() && said.isPresent()) {
                partner(targets, said.get())
                        .ifPresent(
                                e -> {
                                    matching.settle(source, e);
                                    matching.note(Rewrite.TEXT_MOVED);
                                });
            }
        }
        if (sources.stream().anyMatch(Entry::open) && sources.size() > 1) {
            joinedText(sources, targets);
        }
    }

    private void joinedText(List<Entry> sources, List<Entry> targets) {
        Optional<List<String>> wanted = lines(sources);
        for (List<Entry> run : runs(targets)) {
            if (wanted.isPresent() && lines(run).equals(wanted)) {
                sources.forEach(matching::settle);
                run.forEach(e -> matching.settle(sources.getFirst(), e));
                matching.note(Rewrite.TEXT_MOVED);
                return;
            }
        }
    }

    private static Optional<List<String>> lines(List<Entry> entries) {
        List<String> lines = new ArrayList<>();
        for (Entry entry : entries) {
            Optional<Wording> wording = wording(entry);
            if (wording.isEmpty()) {
                return Optional.empty();
            }
            lines.addAll(wording.get().filledLines());
        }
        return Optional.of(lines);
    }

    /// A text that stood beside HTML may go where the HTML, all of which is there, has its words.
    private void beside() {
        for (Entry text : matching.source(Kind.TEXT)) {
            Optional<Wording> said = wording(text);
            String alternative = text.leaf().map(Detail.Leaf::alternative).orElse("");
            if (!text.open() || said.isEmpty() || alternative.isEmpty()) {
                continue;
            }
            List<Entry> beside =
                    matching.source(Kind.HTML).stream()
                            .filter(
                                    e ->
                                            e.leaf()
                                                    .map(l -> l.alternative().equals(alternative))
                                                    .orElse(false))
                            .toList();
            boolean there = !beside.isEmpty() && beside.stream().noneMatch(Entry::open);
            Words words = new Words();
            beside.stream()
                    .flatMap(e -> wording(e).stream())
                    .flatMap(w -> Stream.concat(Stream.of(w.text()), w.places()))
                    .forEach(words::add);
            if (there && words.contain(said.get().text())) {
                matching.settle(text);
                matching.note(Rewrite.TEXT_LEFT_OUT);
            }
        }
    }
}
