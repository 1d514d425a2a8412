package mailtally.tally;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import mailtally.inventory.Terms;
import mailtally.ledger.Ledger;
import mailtally.message.MessageBytes;
import mailtally.message.UnreadableException;
import mailtally.store.Completeness;
import mailtally.store.Folder;
import mailtally.store.FolderPath;
import mailtally.store.Locator;
import mailtally.store.Witness;
import mailtally.testing.Ledgers;
import mailtally.testing.MemoryStore;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What headers alone say, and which places on the target are safe, on both databases.
class HeadersAndPlacesTest {
    private static final String HELLO = TallyTest.mail("1", "Hello", "hello there\n");
    private static final String OTHER = TallyTest.mail("2", "Other", "other words\n");

    @ParameterizedTest
    @EnumSource
    void headersAloneNeverProve(Ledgers database) throws Exception {
        List<Terms> terms = List.of(new Terms(true, Set.of()), new Terms(true, Set.of()));
        TallyTest.Outcome outcome;
        try (Ledger ledger = database.open()) {
            outcome =
                    TallyTest.tally(
                            ledger,
                            TallyTest.server()
                                    .add("INBOX", HELLO)
                                    .add("Sent", OTHER)
                                    .add("INBOX", TallyTest.head("4", "")),
                            TallyTest.server()
                                    .add(
                                            "INBOX",
                                            TallyTest.head("1", "Hello") + "\n",
                                            headers(HELLO))
                                    .add(
                                            "Archive",
                                            TallyTest.head("2", "Other") + "\n",
                                            headers("other"))
                                    .add("INBOX", TallyTest.head("4", ""), headers(HELLO)),
                            terms);
        }
        assertThat(outcome.buckets()).isEqualTo("3 headers_only");
        assertThat(outcome.tally().proven()).isFalse();
        assertThat(outcome.exceptions())
                .extracting(Exceptional::reason)
                .allMatch(reason -> reason.contains("not compared"))
                .anyMatch(reason -> reason.contains("it is in Archive"))
                .anyMatch(reason -> reason.contains("servers may count differently"));
    }

    @ParameterizedTest
    @EnumSource
    void headersPairOneToOneAndOnlyWithSafeCopies(Ledgers database) throws Exception {
        String bare = HELLO.replaceAll("Message-ID: .*\n", "");
        String unnamed = bare.replaceAll("Date: .*\n", "");
        MemoryStore far =
                TallyTest.server()
                        .add("INBOX", TallyTest.head("1", "Hello") + "\n", headers(HELLO))
                        .add(
                                "INBOX",
                                TallyTest.head("2", "Other") + "\n",
                                headers(OTHER),
                                "\\Deleted")
                        .add("INBOX", bare.replace("hello there\n", ""), headers(bare))
                        .add("INBOX", unnamed.replace("hello there\n", ""), headers(unnamed));
        TallyTest.Outcome outcome =
                TallyTest.tally(
                        database,
                        TallyTest.server()
                                .add("INBOX", HELLO)
                                .add("INBOX", HELLO)
                                .add("INBOX", OTHER)
                                .add("INBOX", bare)
                                .add("INBOX", unnamed)
                                .add("INBOX", ""),
                        far);
        assertThat(outcome.buckets()).isEqualTo("2 headers_only 3 missing 1 unreadable");
        assertThat(outcome.exceptions())
                .extracting(Exceptional::reason)
                .anyMatch(reason -> reason.contains("marked as deleted"))
                .anyMatch(reason -> reason.contains("fewer copies"))
                .anyMatch(reason -> reason.contains("neither Message-ID nor Date"));
    }

    @ParameterizedTest
    @EnumSource
    void aCrowdOfEqualHeadersTakesNoTimeAndEqualSizesGoFirst(Ledgers database) throws Exception {
        MemoryStore mac = TallyTest.server();
        MemoryStore far = TallyTest.server();
        for (int i = 0; i < 4000; i++) {
            mac.add("INBOX", TallyTest.mail("1", "Hello", "x".repeat(i % 50) + "\n"));
            String other = TallyTest.mail("1", "Hello", "y".repeat((i + 7) % 50) + "\n");
            far.add("INBOX", TallyTest.head("1", "Hello") + "\n", headers(other));
        }
        List<Terms> terms = List.of(new Terms(true, Set.of()), new Terms(true, Set.of()));
        try (Ledger ledger = database.open()) {
            TallyTest.Outcome outcome = TallyTest.tally(ledger, mac, far, terms);
            assertThat(outcome.buckets()).isEqualTo("4000 headers_only");
            assertThat(outcome.exceptions())
                    .extracting(Exceptional::reason)
                    .allMatch(reason -> reason.contains("Both have"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void aFolderThatTheUserCallsPurgingProvesNothing(Ledgers database) throws Exception {
        List<Terms> terms = List.of(Terms.USUAL, new Terms(false, Set.of(FolderPath.parse("Old"))));
        for (String folder : List.of("Old", "Old/2019")) {
            try (Ledger ledger = database.open()) {
                TallyTest.Outcome outcome =
                        TallyTest.tally(
                                ledger,
                                TallyTest.server().add("INBOX", HELLO),
                                TallyTest.server().add(folder, HELLO),
                                terms);
                assertThat(outcome.buckets()).isEqualTo("1 missing");
                assertThat(outcome.exceptions().getFirst().reason()).contains("empties itself");
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void aFolderWithinATrashIsEmptiedWithIt(Ledgers database) throws Exception {
        for (String folder : List.of("Papierkorb", "Trash/Projects", "Spam/old/older")) {
            TallyTest.Outcome outcome =
                    TallyTest.tally(
                            database,
                            TallyTest.server().add("INBOX", HELLO),
                            TallyTest.server().add(folder, HELLO));
            assertThat(outcome.buckets()).as(folder).isEqualTo("1 missing");
        }
        TallyTest.Outcome same =
                TallyTest.tally(
                        database,
                        TallyTest.server().add("Trash/a", HELLO),
                        TallyTest.server().add("Trash", OTHER).add("Trash/a", HELLO));
        assertThat(same.buckets()).isEqualTo("1 identical");
        assertThat(same.tally().whereMailIsPurged()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource
    void aTargetThatGrewIsNoTrouble(Ledgers database) throws Exception {
        TallyTest.Outcome outcome =
                TallyTest.tally(
                        database,
                        TallyTest.server()
                                .folder("INBOX", new Witness("EXISTS", 1))
                                .add("INBOX", HELLO),
                        TallyTest.server()
                                .folder("INBOX", new Witness("EXISTS", 1))
                                .add("INBOX", HELLO)
                                .add("INBOX", OTHER));
        assertThat(outcome.tally().proven()).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void whatVanishedBeforeItsSheetWasMadeIsNotProven(Ledgers database) throws Exception {
        MemoryStore vanishing =
                new MemoryStore("server", false) {
                    @Override
                    public MessageBytes reopen(Folder folder, Locator locator)
                            throws UnreadableException {
                        throw new UnreadableException("It is no longer there.");
                    }
                };
        TallyTest.Outcome outcome =
                TallyTest.tally(
                        database,
                        TallyTest.server().add("INBOX", HELLO),
                        vanishing.add("INBOX", "X-Added: yes\n" + HELLO));
        assertThat(outcome.buckets()).isEqualTo("1 headers_only");
        assertThat(outcome.tally().proven()).isFalse();
    }

    /// Only the header is handed out of a message that is as long as this one on the wire.
    private static Completeness headers(String whole) {
        return new Completeness.HeadersOnly(whole.replace("\n", "\r\n").length());
    }
}
