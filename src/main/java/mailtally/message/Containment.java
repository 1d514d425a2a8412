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
import java.util.Set;

/// Is every component of one message in another? The faithful profile: for stores that give back
/// what they were given. Every component of the source wants one of its own on the target, so two
/// equal attachments want two.
///
/// @param lost what the source has and the target lacks, in the source's order
/// @param added what only the target has, in its order; it is not held against it
/// @param shareContent true where some text, HTML, binary, embedded, signed or raw component that
///     is not empty is on both
/// @param sameHead true where Message-ID (if the source has one), Date and From agree, and the
///     source has enough of them to mean anything: a Message-ID, or both Date and From
public record Containment(
        List<Component> lost, List<Component> added, boolean shareContent, boolean sameHead) {
    public Containment {
        lost = List.copyOf(lost);
        added = List.copyOf(added);
    }

    /// True where nothing is lost.
    public boolean whole() {
        return lost.isEmpty();
    }

    /// Compares two messages.
    ///
    /// @throws IllegalArgumentException if the sheets are of different versions
    public static Containment of(Sheet source, Sheet target) {
        if (source.version() != target.version()) {
            throw new IllegalArgumentException("sheets of different versions are not compared");
        }
        return new Matching(source.components(), target.components()).result();
    }

    private record Thing(Component.Kind kind, Sha256 digest) {
        static Thing of(Component c) {
            return new Thing(c.kind(), c.digest());
        }
    }

    /// One entry of a sheet's list, and whether the other side has its like.
    private static final class Entry {
        final Component component;
        boolean matched;

        Entry(Component component) {
            this.component = component;
        }
    }

    /// Which component of the source stands for which of the target.
    private static final class Matching {
        private final List<Entry> source;
        private final List<Entry> target;
        private final Set<String> completed = new HashSet<>();
        private boolean shareContent;

        Matching(List<Component> source, List<Component> target) {
            this.source = source.stream().map(Entry::new).toList();
            this.target = target.stream().map(Entry::new).toList();
            matchEqual();
            matchNotDownloaded();
        }

        private void matchEqual() {
            Map<Thing, Deque<Entry>> there = new HashMap<>();
            for (Entry e : target) {
                there.computeIfAbsent(Thing.of(e.component), t -> new ArrayDeque<>()).add(e);
            }
            for (Entry e : source) {
                Component c = e.component;
                Deque<Entry> equal = there.get(Thing.of(c));
                if (c.kind() == Component.Kind.NOT_DOWNLOADED) {
                    continue; // what neither side has is on neither
                }
                if (equal != null && !equal.isEmpty()) {
                    equal.remove().matched = true;
                    e.matched = true;
                    shareContent |= c.kind().content() && c.sizeBytes() > 0;
                }
            }
        }

        /// A part that was never downloaded is there where the target has a part of that type and
        /// encoded length. One more or less is allowed for the line end before a boundary. Smallest
        /// first on both sides finds as many pairs as there are.
        private void matchNotDownloaded() {
            Comparator<Entry> smallest = Comparator.comparingLong(e -> e.component.encodedBytes());
            Map<String, Deque<Entry>> byType = new HashMap<>();
            target.stream()
                    .filter(e -> !e.matched && mayComplete(e.component))
                    .sorted(smallest)
                    .forEach(e -> ofType(byType, e).add(e));
            source.stream()
                    .filter(e -> e.component.kind() == Component.Kind.NOT_DOWNLOADED)
                    .filter(e -> e.component.encodedBytes() >= 0)
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
            if (!candidates.isEmpty()
                    && candidates.element().component.encodedBytes() <= wanted + 1) {
                Entry found = candidates.remove();
                found.matched = true;
                missing.matched = true;
                completed.add(found.component.path());
            }
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
                    sameHead(lost));
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
            boolean enough =
                    has(Component.Kind.MESSAGE_ID) || (has(Component.Kind.DATE) && has(from));
            return enough
                    && lost.stream()
                            .noneMatch(
                                    c ->
                                            c.kind() == Component.Kind.MESSAGE_ID
                                                    || c.kind() == Component.Kind.DATE
                                                    || c.kind() == from);
        }

        private boolean has(Component.Kind kind) {
            return source.stream().anyMatch(e -> e.component.kind() == kind);
        }
    }
}
