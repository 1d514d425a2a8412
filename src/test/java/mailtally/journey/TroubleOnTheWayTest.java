package mailtally.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import mailtally.ledger.EventChain;
import mailtally.ledger.Ledger;
import mailtally.store.StoreUnavailableException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What goes wrong during a move: each gets a sentence and a way on, and none opens the gate.
final class TroubleOnTheWayTest {
    @TempDir Path home;

    private interface Trouble {
        void happen(Player player) throws Exception;
    }

    @Test
    void afterARestartItIsTheSameStepAndNoCountIsLower() throws Exception {
        try (Player player = Player.usual(home)) {
            List<String> steps = new ArrayList<>();
            player.ready("switch");
            for (String button :
                    List.of(
                            "check",
                            "pass-check",
                            "plan",
                            "put",
                            "pass-put",
                            "backup",
                            "pass-backup")) {
                player.press(button);
                if (button.equals("plan")) {
                    continue; // a plan is made anew
                }
                View before = player.journey.view();
                player.restart();
                View after = player.journey.view();
                steps.add(after.screen().step().name());
                assertThat(after.screen().step()).isEqualTo(before.screen().step());
                assertThat(after.tally()).isEqualTo(before.tally());
                assertThat(after.changed()).isEqualTo(before.changed());
            }
            assertThat(steps).contains("CHECK", "PUT", "BACKUP", "CLEAR");
            player.cleared();
            player.restart();
            View view = player.journey.view();
            assertThat(view.screen().step()).isEqualTo(Step.REMOVE);
            assertThat(view.safe())
                    .as("what was counted by a process that is gone opens nothing")
                    .isInstanceOf(View.Safe.NotYet.class);
            player.press("back-clear");
            assertThat(player.cleared().safe()).isInstanceOf(View.Safe.Yes.class);
            player.mac.files().removeRow(player.jane);
            player.until(v -> v.screen().step() == Step.RESTART);
            player.restart();
            assertThat(player.step()).isEqualTo(Step.RESTART);
            player.press("pass-restart");
            player.restart();
            assertThat(player.step()).isEqualTo(Step.NEW_ACCOUNT);
        }
    }

    @Test
    void whateverBreaksAfterYesEndsItAndANewCountRepairsIt() throws Exception {
        Map<String, Trouble> troubles = new LinkedHashMap<>();
        troubles.put("Mail is open", player -> player.mac.host().mail = Optional.of(true));
        troubles.put("this Mac's mail changed", player -> touch(mailOf(player)));
        troubles.put("the backup changed", player -> append(packageOf(player)));
        troubles.put("left the server", player -> Files.delete(firstIn(player.server)));
        troubles.put(
                "the undo copy is gone",
                player -> {
                    for (Path copy : UndoCopies.of(stateOf(player))) {
                        UndoCopies.remove(copy);
                    }
                });
        try (Player player = Player.usual(home)) {
            player.toTheGate();
            for (Map.Entry<String, Trouble> each : troubles.entrySet()) {
                View view = player.cleared();
                assertThat(view.safe()).as(each.getKey()).isInstanceOf(View.Safe.Yes.class);
                each.getValue().happen(player);
                view = player.until(v -> v.safe() instanceof View.Safe.NoLonger);
                assertThat(((View.Safe.NoLonger) view.safe()).change())
                        .containsIgnoringCase(each.getKey());
                assertThat(view.alert()).isPresent();
                repair(player, each.getKey());
            }
            assertThat(player.cleared().safe()).isInstanceOf(View.Safe.Yes.class);
        }
    }

    @Test
    void aLookBetweenTheAccountsFilesAndItsRowDoesNotCallTheRemovalAnythingElse() throws Exception {
        try (Player player = Player.usual(home)) {
            player.toTheGate();
            assertThat(player.cleared().safe()).isInstanceOf(View.Safe.Yes.class);
            Files.move(mailOf(player), home.resolve("gone"));
            Thread.sleep(500); // five looks
            player.mac.files().removeRow(player.jane);
            View view = player.until(v -> v.screen().step() == Step.RESTART);
            assertThat(view.toString()).contains("Gone: jane@example.com");
            assertThat(view.toString()).doesNotContain("without a clearance");
        }
    }

    private static void repair(Player player, String trouble) throws Exception {
        player.mac.host().mail = Optional.of(false);
        player.press("back-clear");
        if (trouble.equals("the backup changed")) {
            View view = player.press("count");
            assertThat(Player.actions(view)).contains("backup").doesNotContain("clear");
            player.press("backup");
        } else if (trouble.equals("left the server")) {
            View view = player.press("count");
            assertThat(Player.actions(view)).contains("back-put").doesNotContain("clear");
            player.press("back-put");
            player.press("plan");
            player.press("put");
            player.press("pass-put");
            player.press("pass-backup");
        }
    }

    @Test
    void noLastCountIsTakenWhileMailIsOpen() throws Exception {
        try (Player player = Player.usual(home)) {
            player.toTheGate();
            player.mac.host().mail = Optional.of(true);
            View view = player.press("count");
            assertThat(view.screen().evidence().getFirst().toString()).contains("Mail is open");
            assertThat(UndoCopies.of(stateOf(player))).isEmpty();
            assertThat(Player.actions(view)).contains("count").doesNotContain("clear");
        }
    }

    @Test
    void newMailOnTheServerKeepsIt() throws Exception {
        try (Player player = Player.usual(home)) {
            player.toTheGate();
            player.cleared();
            Path mail = player.server.resolve("new/1700000000.new.example");
            Files.createDirectories(mail.getParent());
            Files.writeString(mail, "From: a@example.org\nSubject: new\n\nnew\n");
            player.journey.press("look", Map.of());
            for (int i = 0; i < 20; i++) {
                assertThat(player.journey.view().safe()).isInstanceOf(View.Safe.Yes.class);
                Thread.sleep(50);
            }
        }
    }

    @Test
    void theHourEndsAndNothingChanged() throws Exception {
        try (Player player = Player.usual(home)) {
            player.toTheGate();
            player.cleared();
            player.door.forward(Duration.ofMinutes(61));
            View view = player.until(v -> !(v.safe() instanceof View.Safe.Yes));
            assertThat(view.safe()).isInstanceOf(View.Safe.NotYet.class);
            assertThat(view.screen().evidence().toString()).contains("The hour is over");
            player.press("back-clear");
            assertThat(player.cleared().safe()).isInstanceOf(View.Safe.Yes.class);
        }
    }

    @Test
    void aClockThatJumpsBackOpensNothing() throws Exception {
        try (Player player = Player.usual(home)) {
            player.toTheGate();
            player.cleared();
            player.door.forward(Duration.ofHours(-2));
            player.until(v -> !(v.safe() instanceof View.Safe.Yes));
        }
    }

    @Test
    void aWrongAddressClearsNothing() throws Exception {
        try (Player player = Player.usual(home)) {
            player.toTheGate();
            player.press("count");
            assertThat(player.refused("clear", Map.of("typed", "bob@example.com")).orElseThrow())
                    .contains("Nothing was cleared");
            assertThat(player.journey.view().safe()).isInstanceOf(View.Safe.NotYet.class);
            assertThat(player.step()).isEqualTo(Step.CLEAR);
        }
    }

    @Test
    void aButtonOfAnotherScreenDoesNothing() throws Exception {
        try (Player player = Player.usual(home)) {
            player.ready("switch");
            View before = player.journey.view();
            assertThat(
                            player.journey
                                    .press("clear", Map.of("typed", "jane@example.com"))
                                    .orElseThrow())
                    .contains("another screen");
            assertThat(player.journey.press("no-such", Map.of())).isPresent();
            assertThat(player.journey.view().screen().step()).isEqualTo(before.screen().step());
        }
    }

    @Test
    void twoTabsThatPressTheSameButtonDoItOnce() throws Exception {
        try (Player player = Player.usual(home)) {
            player.ready("switch");
            player.press("check");
            player.press("pass-check");
            player.press("plan");
            Thread[] tabs = new Thread[2];
            for (int i = 0; i < tabs.length; i++) {
                tabs[i] = Thread.ofPlatform().start(() -> player.journey.press("put", Map.of()));
            }
            for (Thread tab : tabs) {
                tab.join();
            }
            View view = player.settle();
            assertThat(view.changed()).isEqualTo("3 messages added to the server");
        }
    }

    @Test
    void aSecondMailtallyOnTheSameMoveIsToldWhoHasIt() throws Exception {
        try (Player player = Player.usual(home)) {
            player.ready("switch");
            assertThatThrownBy(() -> MoveJourney.open(player.door, Optional.empty(), Player.QUICK))
                    .isInstanceOf(StoreUnavailableException.class)
                    .hasMessageContaining("process " + ProcessHandle.current().pid())
                    .hasMessageContaining("since");
        }
    }

    @Test
    void aMoveThatANewerVersionKeptIsRefused() throws Exception {
        Path file = moveOf();
        try (Ledger ledger = Ledger.open(file, List.of(EventChain.SCHEMA))) {
            new EventChain(ledger)
                    .append(java.time.Instant.now(), "{\"event\":\"Teleported\",\"to\":\"Mars\"}");
        }
        assertThatThrownBy(() -> reopen()).hasMessageContaining("another version");
    }

    @Test
    void aMoveWhoseEventsWereChangedIsRefused() throws Exception {
        Path file = moveOf();
        try (Ledger ledger = Ledger.open(file, List.of(EventChain.SCHEMA));
                var handle = ledger.connect()) {
            handle.execute(
                    "UPDATE event SET at_ms = at_ms, line = ? WHERE number = 2",
                    new byte[] {'{', '}'});
        }
        assertThatThrownBy(() -> reopen()).hasMessageContaining("from event 2 on");
    }

    @Test
    void aBackupThatMovedIsSaidAndAnotherOneIsTheWayOn() throws Exception {
        try (Player player = Player.usual(home)) {
            player.toTheGate();
            Path bag =
                    Path.of(
                            stateOf(player)
                                    .last(MoveEvent.BackedUp.class)
                                    .orElseThrow()
                                    .event()
                                    .bag());
            Files.move(bag, home.resolve("elsewhere"));
            View view = player.press("count");
            assertThat(view.screen().evidence().getFirst().toString())
                    .contains("There is no backup at");
            assertThat(view.safe()).isInstanceOf(View.Safe.NotYet.class);
            player.press("backup");
            assertThat(player.cleared().safe()).isInstanceOf(View.Safe.Yes.class);
        }
    }

    @Test
    void aServerThatIsGoneIsSaidAndNothingIsLost() throws Exception {
        try (Player player = Player.usual(home)) {
            player.ready("switch");
            player.door.unreachable = true;
            View view = player.press("check");
            assertThat(view.screen().evidence().getFirst().toString()).contains("Cannot reach");
            assertThat(view.screen().step()).isEqualTo(Step.CHECK);
            player.door.unreachable = false;
            view = player.press("check");
            assertThat(view.screen().evidence().toString()).contains("30 of 33");
        }
    }

    @Test
    void theWrongRowIsNamedAndItsMailCanBePutBack() throws Exception {
        try (Player player = Player.usual(home)) {
            player.toTheGate();
            player.cleared();
            player.mac.files().removeRow(player.bob);
            View view = player.until(v -> Player.actions(v).contains("restore"));
            assertThat(view.screen().evidence().toString())
                    .contains(
                            "bob@example.com is gone, jane@example.com is still here. Do not open"
                                    + " Mail.");
            assertThat(view.alert()).isPresent();
            assertThat(view.safe()).isInstanceOf(View.Safe.NoLonger.class);
            Path to = home.resolve("put back");
            player.press("restore", Map.of("to", to.toString()));
            assertThat(Files.exists(to)).isTrue();
            try (Stream<Path> files = Files.walk(to)) {
                assertThat(
                                files.filter(Files::isRegularFile)
                                        .filter(f -> f.toString().contains("cur")))
                        .hasSize(4);
            }
            player.press("back-clear");
            assertThat(player.cleared().safe()).isInstanceOf(View.Safe.Yes.class);
            player.mac.files().removeRow(player.jane);
            player.until(v -> v.screen().step() == Step.RESTART);
        }
    }

    @Test
    void anAccountThatWentTooEarlyIsPutBackFromTheBackup() throws Exception {
        try (Player player = Player.usual(home)) {
            player.toTheGate();
            player.mac.files().removeRow(player.jane);
            View view = player.until(v -> Player.actions(v).contains("restore"));
            assertThat(view.safe()).isInstanceOf(View.Safe.NotYet.class);
            Path to = home.resolve("put back");
            player.press("restore", Map.of("to", to.toString()));
            try (Stream<Path> files = Files.walk(to)) {
                assertThat(
                                files.filter(Files::isRegularFile)
                                        .filter(f -> f.toString().contains("cur")))
                        .hasSize(33);
            }
            view = player.press("gone-early");
            assertThat(view.screen().step()).isEqualTo(Step.RESTART);
        }
    }

    private Path moveOf() throws Exception {
        try (Player player = Player.usual(home)) {
            player.ready("switch");
        }
        try (Stream<Path> files = Files.list(home.resolve("state/moves"))) {
            return files.filter(f -> f.toString().endsWith(".sqlite")).findFirst().orElseThrow();
        }
    }

    private void reopen() throws Exception {
        TestDoor door =
                new TestDoor(
                        mailtally.testing.SmallMac.in(home.resolve("other")),
                        home.resolve("state"));
        MoveJourney.open(door, Optional.empty(), Player.QUICK).close();
    }

    private static MoveState stateOf(Player player) {
        return player.journey.state();
    }

    private static void touch(Path file) throws IOException {
        Files.setLastModifiedTime(file, java.nio.file.attribute.FileTime.fromMillis(1));
    }

    private static void append(Path file) throws IOException {
        Files.writeString(file, "x", StandardOpenOption.APPEND);
    }

    private static Path mailOf(Player player) throws IOException {
        return first(player.mac.library(), ".emlx", player.jane);
    }

    private static Path packageOf(Player player) throws IOException {
        return first(
                Path.of(stateOf(player).last(MoveEvent.BackedUp.class).orElseThrow().event().bag()),
                "mbox",
                "data");
    }

    private static Path firstIn(Path maildir) throws IOException {
        return first(maildir, "", "cur");
    }

    private static Path first(Path below, String end, String within) throws IOException {
        try (Stream<Path> files = Files.walk(below)) {
            return files.filter(Files::isRegularFile)
                    .filter(f -> f.toString().endsWith(end))
                    .filter(f -> f.toString().contains(within))
                    .sorted()
                    .findFirst()
                    .orElseThrow();
        }
    }
}
