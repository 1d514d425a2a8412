package mailtally.report;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import mailtally.journey.MoveRecord;
import mailtally.tally.Bucket;

/// What one walk through the messages that are not proven comes to. Its size depends on the number
/// of folders, never on that of messages.
final class MoveFigures {
    /// So many messages of a place are shown to a person; the file of exceptions has all.
    static final int MOST_SHOWN = 100;

    private final Map<String, OfPlace> places = new LinkedHashMap<>();
    private final List<String> problems = new ArrayList<>();
    private long exceptions;

    private MoveFigures() {}

    /// Walks through the record's messages, and holds the sums against each other.
    static MoveFigures of(MoveRecord move) throws IOException {
        MoveFigures figures = new MoveFigures();
        move.places().forEach(p -> figures.places.put(p.name(), new OfPlace(p)));
        move.left().each(figures::count);
        figures.places.values().forEach(p -> p.holdAgainst(figures.problems));
        return figures;
    }

    /// One place's.
    OfPlace of(MoveRecord.Place place) {
        return places.get(place.name());
    }

    /// How many messages are not proven, in all places.
    long exceptions() {
        return exceptions;
    }

    /// Where sums do not agree, a sentence each. Each is a defect of this program, and said.
    List<String> problems() {
        return List.copyOf(problems);
    }

    private void count(MoveRecord.Left left) {
        exceptions++;
        OfPlace place = places.get(left.place());
        if (place == null) {
            if (problems.isEmpty()) {
                problems.add("A message is listed for a place that was not compared.");
            }
            return;
        }
        place.count(left);
    }

    /// Messages of one place that share a grade.
    static final class Cause {
        private long left;
        private long approved;
        private Optional<Instant> oldest = Optional.empty();
        private Optional<Instant> newest = Optional.empty();

        private void count(MoveRecord.Left message) {
            left += message.approved() ? 0 : 1;
            approved += message.approved() ? 1 : 0;
            if (message.date().isPresent()) {
                Instant at = message.date().get();
                oldest = Optional.of(oldest.filter(o -> o.isBefore(at)).orElse(at));
                newest = Optional.of(newest.filter(n -> n.isAfter(at)).orElse(at));
            }
        }

        long left() {
            return left;
        }

        long approved() {
            return approved;
        }

        Optional<Instant> oldest() {
            return oldest;
        }

        Optional<Instant> newest() {
            return newest;
        }
    }

    /// One place.
    static final class OfPlace {
        private final MoveRecord.Place place;
        private final Map<String, long[]> approved = new HashMap<>();
        private final Map<Bucket, Cause> causes = new TreeMap<>();
        private final List<MoveRecord.Left> shown = new ArrayList<>();
        private long counted;
        private long approvedCounted;

        private OfPlace(MoveRecord.Place place) {
            this.place = place;
            place.folders().forEach(f -> approved.put(f.folder(), new long[1]));
        }

        private void count(MoveRecord.Left left) {
            counted++;
            Grades.of(left.bucket())
                    .ifPresent(b -> causes.computeIfAbsent(b, _ -> new Cause()).count(left));
            if (left.approved()) {
                approvedCounted++;
                long[] folder = approved.get(left.folder());
                if (folder != null) {
                    folder[0]++;
                }
            } else if (shown.size() < MOST_SHOWN) {
                shown.add(left);
            }
        }

        private void holdAgainst(List<String> problems) {
            String name = place.name() + ": ";
            if (place.found() != place.proven() + place.approved() + place.left()) {
                problems.add(name + "found is not proven + approved + left.");
            }
            long buckets = place.buckets().values().stream().mapToLong(n -> n).sum();
            if (buckets != place.found()) {
                problems.add(name + "the grades do not add up to what was found.");
            }
            if (place.folders().stream().mapToLong(MoveRecord.FolderLine::found).sum()
                    != place.found()) {
                problems.add(name + "the folders do not add up to what was found.");
            }
            if (counted != place.approved() + place.left() || approvedCounted != place.approved()) {
                problems.add(name + "the list of exceptions is not what approved and left say.");
            }
        }

        /// How many of a folder's messages were approved.
        long approvedIn(MoveRecord.FolderLine folder) {
            return approved.get(folder.folder())[0];
        }

        /// What is not proven, by grade.
        Map<Bucket, Cause> causes() {
            return causes;
        }

        /// The first messages that are left.
        List<MoveRecord.Left> shown() {
            return shown;
        }
    }
}
