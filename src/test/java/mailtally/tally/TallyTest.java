package mailtally.tally;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import mailtally.inventory.Inventory;
import mailtally.inventory.InventoryTaker;
import mailtally.inventory.Progress;
import mailtally.inventory.Terms;
import mailtally.ledger.Ledger;
import mailtally.message.MissingPart;
import mailtally.store.Completeness;
import mailtally.store.Store;
import mailtally.store.Witness;
import mailtally.testing.Ledgers;
import mailtally.testing.MemoryStore;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What ends in which bucket, on both databases.
class TallyTest {
    private static final String HELLO = mail("1", "Hello", "hello there\n");
    private static final String OTHER = mail("2", "Other", "other words\n");

    record Outcome(Tally tally, List<Exceptional> exceptions) {
        String buckets() {
            StringBuilder text = new StringBuilder();
            for (Bucket bucket : Bucket.values()) {
                if (tally.all().of(bucket) > 0) {
                    text.append(tally.all().of(bucket))
                            .append(' ')
                            .append(bucket.name().toLowerCase(Locale.ROOT))
                            .append(' ');
                }
            }
            return text.toString().strip();
        }
    }

    @ParameterizedTest
    @EnumSource
    void equalStoresAreProven(Ledgers database) throws Exception {
        Outcome outcome =
                tally(
                        database,
                        server().add("INBOX", HELLO).add("Sent", OTHER),
                        server().add("INBOX", HELLO).add("Sent", OTHER));
        assertThat(outcome.buckets()).isEqualTo("2 identical");
        assertThat(outcome.tally().proven()).isTrue();
        assertThat(outcome.exceptions()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void aMissingMessageIsNamed(Ledgers database) throws Exception {
        Outcome outcome =
                tally(
                        database,
                        server().add("INBOX", HELLO).add("INBOX", OTHER),
                        server().add("INBOX", HELLO));
        assertThat(outcome.buckets()).isEqualTo("1 identical 1 missing");
        assertThat(outcome.tally().proven()).isFalse();
        assertThat(outcome.exceptions())
                .singleElement()
                .satisfies(
                        e -> {
                            assertThat(e.subject()).isEqualTo("Other");
                            assertThat(e.messageId()).isEqualTo("<2@example.com>");
                            assertThat(e.folder()).isEqualTo("INBOX");
                            assertThat(e.date()).isPresent();
                        });
    }

    @ParameterizedTest
    @EnumSource
    void lineEndsFinalLinesAndStoreHeadersDoNotMatter(Ledgers database) throws Exception {
        Outcome outcome =
                tally(
                        database,
                        server().add("INBOX", HELLO)
                                .add("INBOX", OTHER)
                                .add("INBOX", mail("3", "x", "a\0b\n")),
                        server().add("INBOX", HELLO.replace("\n", "\r\n") + "\r\n\r\n")
                                .add("INBOX", "Status: RO\n" + OTHER)
                                .add("INBOX", mail("3", "x", "a\u0080b\n")));
        assertThat(outcome.buckets()).isEqualTo("2 identical 1 same_content");
        assertThat(outcome.tally().proven()).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void aSurplusCopyIsADuplicateInItsFolderAndFiledElsewhereInAnother(Ledgers database)
            throws Exception {
        Outcome outcome =
                tally(
                        database,
                        server().add("INBOX", HELLO).add("INBOX", HELLO).add("Archive", HELLO),
                        server().add("INBOX", HELLO));
        assertThat(outcome.buckets()).isEqualTo("1 identical 1 duplicate 1 filed_elsewhere");
        assertThat(outcome.tally().proven()).isFalse();
        assertThat(outcome.exceptions()).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource
    void aMovedMessageIsProvenAndItsPlaceIsSaid(Ledgers database) throws Exception {
        Outcome outcome =
                tally(database, server().add("INBOX", HELLO), server().add("Archive", HELLO));
        assertThat(outcome.buckets()).isEqualTo("1 identical");
        assertThat(outcome.tally().inAnotherFolder()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource
    void aCopyThatDoesNotStayProvesNothing(Ledgers database) throws Exception {
        Outcome trash = tally(database, server().add("INBOX", HELLO), server().add("Trash", HELLO));
        assertThat(trash.buckets()).isEqualTo("1 missing");
        assertThat(trash.exceptions().getFirst().reason()).contains("Trash", "empties itself");
        Outcome deleted =
                tally(
                        database,
                        server().add("INBOX", HELLO),
                        server().add("INBOX", HELLO, "\\Deleted"));
        assertThat(deleted.buckets()).isEqualTo("1 missing");
        assertThat(deleted.exceptions().getFirst().reason()).contains("marked as deleted");
        Outcome both = tally(database, server().add("Trash", HELLO), server().add("Trash", HELLO));
        assertThat(both.buckets()).isEqualTo("1 identical");
        Outcome bag =
                tally(
                        database,
                        server().add("INBOX", HELLO),
                        new MemoryStore("bag", true).add("Trash", HELLO, "\\Deleted"));
        assertThat(bag.buckets()).isEqualTo("1 identical");
    }

    @ParameterizedTest
    @EnumSource
    void aSafePlaceIsNotTakenFromWhoNeedsIt(Ledgers database) throws Exception {
        Outcome outcome =
                tally(
                        database,
                        server().add("Trash", HELLO).add("INBOX", HELLO),
                        server().add("Archive", HELLO).add("Spam", HELLO));
        assertThat(outcome.buckets()).isEqualTo("2 identical");
    }

    @ParameterizedTest
    @EnumSource
    void unreadableAndEmptyAreNeverEqualToAnything(Ledgers database) throws Exception {
        Outcome outcome =
                tally(
                        database,
                        server().add("INBOX", "")
                                .add("INBOX", "\n\n")
                                .addUnreadable("INBOX", "It is a pipe."),
                        server().add("INBOX", "")
                                .add("INBOX", "\n\n")
                                .addUnreadable("INBOX", "It is a pipe."));
        assertThat(outcome.buckets()).isEqualTo("3 unreadable");
        assertThat(outcome.exceptions()).extracting(Exceptional::reason).contains("It is a pipe.");
        Outcome empty = tally(database, server().folder("INBOX"), server().folder("INBOX"));
        assertThat(empty.tally().all().proven()).isTrue();
        assertThat(empty.tally().proven()).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void aWitnessThatDisagreesStopsTheProof(Ledgers database) throws Exception {
        Outcome outcome =
                tally(
                        database,
                        server().folder("INBOX", new Witness("ENVELOPE_INDEX", 2))
                                .add("INBOX", HELLO),
                        server().add("INBOX", HELLO));
        assertThat(outcome.tally().all().proven()).isTrue();
        assertThat(outcome.tally().proven()).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void aChangedWordIsPartlyAndTheLossIsNamed(Ledgers database) throws Exception {
        Outcome outcome =
                tally(
                        database,
                        server().add("INBOX", HELLO),
                        server().add("INBOX", HELLO.replace("there", "where")));
        assertThat(outcome.buckets()).isEqualTo("1 partly");
        assertThat(outcome.exceptions().getFirst().reason()).contains("text");
    }

    @ParameterizedTest
    @EnumSource
    void twoDifferentMessagesWithOneMessageIdAreNotTakenForEachOther(Ledgers database)
            throws Exception {
        Outcome outcome =
                tally(
                        database,
                        server().add("INBOX", HELLO)
                                .add(
                                        "INBOX",
                                        mail("1", "Quite", "different\n").replace("2019", "2018")),
                        server().add("INBOX", HELLO));
        assertThat(outcome.buckets()).isEqualTo("1 identical 1 missing");
    }

    @ParameterizedTest
    @EnumSource
    void mixedLineEndsAreProvenByContentOnly(Ledgers database) throws Exception {
        String mixed = mail("1", "x", "one\r\ntwo\n");
        Outcome same = tally(database, server().add("INBOX", mixed), server().add("INBOX", mixed));
        assertThat(same.buckets()).isEqualTo("1 identical");
        Outcome wire =
                tally(
                        database,
                        server().add("INBOX", mixed),
                        server().add("INBOX", mixed.replaceAll("\r?\n", "\r\n")));
        assertThat(wire.buckets()).isEqualTo("1 same_content");
        String png = binary("\u0089PNG\r\n\u001a\nrest");
        Outcome damaged =
                tally(
                        database,
                        server().add("INBOX", png),
                        server().add("INBOX", png.replace("\u001a\n", "\u001a\r\n")));
        assertThat(damaged.buckets()).isEqualTo("1 partly");
    }

    @ParameterizedTest
    @EnumSource
    void whatWasNeverDownloadedIsProvenOnlyWhereTheTargetHasIt(Ledgers database) throws Exception {
        String part = "Content-Type: application/pdf\nContent-Transfer-Encoding: base64\n";
        String whole = multipart(part + "\nQUJDREVG\n");
        String partial = multipart(part + "X-Apple-Content-Length: 8\n\n");
        Completeness lacks =
                new Completeness.Incomplete(
                        List.of(new MissingPart("2", "application/pdf", 8, "plan.pdf")));
        MemoryStore mac = server().add("INBOX", partial, lacks);
        Outcome onServer = tally(database, mac, server().add("INBOX", whole));
        assertThat(onServer.buckets()).isEqualTo("1 same_content");
        Outcome inBag = tally(database, mac, server().add("INBOX", partial, lacks));
        assertThat(inBag.buckets()).isEqualTo("1 partly");
        assertThat(inBag.exceptions().getFirst().reason()).contains("plan.pdf", "Never downloaded");
    }

    @ParameterizedTest
    @EnumSource
    void aFileCutShortIsNeverProven(Ledgers database) throws Exception {
        MemoryStore mac = server().add("INBOX", HELLO, new Completeness.CutShort(1000, 200));
        Outcome outcome = tally(database, mac, server().add("INBOX", HELLO));
        assertThat(outcome.buckets()).isEqualTo("1 partly");
        assertThat(outcome.exceptions().getFirst().reason()).contains("200 of 1000");
    }

    @ParameterizedTest
    @EnumSource
    void aSecondRunSeesTheSame(Ledgers database) throws Exception {
        try (Ledger ledger = database.open()) {
            MemoryStore mac = server().add("INBOX", HELLO).add("INBOX", OTHER);
            for (int run = 0; run < 3; run++) {
                Outcome outcome = tally(ledger, mac, server().add("INBOX", HELLO));
                assertThat(outcome.buckets()).isEqualTo("1 identical 1 missing");
            }
            Outcome gone =
                    tally(ledger, server().add("INBOX", HELLO), server().add("INBOX", HELLO));
            assertThat(gone.buckets()).isEqualTo("1 identical");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aCrowdOfEqualMessagesTakesNoTime(Ledgers database) throws Exception {
        MemoryStore mac = server();
        MemoryStore far = server();
        for (int i = 0; i < 5000; i++) {
            mac.add("INBOX", HELLO);
            far.add("Elsewhere", HELLO);
        }
        Outcome outcome = tally(database, mac.add("INBOX", HELLO), far);
        assertThat(outcome.buckets()).isEqualTo("5000 identical 1 duplicate");
    }

    @ParameterizedTest
    @EnumSource
    void aByteThatBecameNulIsDamage(Ledgers database) throws Exception {
        String dash = mail("1", "x", "one \u00e2\u0080\u0094 two\n");
        Outcome outcome =
                tally(
                        database,
                        server().add("INBOX", dash),
                        server().add("INBOX", dash.replace('\u0080', '\0')));
        assertThat(outcome.buckets()).isEqualTo("1 partly");
        String nul = mail("2", "x", "a\0b\n");
        Outcome copies =
                tally(
                        database,
                        server().add("INBOX", nul).add("INBOX", nul.replace('\0', '\u0080')),
                        server().add("INBOX", nul.replace('\0', '\u0080')));
        assertThat(copies.tally().proven()).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void textBehindABrokenHeaderIsNoStoreHeader(Ledgers database) throws Exception {
        String alive = "Subject: x\nDear doctor, here it is\nStatus: the patient is alive\n";
        Outcome outcome =
                tally(
                        database,
                        server().add("INBOX", alive),
                        server().add("INBOX", alive.replace("alive", "dead")));
        assertThat(outcome.tally().proven()).isFalse();
        String from = "From : alice@example.com\nSubject: x\n\nhello\n";
        Outcome senders =
                tally(
                        database,
                        server().add("INBOX", from),
                        server().add("INBOX", from.replace("alice", "bob")));
        assertThat(senders.tally().proven()).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void aTwinInATrashThatEmptiesItselfMakesNothingSafe(Ledgers database) throws Exception {
        Outcome outcome =
                tally(
                        database,
                        server().add("INBOX", HELLO).add("Trash", HELLO),
                        server().add("Trash", HELLO));
        assertThat(outcome.buckets()).isEqualTo("1 identical 1 missing");
    }

    @ParameterizedTest
    @EnumSource
    void manyMessagesWithOneMessageIdAreAllFound(Ledgers database) throws Exception {
        MemoryStore mac = server();
        MemoryStore far = server();
        for (int i = 0; i < 300; i++) {
            String one = mail("same", "receipt", "number " + i + "\n");
            mac.add("INBOX", one);
            far.add("INBOX", "X-Added: yes\n" + one);
        }
        assertThat(tally(database, mac, far).buckets()).isEqualTo("300 same_content");
        MemoryStore copies = server();
        for (int i = 0; i < 3000; i++) {
            copies.add("INBOX", HELLO);
        }
        Outcome surplus = tally(database, copies, server().add("INBOX", HELLO));
        assertThat(surplus.buckets()).isEqualTo("1 identical 2999 duplicate");
    }

    @ParameterizedTest
    @EnumSource
    void theNearestContentGoesFirst(Ledgers database) throws Exception {
        String text = multipart("Content-Type: text/html\n\n<p>hello</p>\n");
        String more = text.replace("--b--", "--b\nContent-Type: application/pdf\n\nPDF\n--b--");
        Outcome outcome =
                tally(
                        database,
                        server().add("INBOX", text).add("INBOX", more),
                        server().add("INBOX", "Cc: x@example.com\n" + more)
                                .add("INBOX", "Cc: y@example.com\n" + text));
        assertThat(outcome.buckets()).contains("same_content");
        assertThat(outcome.tally().proven()).isTrue();
    }

    static Outcome tally(Ledgers database, Store source, Store target) throws Exception {
        try (Ledger ledger = database.open()) {
            return tally(ledger, source, target);
        }
    }

    static Outcome tally(Ledger ledger, Store source, Store target) throws Exception {
        return tally(ledger, source, target, List.of(Terms.USUAL, Terms.USUAL));
    }

    static Outcome tally(Ledger ledger, Store source, Store target, List<Terms> terms)
            throws Exception {
        List<Inventory> inventories =
                new InventoryTaker(ledger, 2, Progress.NONE).take(List.of(source, target), terms);
        Tally tally =
                new TallyMaker(ledger, Progress.NONE)
                        .make(inventories.get(0), source, inventories.get(1), target);
        assertThat(tally.all().balanced()).isTrue();
        List<Exceptional> exceptions = new ArrayList<>();
        tally.exceptions(exceptions::add);
        tally.inAnotherFolder();
        return new Outcome(tally, exceptions);
    }

    static MemoryStore server() {
        return new MemoryStore("server", false);
    }

    static String mail(String id, String subject, String text) {
        return head(id, subject) + "\n" + text;
    }

    static String head(String id, String subject) {
        return "From: Jane <jane@example.com>\nTo: bob@example.org\nMessage-ID: <"
                + id
                + "@example.com>\nDate: Tue, 5 Mar 2019 10:11:12 +0100\nSubject: "
                + subject
                + "\n";
    }

    private static String binary(String body) {
        return head("9", "binary")
                + "MIME-Version: 1.0\nContent-Type: image/png\nContent-Transfer-Encoding: binary\n\n"
                + body;
    }

    private static String multipart(String second) {
        return head("8", "parts")
                + "MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type:"
                + " text/plain\n\nhello\n--b\n"
                + second
                + "--b--\n";
    }
}
