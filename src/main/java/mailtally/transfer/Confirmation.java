package mailtally.transfer;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.stream.Stream;
import mailtally.ledger.Ledger;
import mailtally.message.Flags;
import mailtally.store.Appender;
import mailtally.store.Folder;
import mailtally.store.Locator;
import mailtally.store.RefusedException;
import mailtally.store.StoreUnavailableException;
import mailtally.tally.Tally;
import org.jdbi.v3.core.Handle;

/// What the second tally says of what was put: how much of it is proven, which flags the target
/// forgot, and what a late commit put there twice. Used by one thread.
final class Confirmation {
    private final Ledger ledger;
    private final Tally first;
    private final Tally proof;
    private final Map<String, Long> notSet = new TreeMap<>();

    Confirmation(Ledger ledger, Tally first, Tally proof) {
        this.ledger = ledger;
        this.first = first;
        this.proof = proof;
    }

    /// A message that this run put, with its flags on both sides.
    private record Pair(String folder, Locator where, Flags source, Flags target) {
        /// What the copy should have and does not.
        SortedSet<String> lacks() {
            SortedSet<String> lacks = KeptFlags.carried(source);
            lacks.removeAll(target.names());
            return lacks;
        }
    }

    /// How many messages that this run put are proven by the target as it is now.
    long copied() {
        try (Handle handle = ledger.connect()) {
            return handle.createQuery(
                            """
                            SELECT count(*) FROM put q JOIN pair p ON p.source = q.source
                            WHERE q.run = ? AND p.tally = ? AND q.state IN ('STORED', 'FOUND')
                                AND p.bucket IN ('IDENTICAL', 'SAME_CONTENT')
                            """)
                    .bind(0, first.id())
                    .bind(1, proof.id())
                    .mapTo(Long.class)
                    .one();
        }
    }

    /// What came to the target since then, equals what was put after a lost answer, and proves
    /// nothing: a sentence a folder. The target was told twice to take it, and took it late.
    List<String> late() {
        Map<String, Long> folders = new HashMap<>();
        try (Handle handle = ledger.connect()) {
            handle.createQuery(
                            """
                            SELECT t.folder_path, count(DISTINCT t.id) FROM holding t
                                JOIN body b ON b.exact_digest = t.body
                                JOIN (SELECT target_folder, wire_digest,
                                        min(target_inventory) AS seen
                                    FROM put WHERE attempts > 0
                                    GROUP BY target_folder, wire_digest
                                    HAVING max(attempts) > 1
                                        OR max(CASE WHEN state = 'NOT_FOUND' THEN 1 ELSE 0 END) > 0)
                                    q ON q.target_folder = t.folder_path
                                        AND q.wire_digest = b.wire_digest
                            WHERE t.last_inventory = :target AND t.first_inventory > q.seen
                                AND t.id NOT IN (SELECT p.target FROM pair p
                                    WHERE p.tally = :tally AND p.target IS NOT NULL)
                            GROUP BY t.folder_path
                            """)
                    .bind("target", proof.target().id())
                    .bind("tally", proof.id())
                    .map((row, _) -> Map.entry(utf8(row.getBytes(1)), row.getLong(2)))
                    .forEach(e -> folders.merge(e.getKey(), e.getValue(), Long::sum));
        }
        List<String> sentences = new ArrayList<>();
        folders.entrySet().stream()
                .filter(e -> e.getValue() > 0)
                .sorted(Map.Entry.comparingByKey())
                .forEach(e -> sentences.add(Sentences.late(e.getKey(), e.getValue())));
        return sentences;
    }

    /// True where a message that was put lacks a flag that its source has.
    boolean flagsLack() throws IOException, StoreUnavailableException {
        boolean[] lack = new boolean[1];
        eachPair(pair -> lack[0] |= !pair.lacks().isEmpty());
        return lack[0];
    }

    /// Sets the flags that the target forgot when it took the messages, where the folder keeps
    /// them.
    void repairFlags(TargetDoor door) throws IOException, StoreUnavailableException {
        Map<String, Folder> folders = new HashMap<>();
        door.store().folders().forEach(f -> folders.put(f.path().text(), f));
        try (Repair repair = new Repair(door, folders)) {
            eachPair(repair);
        }
    }

    /// Where flags could not be set, a sentence a folder.
    List<String> flagsNotSet() {
        List<String> sentences = new ArrayList<>();
        notSet.forEach((folder, count) -> sentences.add(Sentences.flagsNotSet(folder, count)));
        return sentences;
    }

    private interface PairConsumer {
        void accept(Pair pair) throws IOException, StoreUnavailableException;
    }

    /// Sets flags, one folder after the other.
    private final class Repair implements PairConsumer, AutoCloseable {
        private final TargetDoor door;
        private final Map<String, Folder> folders;
        private String open = "";
        private Optional<Appender> appender = Optional.empty();

        Repair(TargetDoor door, Map<String, Folder> folders) {
            this.door = door;
            this.folders = folders;
        }

        @Override
        public void accept(Pair pair) throws IOException, StoreUnavailableException {
            if (pair.lacks().isEmpty()) {
                return;
            }
            if (!pair.folder().equals(open)) {
                close();
                open = pair.folder();
                appender = appender(folders.get(open));
            }
            if (appender.isPresent()) {
                Set<String> kept =
                        KeptFlags.of(Flags.of(pair.lacks()), appender.get().takes()).names();
                if (!kept.isEmpty()) {
                    set(pair, kept);
                }
            }
        }

        /// A flag that cannot be set is told of and does not stop the rest.
        private void set(Pair pair, Set<String> flags) throws StoreUnavailableException {
            try {
                door.addFlags(appender.orElseThrow(), pair.where(), flags);
            } catch (IOException e) {
                notSet.merge(pair.folder(), 1L, Long::sum);
            }
        }

        private Optional<Appender> appender(Folder folder) throws StoreUnavailableException {
            if (folder == null) {
                return Optional.empty();
            }
            try {
                return Optional.of(door.store().appender(folder));
            } catch (RefusedException e) {
                return Optional.empty(); // flags are no part of the proof
            }
        }

        @Override
        public void close() {
            appender.ifPresent(Appender::close);
            appender = Optional.empty();
        }
    }

    private void eachPair(PairConsumer consumer) throws IOException, StoreUnavailableException {
        try (Handle handle = ledger.connect()) {
            handle.begin();
            try (Stream<Pair> pairs =
                    handle
                            .createQuery(
                                    """
                                    SELECT t.folder_path, t.locator, s.flags, t.flags FROM put q
                                        JOIN pair p ON p.source = q.source
                                        JOIN holding s ON s.id = p.source
                                        JOIN holding t ON t.id = p.target
                                    WHERE q.run = ? AND p.tally = ?
                                        AND q.state IN ('STORED', 'FOUND')
                                        AND p.bucket IN ('IDENTICAL', 'SAME_CONTENT')
                                        AND t.first_inventory = ? AND s.flags <> t.flags
                                    ORDER BY t.folder_path, t.id
                                    """)
                            .bind(0, first.id())
                            .bind(1, proof.id())
                            .bind(2, proof.target().id())
                            .setFetchSize(Ledger.fetchRows())
                            .map(
                                    (row, _) ->
                                            new Pair(
                                                    utf8(row.getBytes(1)),
                                                    new Locator(utf8(row.getBytes(2))),
                                                    PlannedRows.flags(row.getBytes(3)),
                                                    PlannedRows.flags(row.getBytes(4))))
                            .stream()) {
                for (Pair pair : (Iterable<Pair>) pairs::iterator) {
                    consumer.accept(pair);
                }
            } finally {
                handle.rollback();
            }
        }
    }

    private static String utf8(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
