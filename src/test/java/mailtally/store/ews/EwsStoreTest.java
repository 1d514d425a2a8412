package mailtally.store.ews;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import mailtally.demo.exchange.ExchangeQuirk;
import mailtally.demo.exchange.ExchangeSettings;
import mailtally.message.Flags;
import mailtally.message.MessageBytes;
import mailtally.store.Appender;
import mailtally.store.Completeness;
import mailtally.store.Finding;
import mailtally.store.Folder;
import mailtally.store.FolderPath;
import mailtally.store.Holding;
import mailtally.store.Locator;
import mailtally.store.RefusedException;
import mailtally.store.SpecialUse;
import mailtally.store.server.Secret;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A mailbox read and written by EWS, on the stand-in for Exchange.
final class EwsStoreTest {
    @TempDir private Path place;

    @Test
    void foldersHaveTheirUsesAndCountsAndWhatHoldsNoMailIsNamedAndNotRead() throws Exception {
        try (EwsMailbox there = EwsMailbox.with(ExchangeSettings.plain(), place).holding(3);
                EwsStore store = there.open()) {
            Map<String, Optional<SpecialUse>> uses = new HashMap<>();
            store.folders().forEach(f -> uses.put(f.path().text(), f.specialUse()));
            assertThat(uses)
                    .containsEntry("INBOX", Optional.empty())
                    .containsEntry("Sent Items", Optional.of(SpecialUse.SENT))
                    .containsEntry("Drafts", Optional.of(SpecialUse.DRAFTS))
                    .containsEntry("Deleted Items", Optional.of(SpecialUse.TRASH))
                    .containsEntry("Junk Email", Optional.of(SpecialUse.JUNK))
                    .containsEntry("Archive", Optional.of(SpecialUse.ARCHIVE))
                    .doesNotContainKeys("Calendar", "Contacts", "Tasks", "Notes", "Journal");
            assertThat(EwsMailbox.inbox(store).witnesses())
                    .singleElement()
                    .satisfies(w -> assertThat(w.count()).isEqualTo(3));
            assertThat(store.findings())
                    .extracting(Finding::text)
                    .singleElement()
                    .asString()
                    .contains("Calendar, Contacts, Journal, Notes, Tasks");
        }
    }

    @Test
    void aFolderOfManyPagesIsReadOnceEachInOrder() throws Exception {
        try (EwsMailbox there = EwsMailbox.with(ExchangeSettings.plain(), place).holding(1234);
                EwsStore store = there.open()) {
            EwsMailbox.Got got = new EwsMailbox.Got();
            store.read(EwsMailbox.inbox(store), got);
            assertThat(got.texts).hasSize(1234).doesNotHaveDuplicates();
            assertThat(got.texts.getFirst()).contains("Subject: m0\r\n");
            assertThat(got.texts.getLast()).contains("Subject: m1233\r\n");
            assertThat(got.troubles).isEmpty();
        }
    }

    @Test
    void whereMailGoesWhileItIsReadThePagesMoveAndNothingIsPassedOverOrReadTwice()
            throws Exception {
        try (EwsMailbox there = EwsMailbox.with(ExchangeSettings.plain(), place).holding(1600);
                EwsStore store = there.open()) {
            Vanishing got = new Vanishing(there, Set.of(3, 4, 5, 498, 499, 800));
            store.read(EwsMailbox.inbox(store), got);
            assertThat(got.troubles).isEmpty();
            assertThat(got.unreadable).isEmpty();
            assertThat(got.texts).hasSize(1600).doesNotHaveDuplicates();
        }
    }

    /// Takes away what was visited first, while more is read.
    private static final class Vanishing extends EwsMailbox.Got {
        private final EwsMailbox there;
        private final Set<Integer> at;

        Vanishing(EwsMailbox there, Set<Integer> at) {
            this.there = there;
            this.at = at;
        }

        @Override
        public void message(Holding holding, MessageBytes bytes) throws IOException {
            super.message(holding, bytes);
            if (at.contains(texts.size())) {
                there.insight().vanish(holding.locator().value());
            }
        }
    }

    @Test
    void whatComesAfterTheOpeningIsLeftForTheNextTimeButForFoldersThatAreWritten()
            throws Exception {
        try (EwsMailbox there = EwsMailbox.with(ExchangeSettings.plain(), place).holding(5);
                EwsStore store = there.open()) {
            there.deliver("INBOX", "late");
            Folder inbox = EwsMailbox.inbox(store);
            EwsMailbox.Got first = new EwsMailbox.Got();
            store.read(inbox, first);
            assertThat(first.texts).hasSize(5).noneMatch(t -> t.contains("late"));
            store.appender(inbox).close();
            EwsMailbox.Got second = new EwsMailbox.Got();
            store.read(inbox, second);
            assertThat(second.texts).hasSize(6);
        }
    }

    @Test
    void headersAloneAreReadWhereTheyAreKeptAndElseCutOffTheMessage() throws Exception {
        try (EwsMailbox there = EwsMailbox.with(ExchangeSettings.plain(), place)) {
            for (String received : List.of("Received: by a\r\n", "")) {
                String mail = received + "Subject: short\r\n\r\n" + "Text.\r\n".repeat(99);
                there.insight()
                        .deliver(
                                List.of("INBOX"),
                                mail.getBytes(StandardCharsets.US_ASCII),
                                Set.of(),
                                EwsMailbox.RECEIVED);
            }
            try (EwsStore store =
                    there.open(
                            there.options(true), _ -> new Secret.Password(EwsMailbox.PASSWORD))) {
                EwsMailbox.Got got = new EwsMailbox.Got();
                store.read(EwsMailbox.inbox(store), got);
                assertThat(got.texts)
                        .containsExactly(
                                "Received: by a\r\nSubject: short\r\n\r\n",
                                "Subject: short\r\n\r\n");
                assertThat(got.holdings)
                        .allMatch(
                                h ->
                                        h.completeness()
                                                        instanceof
                                                        Completeness.HeadersOnly(long size)
                                                && size > 600);
            }
        }
    }

    @Test
    void whatWasPutIsThereWithDateAndFlagsAndIsADraftOnlyWhereItWasOne() throws Exception {
        try (EwsMailbox there = EwsMailbox.with(ExchangeSettings.plain(), place);
                EwsStore store = there.open()) {
            Folder folder = store.create(FolderPath.of("Work", "2019"), Optional.empty());
            try (Appender appender = store.appender(folder)) {
                Appender.Mark before = appender.mark();
                List<Appender.Answer> answers =
                        appender.append(
                                List.of(
                                        mail("a", "\\Seen"),
                                        mail("b", "\\Answered", "\\Flagged"),
                                        mail("c", "\\Draft")));
                assertThat(answers).allMatch(a -> a instanceof Appender.Answer.Stored);
                assertThat(appender.mark().generation()).isEqualTo(before.generation());
                assertThat(appender.mark()).isNotEqualTo(before);
                appender.addFlags(stored(answers.getFirst()), Set.of("\\Flagged"));
            }
            EwsMailbox.Got got = new EwsMailbox.Got();
            store.read(folder, got);
            assertThat(got.holdings)
                    .extracting(h -> h.flags().text())
                    .containsExactly("\\Flagged \\Seen", "\\Answered \\Flagged", "\\Draft");
            assertThat(got.holdings)
                    .allMatch(h -> h.internalDate().equals(Optional.of(EwsMailbox.RECEIVED)));
            assertThat(there.insight().all())
                    .filteredOn(m -> m.draft())
                    .singleElement()
                    .satisfies(m -> assertThat(m.text()).contains("Subject: c"));
            assertThat(got.texts.getFirst()).isEqualTo("Subject: a\r\n\r\nText.\r\n");
        }
    }

    @Test
    void aFolderIsFoundInAnyCaseAndWhatHoldsNoMailTakesNone() throws Exception {
        try (EwsMailbox there = EwsMailbox.with(ExchangeSettings.plain(), place);
                EwsStore store = there.open()) {
            assertThat(store.create(FolderPath.of("archive", "Old"), Optional.empty()).path())
                    .isEqualTo(FolderPath.of("Archive", "Old"));
            assertThatThrownBy(
                            () -> store.create(FolderPath.of("Calendar", "Mail"), Optional.empty()))
                    .isInstanceOf(RefusedException.class)
                    .hasMessageContaining("holds no mail");
            assertThatThrownBy(() -> store.create(FolderPath.of("a\u0001b"), Optional.empty()))
                    .isInstanceOf(RefusedException.class)
                    .hasMessageContaining("control characters");
        }
    }

    @Test
    void tooLargeAndFullAreAnsweredForEachMessageAndTheRestArrives() throws Exception {
        ExchangeSettings settings = new ExchangeSettings(Set.of(), 2_000, 3_000);
        try (EwsMailbox there = EwsMailbox.with(settings, place);
                EwsStore store = there.open();
                Appender appender = store.appender(EwsMailbox.inbox(store))) {
            List<Appender.Answer> answers =
                    appender.append(
                            List.of(
                                    mail("a"),
                                    sized(2_500),
                                    sized(1_900),
                                    sized(1_900),
                                    mail("e")));
            assertThat(answers.get(0)).isInstanceOf(Appender.Answer.Stored.class);
            assertThat(answers.get(1))
                    .isEqualTo(
                            new Appender.Answer.Refused(
                                    "ErrorMessageSizeExceeded: The message exceeds the maximum"
                                            + " supported size"));
            assertThat(answers.get(2)).isInstanceOf(Appender.Answer.Stored.class);
            assertThat(answers.get(3))
                    .isEqualTo(
                            new Appender.Answer.Refused(
                                    "ErrorQuotaExceeded: The mailbox's quota has been exceeded"));
            assertThat(answers.get(4)).isInstanceOf(Appender.Answer.Stored.class);
            assertThat(there.insight().all()).hasSize(3);
        }
    }

    @Test
    void aMessageLargerThanMemoryHoldsGoesThereAndBackThroughFilesThatAreGoneAfterwards()
            throws Exception {
        try (EwsMailbox there = EwsMailbox.with(ExchangeSettings.plain(), place)) {
            try (EwsStore store = there.open();
                    Appender appender = store.appender(EwsMailbox.inbox(store))) {
                List<Appender.Answer> answers =
                        appender.append(List.of(mail("a"), sized(9 << 20), mail("z")));
                MessageBytes again = store.reopen(EwsMailbox.inbox(store), stored(answers.get(1)));
                assertThat(again.sizeBytes()).isEqualTo(9 << 20);
                assertThat(files(place.resolve("spill"))).isEqualTo(1);
                EwsMailbox.Got got = new EwsMailbox.Got();
                store.read(EwsMailbox.inbox(store), got);
                assertThat(got.texts).hasSize(3);
            }
            assertThat(files(place.resolve("spill"))).isZero();
        }
    }

    @Test
    void whatWasReadAtItsVersionIsNotFetchedAgainAndAChangedMessageIs() throws Exception {
        try (EwsMailbox there = EwsMailbox.with(ExchangeSettings.plain(), place).holding(4);
                EwsStore store = there.open()) {
            Map<Locator, String> known = new HashMap<>();
            EwsMailbox.Got first = new EwsMailbox.Got();
            store.read(EwsMailbox.inbox(store), first);
            first.holdings.forEach(h -> known.put(h.locator(), h.remoteId().orElseThrow()));
            try (Appender appender = store.appender(EwsMailbox.inbox(store))) {
                appender.addFlags(first.holdings.get(2).locator(), Set.of("\\Seen"));
            }
            EwsMailbox.Got second =
                    new EwsMailbox.Got() {
                        @Override
                        public Set<Locator> knownVersions(Map<Locator, String> versions) {
                            Map<Locator, String> same = new HashMap<>(versions);
                            same.entrySet()
                                    .removeIf(e -> !e.getValue().equals(known.get(e.getKey())));
                            return same.keySet();
                        }

                        @Override
                        public void unchanged(Holding holding) {
                            holdings.add(holding);
                        }
                    };
            store.read(EwsMailbox.inbox(store), second);
            assertThat(second.holdings)
                    .extracting(Holding::locator)
                    .isEqualTo(first.holdings.stream().map(Holding::locator).toList());
            assertThat(second.texts).containsExactly(first.texts.get(2));
        }
    }

    @Test
    void aMessageThatImapMarkedAsDeletedIsNoSafeCopy() throws Exception {
        try (EwsMailbox there = EwsMailbox.with(ExchangeSettings.plain(), place)) {
            there.insight()
                    .deliver(
                            List.of("INBOX"),
                            "Subject: a\r\n\r\n".getBytes(StandardCharsets.US_ASCII),
                            Set.of("\\Deleted", "\\Seen"),
                            EwsMailbox.RECEIVED);
            try (EwsStore store = there.open()) {
                EwsMailbox.Got got = new EwsMailbox.Got();
                store.read(EwsMailbox.inbox(store), got);
                assertThat(got.holdings.getFirst().flags().deleted()).isTrue();
            }
        }
    }

    @Test
    void aTokenOpensTheMailboxThatTheAddressNamesAndNoOther() throws Exception {
        try (EwsMailbox there =
                EwsMailbox.with(ExchangeSettings.plain().with(ExchangeQuirk.TOKENS_ONLY), place)) {
            there.deliver("INBOX", "janes");
            there.server().user("ana@example.com", "other", "token-of-ana-3");
            try (EwsStore store =
                    there.open(there.options(false), _ -> new Secret.Token(EwsMailbox.TOKEN))) {
                assertThat(EwsMailbox.inbox(store).witnesses().getFirst().count()).isEqualTo(1);
            }
            assertThatThrownBy(
                            () ->
                                    there.open(
                                            there.options(false),
                                            _ -> new Secret.Token("token-of-ana-3")))
                    .hasMessageContaining("ErrorAccessDenied")
                    .hasMessageContaining("Add-MailboxPermission");
        }
    }

    private static Appender.Outgoing mail(String subject, String... flags) {
        return new Appender.Outgoing(
                MessageBytes.of(
                        ("Subject: " + subject + "\n\nText.\n")
                                .getBytes(StandardCharsets.US_ASCII)),
                Flags.of(flags),
                Optional.of(EwsMailbox.RECEIVED));
    }

    private static Appender.Outgoing sized(int bytes) {
        String head = "Subject: " + bytes + "\r\n\r\n";
        return new Appender.Outgoing(
                MessageBytes.of(
                        (head + String.join("", Collections.nCopies(bytes - head.length(), "x")))
                                .getBytes(StandardCharsets.US_ASCII)),
                Flags.NONE,
                Optional.of(Instant.EPOCH));
    }

    private static Locator stored(Appender.Answer answer) {
        return ((Appender.Answer.Stored) answer).where().orElseThrow();
    }

    private static long files(Path folder) throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.count();
        }
    }
}
