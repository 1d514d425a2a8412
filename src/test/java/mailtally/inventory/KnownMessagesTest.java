package mailtally.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.quicktheories.QuickTheory.qt;
import static org.quicktheories.generators.SourceDSL.integers;

import java.io.IOException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import mailtally.ledger.Ledger;
import mailtally.message.Flags;
import mailtally.store.Completeness;
import mailtally.store.Holding;
import mailtally.store.Locator;
import mailtally.testing.Choices;
import mailtally.testing.Ledgers;
import mailtally.testing.MemoryStore;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What was read once is not read again, and the inventory is the same as if it had been.
class KnownMessagesTest {
    private static final int EXAMPLES = 20;

    @ParameterizedTest
    @EnumSource
    void anInventoryWithAnySubsetKnownEqualsTheFullOneRowForRow(Ledgers database) {
        qt().withFixedSeed(Long.getLong("mailtally.seed", 1))
                .withExamples(EXAMPLES)
                .withShrinkCycles(0)
                .forAll(integers().all())
                .checkAssert(seed -> sameRows(database, seed));
    }

    private static void sameRows(Ledgers database, int seed) {
        try {
            List<String> full;
            Inventory expected;
            try (Ledger ledger = database.open()) {
                take(ledger, store(seed, true, false));
                expected = take(ledger, store(seed, false, false));
                full = rows(ledger);
            }
            try (Ledger ledger = database.open()) {
                take(ledger, store(seed, true, false));
                MemoryStore asking = store(seed, false, true);
                Inventory taken = take(ledger, asking);
                assertThat(rows(ledger)).isEqualTo(full);
                assertThat(taken.folders()).isEqualTo(expected.folders());
                assertThat(asking.handedOut()).isLessThan(30);
            }
        } catch (Exception e) {
            throw new AssertionError("seed " + seed, e);
        }
    }

    /// Always the same mail for a seed; some of it only from the second reading on, with flags that
    /// change between the readings.
    private static MemoryStore store(int seed, boolean first, boolean asks) {
        Choices choices = Choices.of(seed);
        MemoryStore store = new MemoryStore("server", false);
        store.asking("7");
        for (int i = 0; i < 40; i++) {
            String folder = choices.one("INBOX", "Sent");
            boolean old = choices.oneIn(2);
            int kind = choices.below(8);
            String flag = first ? "\\Seen" : "\\Answered";
            if (first && !old) {
                store.addGone(folder);
            } else if (kind == 0) {
                store.addUnreadable(folder, "It is a pipe.");
            } else if (kind == 1) {
                store.add(folder, mail(i), new Completeness.CutShort(1000, 200), flag);
            } else {
                store.add(folder, mail(i % 30), flag);
            }
        }
        return asks ? store : store.silent();
    }

    @ParameterizedTest
    @EnumSource
    void nothingIsKnownUnderAnotherUidValidity(Ledgers database) throws Exception {
        try (Ledger ledger = database.open()) {
            take(ledger, new MemoryStore("server", false).asking("7").add("INBOX", mail(1)));
            MemoryStore same = new MemoryStore("server", false).asking("7").add("INBOX", mail(1));
            take(ledger, same);
            assertThat(same.handedOut()).isZero();
            MemoryStore other = new MemoryStore("server", false).asking("8").add("INBOX", mail(1));
            take(ledger, other);
            assertThat(other.handedOut()).isEqualTo(1);
            MemoryStore moved = new MemoryStore("server", false).asking("7").add("Sent", mail(1));
            take(ledger, moved);
            assertThat(moved.handedOut()).isEqualTo(1);
            MemoryStore away = new MemoryStore("elsewhere", false).asking("7");
            take(ledger, away.add("INBOX", mail(1)));
            assertThat(away.handedOut()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aReadingThatBrokeOffIsUsedAndLeavesNoGap(Ledgers database) throws Exception {
        try (Ledger ledger = database.open()) {
            Inventory first = take(ledger, many(2, -1));
            assertThatThrownBy(() -> take(ledger, many(3000, 2500)))
                    .isInstanceOf(IOException.class);
            MemoryStore again = many(3000, -1);
            Inventory last = take(ledger, again);
            assertThat(again.handedOut()).isBetween(500, 2999);
            assertThat(last.found()).isEqualTo(3000);
            try (Handle handle = ledger.connect()) {
                assertThat(
                                handle.createQuery(
                                                "SELECT count(*) FROM holding WHERE"
                                                        + " first_inventory = ? AND last_inventory"
                                                        + " = ?")
                                        .bind(0, first.id())
                                        .bind(1, last.id())
                                        .mapTo(Long.class)
                                        .one())
                        .isEqualTo(2);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void aBackupGetsEveryByte(Ledgers database) throws Exception {
        try (Ledger ledger = database.open()) {
            take(ledger, many(3, -1));
            MemoryStore again = many(3, -1);
            new InventoryTaker(ledger, 1, Progress.NONE).take(again, _ -> new WireSizes());
            assertThat(again.handedOut()).isEqualTo(3);
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatNobodyKnewIsNotCalledUnchanged(Ledgers database) throws Exception {
        MemoryStore liar =
                new MemoryStore("server", false) {
                    @Override
                    public void read(
                            mailtally.store.Folder folder, mailtally.store.HoldingVisitor visitor)
                            throws IOException {
                        visitor.unchanged(
                                Holding.of(new Locator("7.1"), Optional.empty(), Flags.NONE));
                    }
                };
        try (Ledger ledger = database.open()) {
            assertThatThrownBy(() -> take(ledger, liar.folder("INBOX")))
                    .isInstanceOf(IllegalStateException.class);
        }
    }

    private static MemoryStore many(int messages, int breaksAt) {
        MemoryStore store = new MemoryStore("server", false).asking("7");
        for (int i = 0; i < messages; i++) {
            if (i == breaksAt) {
                store.addBreak("INBOX");
            } else {
                store.add("INBOX", mail(i));
            }
        }
        return store;
    }

    private static Inventory take(Ledger ledger, MemoryStore store) throws Exception {
        return new InventoryTaker(ledger, 1, Progress.NONE).take(List.of(store)).getFirst();
    }

    /// Every holding as the ledger has it, but for its number.
    private static List<String> rows(Ledger ledger) {
        try (Handle handle = ledger.connect()) {
            return handle.createQuery(
                            """
                            SELECT h.folder_path, h.locator, f.path, h.body, h.flags, h.remote_id,
                                h.completeness, h.missing, h.problem, h.first_inventory,
                                h.last_inventory, b.size_bytes, h.internal_date_ms
                            FROM holding h JOIN folder f ON f.id = h.folder
                                LEFT JOIN body b ON b.exact_digest = h.body
                            ORDER BY h.folder_path, h.locator
                            """)
                    .map(
                            (row, _) -> {
                                StringBuilder text = new StringBuilder();
                                for (int i = 1; i <= 13; i++) {
                                    Object value = row.getObject(i);
                                    text.append(
                                                    value instanceof byte[] bytes
                                                            ? HexFormat.of().formatHex(bytes)
                                                            : value)
                                            .append(' ');
                                }
                                return text.toString();
                            })
                    .list();
        }
    }

    private static String mail(int number) {
        return "From: jane@example.com\nMessage-ID: <"
                + number
                + "@example.com>\nSubject: "
                + "x".repeat(number % 7)
                + "\n\nhello\n";
    }
}
