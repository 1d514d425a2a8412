package mailtally.tally;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/// Pairs holdings whose digests agree: one to one, the strictest reading first, then the same
/// folder, the same date, the locator. What comes in is one group of holdings that agree at the
/// most lenient reading; every stricter agreement lies within it. Takes time in proportion to the
/// group's size, however large.
final class DigestMatching {
    private static final List<Level> BYTES =
            List.of(Level.EXACT, Level.RAW, Level.CORE, Level.WIRE);
    private static final List<Level> CONTENT = List.of(Level.CONTENT);
    private static final List<Level> HEADERS = List.of(Level.SIZE, Level.HEAD);

    /// From strict to lenient; each is implied by the one before.
    private enum Level {
        EXACT(Bucket.IDENTICAL, ""),
        RAW(Bucket.IDENTICAL, ""),
        CORE(Bucket.IDENTICAL, "Headers that stores add differ."),
        WIRE(Bucket.SAME_CONTENT, "NUL bytes came back as 0x80."),
        CONTENT(Bucket.SAME_CONTENT, ""),
        SIZE(Bucket.HEADERS_ONLY, ""),
        HEAD(Bucket.HEADERS_ONLY, "");

        private final Bucket bucket;
        private final String reason;

        Level(Bucket bucket, String reason) {
            this.bucket = bucket;
            this.reason = reason;
        }

        /// What a source's and a target's holding must have alike. A NUL may come back as 0x80; an
        /// 0x80 that comes back as NUL is damage.
        private Object alike(Item item) {
            return switch (this) {
                case EXACT -> item.exact();
                case RAW -> item.raw();
                case CORE -> item.core();
                case WIRE -> item.source() ? item.wire() : item.core();
                case CONTENT -> item.content();
                case SIZE -> item.wireBytes();
                case HEAD -> Bucket.HEADERS_ONLY; // the group's heads are alike
            };
        }

        private boolean decides(Item item) {
            return switch (this) {
                case EXACT, CONTENT, HEAD -> true;
                case SIZE -> item.complete() && item.wireBytes() >= 0;
                case RAW, CORE -> !item.exactOnly();
                case WIRE ->
                        !item.exactOnly() && (!item.source() || !item.wire().equals(item.core()));
            };
        }
    }

    private record Place(Object alike, String folder, long dateMs) {}

    private static final String ANY_FOLDER = "\0";
    private static final long ANY_DATE = Long.MAX_VALUE;

    private final List<Item> sources = new ArrayList<>();
    private final List<Item> targets = new ArrayList<>();
    private final Set<Long> pairedSources = new HashSet<>();
    private final Set<Long> pairedTargets = new HashSet<>();
    private final Set<Place> pairedFolders = new HashSet<>();
    private final List<Match> matches = new ArrayList<>();

    /// Pairs a group that agrees at the wire digest.
    static DigestMatching byBytes(List<Item> group) {
        return new DigestMatching(group, BYTES);
    }

    /// Pairs a group that agrees in content.
    static DigestMatching byContent(List<Item> group) {
        return new DigestMatching(group, CONTENT);
    }

    /// Pairs a group whose Message-ID, Date and From agree.
    static DigestMatching byHeaders(List<Item> group) {
        return new DigestMatching(group, HEADERS);
    }

    private DigestMatching(List<Item> group, List<Level> levels) {
        for (Item item : group) {
            if (!item.source()) {
                targets.add(item);
            } else if (item.whole() || levels.equals(HEADERS)) {
                sources.add(item);
            }
        }
        Comparator<Item> primaryFirst = Comparator.comparing(Item::otherReading);
        sources.sort(Item.BY_DATE.thenComparing(primaryFirst));
        targets.sort(Item.BY_DATE.thenComparing(primaryFirst));
        if (!sources.isEmpty() && !targets.isEmpty()) {
            for (Level level : levels) {
                match(level);
            }
        }
    }

    List<Match> matches() {
        return matches;
    }

    /// True where the target's holding proves nothing yet.
    boolean free(Item target) {
        return !pairedTargets.contains(target.holding());
    }

    private void match(Level level) {
        Predicate<Item> demanding = source -> !source.folder().purges();
        Predicate<Item> content = source -> source.folder().purges();
        Function<Item, Place> here = i -> new Place(level.alike(i), i.folder().key(), i.dateMs());
        Function<Item, Place> folder = i -> new Place(level.alike(i), i.folder().key(), ANY_DATE);
        Function<Item, Place> use = i -> new Place(level.alike(i), use(i), ANY_DATE);
        Function<Item, Place> anywhere = i -> new Place(level.alike(i), ANY_FOLDER, ANY_DATE);
        for (Function<Item, Place> place : List.of(here, folder)) {
            take(level, demanding, Item::keeps, place);
            take(level, content, Item::purges, place);
            take(level, content, Item::keeps, place);
        }
        // Who needs a place that keeps goes before who may also stay where mail is purged. A folder
        // of the same use may have another name; a folder's first copy goes before a second one of
        // another folder, which would only be a duplicate.
        for (Function<Item, Place> place : List.of(use, anywhere)) {
            for (Predicate<Item> which : List.<Predicate<Item>>of(this::firstHere, _ -> true)) {
                take(level, demanding.and(which), Item::keeps, place);
                take(level, content.and(which), Item::purges, place);
                take(level, content.and(which), Item::keeps, place);
            }
        }
    }

    /// The use of a folder, or what no folder of the other side has.
    private static String use(Item item) {
        String use = item.folder().use();
        return use.isEmpty() ? "\0" + item.source() : use;
    }

    /// True where no copy in the source's folder has a partner yet.
    private boolean firstHere(Item source) {
        return !pairedFolders.contains(new Place(source.core(), source.folder().path(), ANY_DATE));
    }

    /// First come, first served, both in their order, among those at the same place.
    private void take(
            Level level,
            Predicate<Item> whichSources,
            Predicate<Item> whichTargets,
            Function<Item, Place> place) {
        if (pairedSources.size() == sources.size() || pairedTargets.size() == targets.size()) {
            return;
        }
        Map<Place, ArrayDeque<Item>> offered = new HashMap<>();
        for (Item target : targets) {
            if (whichTargets.test(target) && level.decides(target) && free(target)) {
                offered.computeIfAbsent(place.apply(target), _ -> new ArrayDeque<>()).add(target);
            }
        }
        for (Item source : sources) {
            if (!whichSources.test(source)
                    || !level.decides(source)
                    || pairedSources.contains(source.holding())) {
                continue;
            }
            ArrayDeque<Item> fitting =
                    offered.getOrDefault(place.apply(source), new ArrayDeque<>());
            Item target = fitting.poll();
            while (target != null && !free(target)) {
                target = fitting.poll(); // its other reading went before
            }
            if (target != null) {
                pairedSources.add(source.holding());
                pairedTargets.add(target.holding());
                pairedFolders.add(new Place(source.core(), source.folder().path(), ANY_DATE));
                matches.add(new Match(source, target, level.bucket, reason(level, source, target)));
            }
        }
    }

    private static String reason(Level level, Item source, Item target) {
        String reading =
                source.otherReading() || target.otherReading()
                        ? " Read with '>From ' as it stands."
                        : "";
        String sizes = level.bucket == Bucket.HEADERS_ONLY ? Reasons.sizes(source, target) : "";
        return (level.reason + sizes + reading + Reasons.elsewhere(source, target)).strip();
    }
}
