package mailtally.transfer;

import static mailtally.transfer.CopyRun.exceptions;
import static mailtally.transfer.CopyRun.mail;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import mailtally.ledger.Ledger;
import mailtally.message.Flags;
import mailtally.message.MissingPart;
import mailtally.store.Appender;
import mailtally.store.Completeness;
import mailtally.store.FolderPath;
import mailtally.tally.Bucket;
import mailtally.testing.Ledgers;
import mailtally.testing.Mailbox;
import mailtally.testing.MemoryStore;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What a copy does on stores that are sound, and on such that are not, on both databases.
final class CopyTest {
    @ParameterizedTest
    @EnumSource
    void whatLacksIsPutAndProvenAndASecondRunChangesNothing(Ledgers kind) throws IOException {
        try (Ledger ledger = kind.open()) {
            CopyRun run = new CopyRun(ledger);
            MemoryStore source =
                    CopyRun.source()
                            .add("INBOX", mail("a"))
                            .add("INBOX", mail("b"), "\\Seen")
                            .add("Work/Client", mail("c"), "\\Flagged", "$Forwarded");
            Mailbox target = new Mailbox().add("INBOX", mail("a"));

            Copied copied = run.run(source, target);
            assertThat(copied.copied()).isEqualTo(2);
            assertThat(copied.tally().proven()).isTrue();
            assertThat(target.in("INBOX"))
                    .extracting(Mailbox.Kept::message)
                    .containsExactly(mail("a"), mail("b"));
            assertThat(target.in("Work/Client").getFirst().flags())
                    .isEqualTo(Flags.of("\\Flagged", "$Forwarded"));

            long changes = target.changes();
            Copied again = run.run(source, target);
            assertThat(again.outcome()).isEqualTo(Copied.Outcome.NOTHING_TO_PUT);
            assertThat(again.tally().proven()).isTrue();
            assertThat(again.copied()).isZero();
            assertThat(target.changes()).isEqualTo(changes);
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatIsNotAllowedIsNotPut(Ledgers kind) throws IOException {
        try (Ledger ledger = kind.open()) {
            MemoryStore source = CopyRun.source().add("Sent Messages", mail("a"), "\\Deleted");
            Mailbox target = new Mailbox().folder("INBOX").folder("Sent");
            Copied copied = new CopyRun(ledger).run(source, target, Steps.NONE, false);
            assertThat(copied.outcome()).isEqualTo(Copied.Outcome.NOT_PUT);
            assertThat(copied.tally().proven()).isFalse();
            assertThat(copied.plan().messages()).isOne();
            assertThat(copied.plan().lines().getFirst().folder().text()).isEqualTo("Sent");
            assertThat(copied.plan().lines().getFirst().created()).isFalse();
            assertThat(copied.plan().lines().getFirst().mapped()).isPresent();
            assertThat(copied.plan().remarks())
                    .containsExactly(
                            "1 message for Sent is marked as deleted in the source. The mark is not"
                                    + " carried over, so that the copy is safe.");
            assertThat(target.changes()).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource
    void anAnswerThatWasLostIsLookedForAndNothingIsThereTwice(Ledgers kind) throws IOException {
        for (Mailbox.Fate fate : Mailbox.Fate.values()) {
            for (boolean places : List.of(true, false)) {
                try (Ledger ledger = kind.open()) {
                    MemoryStore source = CopyRun.source();
                    for (int i = 0; i < 7; i++) {
                        source.add("INBOX", mail("m" + i));
                    }
                    Mailbox target =
                            new Mailbox() {
                                @Override
                                protected Fate fate(long append) {
                                    return append == 1 ? fate : Fate.STORED;
                                }

                                @Override
                                protected boolean tellsPlaces() {
                                    return places;
                                }
                            };
                    // Equal but marked as deleted: no safe copy, and not one that just came.
                    target.add("INBOX", mail("m3"), "\\Deleted").add("INBOX", mail("other"));
                    Copied copied = new CopyRun(ledger).run(source, target);
                    assertThat(copied.copied()).as(fate + " " + places).isEqualTo(7);
                    assertThat(target.in("INBOX")).as(fate + " " + places).hasSize(9);
                    assertThat(copied.tally().proven()).isTrue();
                    assertThat(copied.notes()).isEmpty();
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatComesTooLateIsReportedAndNotRemoved(Ledgers kind) throws IOException {
        try (Ledger ledger = kind.open()) {
            CopyRun run = new CopyRun(ledger);
            MemoryStore source = CopyRun.source().add("INBOX", mail("a"));
            Mailbox target =
                    new Mailbox() {
                        @Override
                        protected Fate fate(long append) {
                            return append == 1 ? Fate.LOST_LATE : Fate.STORED;
                        }

                        @Override
                        protected int looksUntilLate() {
                            return 100;
                        }
                    };
            target.folder("INBOX");
            assertThat(run.run(source, target).copied()).isOne();
            target.arrive();
            Copied again = run.run(source, target);
            assertThat(target.in("INBOX")).hasSize(2);
            assertThat(again.outcome()).isEqualTo(Copied.Outcome.NOTHING_TO_PUT);
            assertThat(again.notes())
                    .containsExactly(
                            "INBOX has 1 message twice: an answer was lost, and the target took it"
                                    + " late. Nothing is removed.");
        }
    }

    @ParameterizedTest
    @EnumSource
    void theMessageThatBreaksTheConnectionIsIsolatedAndNamed(Ledgers kind) throws IOException {
        try (Ledger ledger = kind.open()) {
            MemoryStore source = CopyRun.source();
            for (int i = 0; i < 9; i++) {
                source.add("INBOX", mail("m" + i));
            }
            Mailbox target =
                    new Mailbox() {
                        @Override
                        protected boolean breaksAt(String message) {
                            return message.equals(mail("m4"));
                        }
                    };
            target.folder("INBOX");
            Copied copied = new CopyRun(ledger).run(source, target);
            assertThat(copied.copied()).isEqualTo(8);
            assertThat(target.in("INBOX")).hasSize(8);
            assertThat(exceptions(copied)).hasSize(1);
            assertThat(exceptions(copied).getFirst().subject()).isEqualTo("m4");
            assertThat(exceptions(copied).getFirst().reason()).endsWith(Sentences.ANSWERS_LOST);
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatTheTargetRefusesIsNamedWithItsWordsAndTheRestGoesOn(Ledgers kind) throws IOException {
        try (Ledger ledger = kind.open()) {
            MemoryStore source = CopyRun.source().add("INBOX", mail("a")).add("INBOX", mail("b"));
            Mailbox target =
                    new Mailbox() {
                        @Override
                        protected Optional<String> refuses(FolderPath folder, String message) {
                            return message.equals(mail("a"))
                                    ? Optional.of("[OVERQUOTA] full")
                                    : Optional.empty();
                        }
                    };
            target.folder("INBOX");
            Copied copied = new CopyRun(ledger).run(source, target);
            assertThat(copied.copied()).isOne();
            assertThat(exceptions(copied)).hasSize(1);
            assertThat(exceptions(copied).getFirst().reason())
                    .endsWith("The target refused it: [OVERQUOTA] full");
        }
    }

    @ParameterizedTest
    @EnumSource
    void flagsThatTheTargetForgetsAreSetAndKeywordsThatItDoesNotKeepAreTold(Ledgers kind)
            throws IOException {
        try (Ledger ledger = kind.open()) {
            MemoryStore source =
                    CopyRun.source().add("INBOX", mail("a"), "\\Flagged", "\\Seen", "$Label1");
            Mailbox target =
                    new Mailbox() {
                        @Override
                        protected Kept kept(
                                String message, Flags flags, Optional<Instant> internalDate) {
                            return new Kept(message, Flags.NONE, internalDate);
                        }

                        @Override
                        protected Appender.Takes takes() {
                            return new Appender.Takes(
                                    Optional.empty(), Set.of("\\Flagged", "\\Seen"), false);
                        }
                    };
            target.folder("INBOX");
            Copied copied = new CopyRun(ledger).run(source, target);
            assertThat(copied.copied()).isOne();
            assertThat(target.in("INBOX").getFirst().flags())
                    .isEqualTo(Flags.of("\\Flagged", "\\Seen"));
            assertThat(copied.notes())
                    .containsExactly(
                            "1 message for INBOX will be without $Label1, which the folder does not"
                                    + " keep. A backup's manifest keeps it.");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aTargetThatRewritesGetsNoFurtherCopyWithEachRun(Ledgers kind) throws IOException {
        try (Ledger ledger = kind.open()) {
            CopyRun run = new CopyRun(ledger);
            MemoryStore source = CopyRun.source().add("INBOX", mail("a")).add("INBOX", mail("b"));
            Mailbox target =
                    new Mailbox() {
                        @Override
                        protected Kept kept(
                                String message, Flags flags, Optional<Instant> internalDate) {
                            return new Kept(
                                    message.replace("This is", "This was"), flags, internalDate);
                        }
                    };
            target.folder("INBOX");
            Copied first = run.run(source, target);
            assertThat(first.copied()).isZero();
            assertThat(first.tally().all().of(Bucket.PARTLY)).isEqualTo(2);
            Copied again = run.run(source, target);
            assertThat(target.in("INBOX")).hasSize(2);
            assertThat(again.outcome()).isEqualTo(Copied.Outcome.NOTHING_TO_PUT);
            assertThat(exceptions(again))
                    .hasSize(2)
                    .allSatisfy(e -> assertThat(e.reason()).endsWith(Sentences.PUT_BEFORE));
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatIsNotWholeOrTooLargeIsNotPutAndSaysWhy(Ledgers kind) throws IOException {
        try (Ledger ledger = kind.open()) {
            MemoryStore source =
                    CopyRun.source()
                            .add(
                                    "INBOX",
                                    mail("partial"),
                                    new Completeness.Incomplete(
                                            List.of(new MissingPart("2", "image/png", 5, "a.png"))))
                            .add("INBOX", mail("cut"), new Completeness.CutShort(900, 5))
                            .add("INBOX", mail("large") + "x".repeat(1000) + "\n")
                            .addUnreadable("INBOX", "It cannot be read.");
            Mailbox target =
                    new Mailbox() {
                        @Override
                        protected Appender.Takes takes() {
                            return new Appender.Takes(Optional.of(1000L), Set.of(), true);
                        }
                    };
            target.folder("INBOX");
            Copied copied = new CopyRun(ledger).run(source, target);
            assertThat(copied.outcome()).isEqualTo(Copied.Outcome.NOTHING_TO_PUT);
            assertThat(target.changes()).isZero();
            assertThat(copied.plan().remarks()).hasSize(3);
            List<String> reasons = new ArrayList<>();
            exceptions(copied).forEach(e -> reasons.add(e.reason()));
            assertThat(reasons).hasSize(4);
            assertThat(reasons).anyMatch(r -> r.endsWith(Sentences.NOT_DOWNLOADED));
            assertThat(reasons).anyMatch(r -> r.endsWith(Sentences.CUT_SHORT));
            assertThat(reasons).anyMatch(r -> r.contains("larger than 1,000 bytes"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void aFolderThatPurgesTakesOnlyWhatLaySo(Ledgers kind) throws IOException {
        try (Ledger ledger = kind.open()) {
            MemoryStore source =
                    CopyRun.source().add("Papierkorb", mail("a")).add("Bin/Kept", mail("b"));
            Mailbox target = new Mailbox().folder("Trash");
            Copied copied = new CopyRun(ledger).run(source, target);
            assertThat(copied.tally().proven()).isTrue();
            assertThat(target.messages())
                    .containsEntry("Trash", List.of(mail("a")))
                    .containsEntry("Bin/Kept", List.of(mail("b")));
        }
    }

    @ParameterizedTest
    @EnumSource
    void equalCopiesInOneFolderArePutOnceAndInTwoFoldersTwice(Ledgers kind) throws IOException {
        try (Ledger ledger = kind.open()) {
            MemoryStore source =
                    CopyRun.source()
                            .add("INBOX", mail("a"))
                            .add("INBOX", mail("a"))
                            .add("Work", mail("a"));
            Mailbox target = new Mailbox().folder("INBOX");
            Copied copied = new CopyRun(ledger).run(source, target);
            assertThat(copied.tally().proven()).isTrue();
            assertThat(copied.tally().all().of(Bucket.DUPLICATE)).isOne();
            assertThat(target.messages())
                    .containsEntry("INBOX", List.of(mail("a")))
                    .containsEntry("Work", List.of(mail("a")));
        }
    }
}
