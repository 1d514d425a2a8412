package mailtally.tally;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import mailtally.inventory.Inventory;
import mailtally.inventory.InventoryTaker;
import mailtally.inventory.Progress;
import mailtally.ledger.Ledger;
import mailtally.message.Profile;
import mailtally.message.Rewrite;
import mailtally.testing.AppleShapes;
import mailtally.testing.Choices;
import mailtally.testing.Dress;
import mailtally.testing.Ledgers;
import mailtally.testing.Mail;
import mailtally.testing.MailRenderer;
import mailtally.testing.MemoryStore;
import mailtally.testing.RewrittenMail;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A whole account against a store that makes mail anew, on both databases.
class RewritingTallyTest {
    private static final int MESSAGES = 120;

    private record Outcome(
            Tally tally, List<Exceptional> exceptions, SortedMap<Rewrite, Long> rewrites) {}

    /// A store of that profile.
    private static MemoryStore store(String name, Profile profile) {
        return new MemoryStore("memory:" + name, true) {
            @Override
            public Profile profile() {
                return profile;
            }
        };
    }

    private static String text(Mail mail, Dress.Ends ends) {
        byte[] bytes = MailRenderer.render(mail, new Dress(ends, 0, List.of(), false, false));
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private static Outcome tally(
            Ledgers database, MemoryStore source, MemoryStore target, String... ownAddresses)
            throws Exception {
        try (Ledger ledger = database.open()) {
            List<Inventory> both =
                    new InventoryTaker(ledger, 1, Progress.NONE).take(List.of(source, target));
            Tally tally =
                    new TallyMaker(ledger, Progress.NONE, Set.of(ownAddresses))
                            .make(both.getFirst(), source, both.getLast(), target);
            List<Exceptional> exceptions = new ArrayList<>();
            tally.exceptions(exceptions::add);
            return new Outcome(tally, exceptions, tally.rewrites());
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatAStoreRewroteIsProvenAndTheOneThatLostARecipientIsNamed(Ledgers database)
            throws Exception {
        MemoryStore source = store("source", Profile.FAITHFUL);
        MemoryStore target = store("target", Profile.REWRITING);
        Mail harmed = null;
        for (int i = 0; i < MESSAGES; i++) {
            Choices choices = Choices.of(i);
            Mail mail = AppleShapes.mail(choices, i);
            source.add("INBOX", text(mail, Dress.Ends.LF));
            Mail stored = RewrittenMail.of(mail, choices);
            if (harmed == null && i > 20 && stored.messageId().isPresent()) {
                harmed = mail;
                stored = stored.withRecipients(List.of());
            }
            target.add("INBOX", text(stored, Dress.Ends.CRLF));
        }
        Outcome outcome = tally(database, source, target);
        assertThat(outcome.exceptions()).hasSize(1);
        assertThat(outcome.exceptions().getFirst().bucket()).isEqualTo(Bucket.PARTLY);
        assertThat(outcome.exceptions().getFirst().subject())
                .startsWith(harmed.subject().substring(0, 5));
        assertThat(outcome.exceptions().getFirst().reason()).contains("To: ");
        assertThat(outcome.tally().all().of(Bucket.SAME_CONTENT)).isEqualTo(MESSAGES - 1);
        assertThat(outcome.rewrites()).isNotEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void aStoreThatKeepsWhatItGetsIsNotForgivenForRewriting(Ledgers database) throws Exception {
        MemoryStore source = store("source", Profile.FAITHFUL);
        MemoryStore target = store("target", Profile.FAITHFUL);
        Mail mail =
                AppleShapes.mail(Choices.of(7), 7)
                        .withSubject("long " + "word ".repeat(60) + "end");
        source.add("INBOX", text(mail, Dress.Ends.LF));
        target.add(
                "INBOX", text(mail.withSubject(mail.subject().substring(0, 255)), Dress.Ends.CRLF));
        assertThat(tally(database, source, target).tally().proven()).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void theSenderMayBecomeAnotherOfThePersonsOwnAddressesAndNobodyElses(Ledgers database)
            throws Exception {
        Mail mail = AppleShapes.mail(Choices.of(3), 3).withMessageId(Optional.of("<one@x>"));
        String sender = mail.from().address();
        String other = text(mail, Dress.Ends.CRLF).replace(sender, "primary@example.com");
        MemoryStore source = store("source", Profile.FAITHFUL);
        source.add("INBOX", text(mail, Dress.Ends.LF));
        MemoryStore target = store("target", Profile.REWRITING).add("INBOX", other);
        assertThat(tally(database, source, target).tally().proven()).isFalse();
        assertThat(tally(database, source, target, sender).tally().proven()).isFalse();
        Outcome named = tally(database, source, target, sender, "Primary@example.com");
        assertThat(named.tally().proven()).isTrue();
        assertThat(named.rewrites().keySet()).contains(Rewrite.FROM_REWRITTEN);
    }
}
