package mailtally.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import mailtally.inventory.Inventory;
import mailtally.inventory.InventoryTaker;
import mailtally.inventory.Progress;
import mailtally.journey.Approvals.Cause;
import mailtally.ledger.Ledger;
import mailtally.message.MissingPart;
import mailtally.store.Completeness;
import mailtally.store.Store;
import mailtally.tally.TallyMaker;
import mailtally.testing.Ledgers;
import mailtally.testing.MemoryStore;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// An approval is of the very list that it was given for, on both databases.
class ApprovalsTest {
    private static final String SERVER = Place.SERVER;
    private static final String LACKS_A_PART =
            """
            From: Jane <jane@example.com>
            Message-ID: <5@example.com>
            Date: Tue, 5 Mar 2019 10:11:12 +0100
            Subject: Subject 5
            MIME-Version: 1.0
            Content-Type: multipart/mixed; boundary=b

            --b
            Content-Type: text/plain

            hello
            --b
            Content-Type: image/png
            X-Apple-Content-Length: 9

            --b--
            """;
    private static final Completeness LACKING =
            new Completeness.Incomplete(List.of(new MissingPart("2", "image/png", 9, "plan.png")));

    @ParameterizedTest
    @EnumSource
    void aNewcomerIsNotApproved(Ledgers database) throws Exception {
        try (Ledger ledger = database.open(Approvals.SCHEMA)) {
            Approvals approvals = new Approvals(ledger);
            long before = tally(ledger, mac().add("INBOX", mail("1")), server());
            approvals.approve(before, SERVER, Cause.ONLY_HERE);
            assertThat(stands(approvals, before)).isEqualTo("1 = 0 + 1 + 0");

            long after =
                    tally(ledger, mac().add("INBOX", mail("2")).add("INBOX", mail("1")), server());
            assertThat(stands(approvals, after)).isEqualTo("2 = 0 + 1 + 1");
            assertThat(approvals.firstLeft(after, SERVER)).contains("Subject 2", "INBOX");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aMessageThatWasChangedOrMovedIsNotApproved(Ledgers database) throws Exception {
        try (Ledger ledger = database.open(Approvals.SCHEMA)) {
            Approvals approvals = new Approvals(ledger);
            long before =
                    tally(ledger, mac().add("INBOX", mail("1")).add("INBOX", mail("2")), server());
            approvals.approve(before, SERVER, Cause.ONLY_HERE);

            long after =
                    tally(
                            ledger,
                            mac().add("INBOX", mail("1") + "one more line\n")
                                    .add("Sent", mail("2")),
                            server());
            assertThat(stands(approvals, after)).isEqualTo("2 = 0 + 0 + 2");
        }
    }

    @ParameterizedTest
    @EnumSource
    void ofEqualCopiesAsManyAreApprovedAsTheListHas(Ledgers database) throws Exception {
        try (Ledger ledger = database.open(Approvals.SCHEMA)) {
            Approvals approvals = new Approvals(ledger);
            String one = mail("1");
            long two = tally(ledger, mac().add("INBOX", one).add("INBOX", one), server());
            approvals.approve(two, SERVER, Cause.ONLY_HERE);
            assertThat(stands(approvals, two)).isEqualTo("2 = 0 + 2 + 0");

            long three =
                    tally(
                            ledger,
                            mac().add("INBOX", one).add("INBOX", one).add("INBOX", one),
                            server());
            assertThat(stands(approvals, three)).isEqualTo("3 = 0 + 2 + 1");
            long fewer = tally(ledger, mac().add("INBOX", one), server());
            assertThat(stands(approvals, fewer)).isEqualTo("1 = 0 + 1 + 0");
        }
    }

    @ParameterizedTest
    @EnumSource
    void anApprovalIsOfOnePlaceAndOneCauseAndCanBeTakenBack(Ledgers database) throws Exception {
        try (Ledger ledger = database.open(Approvals.SCHEMA)) {
            Approvals approvals = new Approvals(ledger);
            long tally =
                    tally(ledger, mac().add("INBOX", mail("1")).add("Trash", mail("2")), server());
            approvals.approve(tally, SERVER, Cause.TRASH_AND_JUNK);
            assertThat(stands(approvals, tally)).isEqualTo("2 = 0 + 1 + 1");
            assertThat(approvals.standing(tally, Place.BACKUP).approved()).isZero();

            approvals.approve(tally, SERVER, Cause.ONLY_HERE);
            assertThat(stands(approvals, tally)).isEqualTo("2 = 0 + 2 + 0");
            approvals.takeBack(SERVER, Cause.TRASH_AND_JUNK);
            assertThat(stands(approvals, tally)).isEqualTo("2 = 0 + 1 + 1");
        }
    }

    @ParameterizedTest
    @EnumSource
    void theDigestIsOfTheListAndNotOfItsOrder(Ledgers database) throws Exception {
        try (Ledger ledger = database.open(Approvals.SCHEMA)) {
            Approvals approvals = new Approvals(ledger);
            Approvals.Frozen oneWay =
                    approvals.freeze(
                            tally(
                                    ledger,
                                    mac().add("INBOX", mail("1")).add("INBOX", mail("2")),
                                    server()),
                            SERVER,
                            Cause.ONLY_HERE);
            Approvals.Frozen other =
                    approvals.freeze(
                            tally(
                                    ledger,
                                    new MemoryStore("another mac", false)
                                            .add("INBOX", mail("2"))
                                            .add("INBOX", mail("1")),
                                    server()),
                            SERVER,
                            Cause.ONLY_HERE);
            Approvals.Frozen more =
                    approvals.freeze(
                            tally(
                                    ledger,
                                    mac().add("INBOX", mail("1"))
                                            .add("INBOX", mail("2"))
                                            .add("INBOX", mail("2")),
                                    server()),
                            SERVER,
                            Cause.ONLY_HERE);
            assertThat(other).isEqualTo(oneWay);
            assertThat(more.messages()).isEqualTo(3);
            assertThat(more.digest()).isNotEqualTo(oneWay.digest()).hasSize(64);
        }
    }

    @ParameterizedTest
    @EnumSource
    void eachCauseHasItsOwnAndTheBalanceHolds(Ledgers database) throws Exception {
        try (Ledger ledger = database.open(Approvals.SCHEMA)) {
            Approvals approvals = new Approvals(ledger);
            String proven = mail("1");
            long tally =
                    tally(
                            ledger,
                            mac().add("INBOX", proven)
                                    .add("INBOX", proven)
                                    .add("Archive", proven)
                                    .add("INBOX", mail("2"))
                                    .add("Trash", mail("3"))
                                    .add("INBOX", mail("4"))
                                    .add("INBOX", LACKS_A_PART, LACKING)
                                    .addUnreadable("INBOX", "The file is empty."),
                            server().add("INBOX", proven)
                                    .add("INBOX", mail("4").replace("words", "other words"))
                                    .add("INBOX", LACKS_A_PART, LACKING));
            Approvals.Standing standing = approvals.standing(tally, SERVER);
            assertThat(standing.causes())
                    .allSatisfy(c -> assertThat(c.messages()).isEqualTo(1))
                    .extracting(Approvals.CauseStanding::cause)
                    .containsExactlyInAnyOrder(
                            Cause.ONLY_HERE,
                            Cause.TRASH_AND_JUNK,
                            Cause.PART_MISSING,
                            Cause.NEVER_DOWNLOADED,
                            Cause.OTHER_FOLDER,
                            Cause.CANNOT_BE_READ);
            assertThat(standing.found()).isEqualTo(8);
            assertThat(standing.proven()).isEqualTo(2);
            assertThat(standing.left()).isEqualTo(6);
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatCannotBeReadIsApprovedOneByOne(Ledgers database) throws Exception {
        try (Ledger ledger = database.open(Approvals.SCHEMA)) {
            Approvals approvals = new Approvals(ledger);
            long tally =
                    tally(
                            ledger,
                            mac().addUnreadable("INBOX", "empty").addUnreadable("INBOX", "empty"),
                            server());
            LeftMessages left = new LeftMessages(ledger);
            List<Exceptions.Left> two =
                    left.page(tally, SERVER, Cause.CANNOT_BE_READ.id(), "", "date", 0).messages();
            long first = Long.parseLong(two.getFirst().id());
            assertThat(approvals.approveOne(tally, SERVER, Cause.ONLY_HERE, first)).isFalse();
            assertThat(approvals.approveOne(tally, SERVER, Cause.CANNOT_BE_READ, first)).isTrue();
            assertThat(approvals.approveOne(tally, SERVER, Cause.CANNOT_BE_READ, first)).isFalse();
            assertThat(stands(approvals, tally)).isEqualTo("2 = 0 + 1 + 1");
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatTheBackupLacksIsCounted(Ledgers database) throws Exception {
        try (Ledger ledger = database.open(Approvals.SCHEMA)) {
            Approvals approvals = new Approvals(ledger);
            MemoryStore mac = mac().add("INBOX", mail("1")).add("INBOX", mail("2"));
            long server = tally(ledger, mac, server());
            long half = tally(ledger, mac, new MemoryStore("bag", true).add("INBOX", mail("1")));
            long whole =
                    tally(
                            ledger,
                            mac,
                            new MemoryStore("bag", true)
                                    .add("INBOX", mail("1"))
                                    .add("INBOX", mail("2")));
            assertThat(approvals.leftNotIn(server, half, Cause.ONLY_HERE)).isEqualTo(1);
            assertThat(approvals.leftNotIn(server, whole, Cause.ONLY_HERE)).isZero();
        }
    }

    private static String stands(Approvals approvals, long tally) {
        Approvals.Standing s = approvals.standing(tally, SERVER);
        return s.found() + " = " + s.proven() + " + " + s.approved() + " + " + s.left();
    }

    static long tally(Ledger ledger, Store source, Store target) throws Exception {
        List<Inventory> both =
                new InventoryTaker(ledger, 2, Progress.NONE).take(List.of(source, target));
        return new TallyMaker(ledger, Progress.NONE)
                .make(both.getFirst(), source, both.getLast(), target)
                .id();
    }

    static MemoryStore mac() {
        return new MemoryStore("mac", false);
    }

    static MemoryStore server() {
        return new MemoryStore("server", false);
    }

    static String mail(String id) {
        return mail(id, "Jane <jane@example.com>", "Subject " + id);
    }

    static String mail(String id, String from, String subject) {
        return "From: "
                + from
                + "\nMessage-ID: <"
                + id
                + "@example.com>\n"
                + "Date: Tue, 5 Mar 2019 10:11:12 +0100\nSubject: "
                + subject
                + "\n\nwords of "
                + id
                + "\n";
    }
}
