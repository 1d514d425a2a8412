package mailtally.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import mailtally.store.WritableStore;
import mailtally.store.maildir.MaildirStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A whole move, pressed button by button.
final class MoveJourneyTest {
    @TempDir Path home;

    @Test
    void aSwitchGoesFromTheFirstAccountToTheReport() throws Exception {
        try (Player player = Player.usual(home)) {
            assertThat(player.step()).isEqualTo(Step.ACCOUNT);
            View view = player.toTheGate();
            assertThat(view.screen().step()).isEqualTo(Step.CLEAR);
            assertThat(view.safe()).isEqualTo(new View.Safe.NotYet("the last count is not taken"));
            assertThat(view.changed()).isEqualTo("3 messages added to the server");
            view = player.cleared();
            assertThat(view.safe()).isInstanceOf(View.Safe.Yes.class);
            assertThat(view.screen().step()).isEqualTo(Step.REMOVE);
            player.press("open-accounts");
            assertThat(player.mac.host().opened).containsExactly("INTERNET_ACCOUNTS");
            player.mac.files().removeRow(player.jane);
            view = player.until(v -> v.screen().step() == Step.RESTART);
            assertThat(view.safe()).isInstanceOf(View.Safe.Removed.class);
            assertThat(view.screen().evidence().getFirst().toString())
                    .contains("Gone: jane@example.com (IMAP)")
                    .contains("On My Mac 5")
                    .contains("Server still lists 33 of 33.");
            assertThat(player.refused("look-restart", Map.of())).isPresent();
            player.mac.host().boot = Optional.of(Instant.now().plusSeconds(60));
            view = player.press("look-restart");
            assertThat(view.screen().step()).isEqualTo(Step.NEW_ACCOUNT);
            fill(player);
            String exchange = player.mac.exchange("jane@example.com");
            player.mac.received(exchange, "INBOX", 3);
            player.press("arrived", Map.of("newmailbox", player.newMailbox.toString()));
            player.press("look-new");
            view = player.press("pass-new");
            assertThat(view.screen().step()).isEqualTo(Step.FINISHED);
            player.press("report", Map.of("folder", home.resolve("reports").toString()));
            assertThat(home.resolve("reports/report.txt")).hasContent("0 not proven");
        }
    }

    @Test
    void sideBySideTheOldAccountGoesLast() throws Exception {
        try (Player player = Player.usual(home)) {
            player.backedUp("side");
            player.press("pass-backup");
            assertThat(player.step()).isEqualTo(Step.ARRIVED);
            fill(player);
            player.press("arrived", Map.of("newmailbox", player.newMailbox.toString()));
            player.press("pass-arrived");
            View view = player.press("count");
            assertThat(view.safe()).isInstanceOf(View.Safe.NotYet.class);
            assertThat(Player.actions(view)).contains("back-arrived").doesNotContain("clear");
            player.press("back-arrived");
            String exchange = player.mac.exchange("jane@example.com");
            player.mac.received(exchange, "INBOX", 3);
            player.press("look-new");
            player.press("pass-arrived");
            player.press("count");
            player.rename();
            view = player.press("clear", Map.of("typed", "jane@example.com"));
            assertThat(view.safe()).as(view.toString()).isInstanceOf(View.Safe.Yes.class);
        }
    }

    /// What an administrator does: everything is in the new mailbox.
    private static void fill(Player player) throws Exception {
        try (WritableStore store = MaildirStore.openWritable(player.newMailbox, Optional.empty())) {
            player.mac.fill(player.jane, store);
        }
        try (WritableStore store = MaildirStore.openWritable(player.newMailbox, Optional.empty())) {
            player.mac.fillRest(player.jane, store);
        }
    }
}
