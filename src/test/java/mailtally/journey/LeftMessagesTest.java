package mailtally.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import mailtally.journey.Approvals.Cause;
import mailtally.ledger.Ledger;
import mailtally.testing.Ledgers;
import mailtally.testing.MemoryStore;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What is left can be found by what a person reads, on both databases.
class LeftMessagesTest {
    private static final String CAUSE = Cause.ONLY_HERE.id();

    @ParameterizedTest
    @EnumSource
    void searchReadsWhatAPersonReads(Ledgers database) throws Exception {
        try (Ledger ledger = database.open(Approvals.SCHEMA)) {
            LeftMessages left = new LeftMessages(ledger);
            long tally =
                    ApprovalsTest.tally(
                            ledger,
                            ApprovalsTest.mac()
                                    .add(
                                            "INBOX",
                                            mail("1", "=?utf-8?Q?J=C3=BCrgen?= <j@x.example>", "a"))
                                    .add("INBOX", mail("2", "b@x.example", "=?utf-8?B?w4RwZmVs?="))
                                    .add(
                                            "Müll 100%",
                                            mail("3", "c@x.example", "<b>50%</b>_\u0001")),
                            ApprovalsTest.server());
            assertThat(subjects(left, tally, "JÜRGEN")).containsExactly("a");
            assertThat(subjects(left, tally, " äpfel ")).containsExactly("Äpfel");
            assertThat(subjects(left, tally, "müll")).containsExactly("<b>50%</b>_\uFFFD");
            assertThat(subjects(left, tally, "0%")).containsExactly("<b>50%</b>_\uFFFD");
            assertThat(subjects(left, tally, "_%")).isEmpty();
            assertThat(subjects(left, tally, "'; DROP TABLE pair --")).isEmpty();
            assertThat(subjects(left, tally, "")).hasSize(3);
        }
    }

    @ParameterizedTest
    @EnumSource
    void pagesHaveEveryMessageOnceInTheOrderThatWasAskedFor(Ledgers database) throws Exception {
        try (Ledger ledger = database.open(Approvals.SCHEMA)) {
            LeftMessages left = new LeftMessages(ledger);
            MemoryStore mac = ApprovalsTest.mac();
            for (int i = 0; i < 120; i++) {
                mac.add("F" + i % 3, mail("" + i, "p" + (i * 7) % 120 + "@x.example", "s" + i % 5));
            }
            long tally = ApprovalsTest.tally(ledger, mac, ApprovalsTest.server());
            for (String sort : List.of("date", "from", "subject", "folder", "nonsense")) {
                List<Exceptions.Left> all = new ArrayList<>();
                for (int page = 0; page < 4; page++) {
                    Exceptions.Page one = left.page(tally, Place.SERVER, CAUSE, "", sort, page);
                    assertThat(one.total()).isEqualTo(120);
                    assertThat(one.messages()).hasSize(List.of(50, 50, 20, 0).get(page));
                    all.addAll(one.messages());
                }
                Set<String> ids = new HashSet<>();
                all.forEach(one -> ids.add(one.id()));
                assertThat(ids).hasSize(120);
                List<String> keys =
                        all.stream()
                                .map(
                                        one ->
                                                switch (sort) {
                                                    case "from" -> one.from();
                                                    case "subject" -> one.subject();
                                                    case "folder" -> one.folder();
                                                    default -> one.date().orElseThrow().toString();
                                                })
                                .toList();
                assertThat(keys).isSorted();
            }
            assertThat(
                            left.page(tally, Place.SERVER, CAUSE, "", "date", Integer.MAX_VALUE)
                                    .messages())
                    .isEmpty();
            assertThat(left.page(tally, Place.SERVER, CAUSE, "", "date", -1).messages())
                    .hasSize(50);
        }
    }

    @ParameterizedTest
    @EnumSource
    void theWalkSaysWhatIsApproved(Ledgers database) throws Exception {
        try (Ledger ledger = database.open(Approvals.SCHEMA)) {
            long tally =
                    ApprovalsTest.tally(
                            ledger,
                            ApprovalsTest.mac()
                                    .add("INBOX", ApprovalsTest.mail("1"))
                                    .add("Trash", ApprovalsTest.mail("2"))
                                    .addUnreadable("INBOX", "The file is empty."),
                            ApprovalsTest.server());
            new Approvals(ledger).approve(tally, Place.SERVER, Cause.TRASH_AND_JUNK);
            List<String> walked = new ArrayList<>();
            new LeftMessages(ledger)
                    .each(
                            tally,
                            Place.SERVER,
                            one ->
                                    walked.add(
                                            one.left().folder()
                                                    + " "
                                                    + one.bucket()
                                                    + " "
                                                    + one.approved()));
            assertThat(walked)
                    .containsExactly(
                            "INBOX MISSING false", "INBOX UNREADABLE false", "Trash MISSING true");
        }
    }

    private static String mail(String id, String from, String subject) {
        return ApprovalsTest.mail(id, from, subject);
    }

    private static List<String> subjects(LeftMessages left, long tally, String search) {
        return left.page(tally, Place.SERVER, CAUSE, search, "subject", 0).messages().stream()
                .map(Exceptions.Left::subject)
                .toList();
    }
}
