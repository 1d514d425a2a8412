package mailtally.message;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Which component of the source stands for which of the target. Begins with those that are equal;
/// what may stand for something else is added by [Rewriting].
final class Matching {
    private final List<Entry> source;
    private final List<Entry> target;
    private final Set<String> completed = new HashSet<>();
    private final Set<Rewrite> rewritten = EnumSet.noneOf(Rewrite.class);
    private boolean shareContent;

    /// One entry of a sheet's list, and whether the other side has its like.
    static final class Entry {
        private final Component component;
        private final Optional<Detail> detail;
        private boolean matched;

        Entry(Component component, Optional<Detail> detail) {
            this.component = component;
            this.detail = detail;
        }

        Component component() {
            return component;
        }

        Component.Kind kind() {
            return component.kind();
        }

        boolean open() {
            return !matched;
        }

        Optional<Detail.Leaf> leaf() {
            return detail.filter(Detail.Leaf.class::isInstance).map(Detail.Leaf.class::cast);
        }

        Optional<Detail.Lacking> lacking() {
            return detail.filter(Detail.Lacking.class::isInstance).map(Detail.Lacking.class::cast);
        }

        Optional<Detail.Inner> inner() {
            return detail.filter(Detail.Inner.class::isInstance).map(Detail.Inner.class::cast);
        }

        Optional<Detail.Field> field() {
            return detail.filter(Detail.Field.class::isInstance).map(Detail.Field.class::cast);
        }

        Optional<Detail.Around> around() {
            return detail.filter(Detail.Around.class::isInstance).map(Detail.Around.class::cast);
        }
    }

    private record Thing(Component.Kind kind, Sha256 digest) {
        static Thing of(Component c) {
            return new Thing(c.kind(), c.digest());
        }
    }

    Matching(Reading source, Reading target) {
        if (source.sheet().version() != target.sheet().version()) {
            throw new IllegalArgumentException("sheets of different versions are not compared");
        }
        this.source = entries(source);
        this.target = entries(target);
        matchEqual();
    }

    private static List<Entry> entries(Reading reading) {
        List<Entry> entries = new ArrayList<>();
        List<Component> components = reading.sheet().components();
        for (int i = 0; i < components.size(); i++) {
            entries.add(new Entry(components.get(i), reading.details().get(i)));
        }
        return entries;
    }

    List<Entry> source(Component.Kind kind) {
        return source.stream().filter(e -> e.kind() == kind).toList();
    }

    List<Entry> target(Component.Kind kind) {
        return target.stream().filter(e -> e.kind() == kind).toList();
    }

    /// All entries of the source, in order.
    List<Entry> source() {
        return source;
    }

    /// All entries of the target, in order.
    List<Entry> target() {
        return target;
    }

    /// The source's entry stands for itself: what it says is there in another form.
    void settle(Entry entry) {
        entry.matched = true;
        shareContent |= entry.kind().content() && entry.component.sizeBytes() > 0;
    }

    void settle(Entry entry, Entry partner) {
        partner.matched = true;
        settle(entry);
    }

    void note(Rewrite rewrite) {
        rewritten.add(rewrite);
    }

    private void matchEqual() {
        Map<Thing, Deque<Entry>> there = new HashMap<>();
        for (Entry e : target) {
            there.computeIfAbsent(Thing.of(e.component), t -> new ArrayDeque<>()).add(e);
        }
        for (Entry e : source) {
            Deque<Entry> equal = there.get(Thing.of(e.component));
            // What neither side has is on neither.
            if (e.kind() != Component.Kind.NOT_DOWNLOADED && equal != null && !equal.isEmpty()) {
                settle(e, equal.remove());
            }
        }
    }

    /// A part that was never downloaded is there where the target has a part of that type and
    /// encoded length. One more or less is allowed for the line end before a boundary. Smallest
    /// first on both sides finds as many pairs as there are.
    void matchNotDownloaded() {
        Comparator<Entry> smallest = Comparator.comparingLong(e -> e.component.encodedBytes());
        Map<String, Deque<Entry>> byType = new HashMap<>();
        target.stream()
                .filter(e -> !e.matched && mayComplete(e.component))
                .sorted(smallest)
                .forEach(e -> ofType(byType, e).add(e));
        source.stream()
                .filter(e -> e.kind() == Component.Kind.NOT_DOWNLOADED)
                .filter(e -> e.open() && e.component.encodedBytes() >= 0)
                .sorted(smallest)
                .forEach(e -> complete(e, ofType(byType, e)));
    }

    private static Deque<Entry> ofType(Map<String, Deque<Entry>> byType, Entry e) {
        return byType.computeIfAbsent(e.component.mediaType(), t -> new ArrayDeque<>());
    }

    private static boolean mayComplete(Component c) {
        return c.kind().content() && c.kind() != Component.Kind.SIGNED && c.encodedBytes() >= 0;
    }

    private void complete(Entry missing, Deque<Entry> candidates) {
        long wanted = missing.component.encodedBytes();
        while (!candidates.isEmpty()
                && candidates.element().component.encodedBytes() < wanted - 1) {
            candidates.remove();
        }
        if (!candidates.isEmpty() && candidates.element().component.encodedBytes() <= wanted + 1) {
            complete(missing, candidates.remove());
        }
    }

    /// The target has the part that the source never downloaded.
    void complete(Entry missing, Entry found) {
        found.matched = true;
        missing.matched = true;
        completed.add(found.component.path());
    }

    private static List<Component> unmatched(List<Entry> entries) {
        return entries.stream().filter(e -> !e.matched).map(e -> e.component).toList();
    }

    Containment result() {
        List<Component> lost = unmatched(source);
        return new Containment(
                withoutEchoes(lost, Set.of()),
                withoutEchoes(unmatched(target), completed),
                shareContent,
                sameHead(lost),
                rewritten);
    }

    /// What follows from something else that is listed is not listed again: the name of a part
    /// whose bytes differ, the text of a field whose address differs.
    private static List<Component> withoutEchoes(List<Component> list, Set<String> settled) {
        Set<String> parts = new HashSet<>(settled);
        Set<Component.Kind> kinds = EnumSet.noneOf(Component.Kind.class);
        for (Component c : list) {
            kinds.add(c.kind());
            if (c.kind().content()) {
                parts.add(c.path());
            }
        }
        List<Component> kept = new ArrayList<>();
        for (Component c : list) {
            boolean echo =
                    switch (c.kind()) {
                        case FILE_NAME -> parts.contains(c.path());
                        case FROM_TEXT -> kinds.contains(Component.Kind.FROM_ADDRESS);
                        case TO_TEXT -> kinds.contains(Component.Kind.TO_ADDRESS);
                        case CC_TEXT -> kinds.contains(Component.Kind.CC_ADDRESS);
                        case BCC_TEXT -> kinds.contains(Component.Kind.BCC_ADDRESS);
                        default -> false;
                    };
            if (!echo) {
                kept.add(c);
            }
        }
        return kept;
    }

    private boolean sameHead(List<Component> lost) {
        Component.Kind from =
                has(Component.Kind.FROM_ADDRESS)
                        ? Component.Kind.FROM_ADDRESS
                        : Component.Kind.FROM_TEXT;
        boolean enough = has(Component.Kind.MESSAGE_ID) || (has(Component.Kind.DATE) && has(from));
        return enough
                && lost.stream()
                        .noneMatch(
                                c ->
                                        c.kind() == Component.Kind.MESSAGE_ID
                                                || c.kind() == Component.Kind.DATE
                                                || c.kind() == from);
    }

    private boolean has(Component.Kind kind) {
        return source.stream().anyMatch(e -> e.kind() == kind);
    }
}
