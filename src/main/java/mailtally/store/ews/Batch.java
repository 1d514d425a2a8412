package mailtally.store.ews;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Some items of a folder whose messages are fetched together. Filled by one thread, then emptied
/// by another.
final class Batch implements AutoCloseable {
    private final List<Line> lines;
    private final Set<String> known;
    private final Map<String, Mime> got = new HashMap<>();
    private final Map<String, String> troubles = new HashMap<>();
    private final List<Shelf> shelves = new ArrayList<>();

    /// @param known ids of those whose messages are not wanted
    Batch(List<Line> lines, Set<String> known) {
        this.lines = List.copyOf(lines);
        this.known = Set.copyOf(known);
    }

    List<Line> lines() {
        return lines;
    }

    boolean known(Line line) {
        return known.contains(line.id());
    }

    /// The items whose messages are wanted and neither here nor given up.
    List<Line> open() {
        return lines.stream().filter(l -> !known(l) && l.mail()).filter(this::lacks).toList();
    }

    boolean lacks(Line line) {
        return !got.containsKey(line.id()) && !troubles.containsKey(line.id());
    }

    /// Keeps what messages lie on until the batch is closed.
    void shelve(Shelf shelf) {
        shelves.add(shelf);
    }

    void put(Line line, Mime mime) {
        got.put(line.id(), mime);
    }

    void trouble(Line line, String reason) {
        troubles.put(line.id(), reason);
    }

    Optional<Mime> got(Line line) {
        return Optional.ofNullable(got.get(line.id()));
    }

    Optional<String> trouble(Line line) {
        return Optional.ofNullable(troubles.get(line.id()));
    }

    @Override
    public void close() {
        shelves.forEach(Shelf::close);
    }
}
