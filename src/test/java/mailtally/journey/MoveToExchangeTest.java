package mailtally.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import mailtally.demo.exchange.ExchangeSettings;
import mailtally.demo.exchange.Tampering;
import mailtally.store.WritableStore;
import mailtally.testing.server.StandInServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A whole move whose new mailbox makes mail anew, in both orders. The mailbox is the stand-in's.
final class MoveToExchangeTest {
    private static final String USER = "jane@example.com";

    @TempDir Path home;

    @Test
    void sideBySideTheOldAccountGoesAfterEverythingArrivedAndIsShown() throws Exception {
        try (StandInServer exchange = StandInServer.start(ExchangeSettings.everyday());
                Player player = Player.usual(home)) {
            player.backedUp("side");
            player.press("pass-backup");
            assertThat(player.step()).isEqualTo(Step.ARRIVED);
            migrate(player, exchange);
            View view = player.press("arrived", Map.of("newmailbox", exchange.address(USER)));
            assertThat(view.screen().toString()).contains("33 of 33");
            String account = player.mac.exchange(USER);
            player.mac.received(account, "INBOX", 3);
            player.press("look-new");
            player.press("pass-arrived");
            player.press("count");
            player.rename();
            view = player.press("clear", Map.of("typed", USER));
            assertThat(view.safe()).as(view.toString()).isInstanceOf(View.Safe.Yes.class);
            player.press("open-accounts");
            player.mac.files().removeRow(player.jane);
            view = player.until(v -> v.screen().step() == Step.RESTART);
            assertThat(view.safe()).isInstanceOf(View.Safe.Removed.class);
        }
    }

    @Test
    void aWordThatDidNotArriveIsLeftAndTheGateStaysShut() throws Exception {
        try (StandInServer exchange = StandInServer.start(ExchangeSettings.everyday());
                Player player = Player.usual(home)) {
            player.backedUp("side");
            player.press("pass-backup");
            migrate(player, exchange);
            int[] changed = new int[1];
            Tampering.change(
                    exchange.standIn(),
                    USER,
                    "INBOX",
                    mail -> changed[0]++ > 0 ? mail : body(mail) + "Other words.\r\n");
            View view = player.press("arrived", Map.of("newmailbox", exchange.address(USER)));
            assertThat(view.screen().toString()).contains("32 of 33");
            String account = player.mac.exchange(USER);
            player.mac.received(account, "INBOX", 3);
            player.press("look-new");
            assertThat(Player.actions(player.settle())).doesNotContain("clear");
        }
    }

    private static String body(String mail) {
        String head = mail.substring(0, mail.indexOf("\r\n\r\n") + 4);
        return head.replaceFirst("(?i)(Content-Transfer-Encoding): \\S+", "$1: 7bit");
    }

    @Test
    void switchedTheArrivalIsProvenAgainstTheBackup() throws Exception {
        try (StandInServer exchange = StandInServer.start(ExchangeSettings.everyday());
                Player player = Player.usual(home)) {
            player.toTheGate();
            player.cleared();
            player.press("open-accounts");
            player.mac.files().removeRow(player.jane);
            player.until(v -> v.screen().step() == Step.RESTART);
            player.mac.host().boot = Optional.of(Instant.now().plusSeconds(60));
            View view = player.press("look-restart");
            assertThat(view.screen().step()).isEqualTo(Step.NEW_ACCOUNT);
            migrate(player, exchange);
            player.mac.received(player.mac.exchange(USER), "INBOX", 3);
            view = player.press("arrived", Map.of("newmailbox", exchange.address(USER)));
            assertThat(view.screen().toString()).contains("33 of 33");
            player.press("look-new");
            view = player.press("pass-new");
            assertThat(view.screen().step()).isEqualTo(Step.FINISHED);
        }
    }

    /// What an administrator does: everything is put into the new mailbox.
    private static void migrate(Player player, StandInServer exchange) throws Exception {
        try (WritableStore store = player.door.exchange(exchange.address(USER))) {
            player.mac.fill(player.jane, store);
        }
        try (WritableStore store = player.door.exchange(exchange.address(USER))) {
            player.mac.fillRest(player.jane, store);
        }
    }
}
