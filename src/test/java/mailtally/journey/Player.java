package mailtally.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import mailtally.store.StoreUnavailableException;
import mailtally.store.WritableStore;
import mailtally.store.applemail.MailAccount.Kind;
import mailtally.store.maildir.MaildirStore;
import mailtally.testing.SmallMac;

/// Somebody who goes through a move: reads the screen, fills in what is asked, presses buttons.
final class Player implements AutoCloseable {
    static final Watch.Pace QUICK = new Watch.Pace(20, 40, 100, 1_000);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    final SmallMac mac;
    final Path home;
    final TestDoor door;
    final String jane;
    String bob = "";
    final Path server;
    final Path newMailbox;
    MoveJourney journey;

    Player(Path home, SmallMac mac, String account) throws Exception {
        this.home = home;
        this.mac = mac;
        this.jane = account;
        this.door = new TestDoor(mac, home.resolve("state"));
        this.server = home.resolve("server");
        this.newMailbox = home.resolve("new mailbox");
        try (WritableStore store = MaildirStore.openWritable(server, Optional.empty())) {
            mac.fill(account, store);
        }
        start();
    }

    /// A Mac with jane's account, three sent messages of it on this Mac alone, and bob's account
    /// beside it.
    static Player usual(Path home) throws Exception {
        SmallMac mac = SmallMac.in(home);
        String jane = mac.imap("jane@example.com");
        mac.received(jane, "INBOX", 20);
        mac.received(jane, "Archive/2019", 10);
        mac.sentOnlyHere(jane, 3);
        String bob = mac.account(Kind.IMAP, "bob@example.com", "Bob", "imap.example.com");
        mac.received(bob, "INBOX", 4);
        mac.received(mac.local(), "Letters", 5);
        Player player = new Player(home, mac, jane);
        player.bob = bob;
        return player;
    }

    /// Starts the program.
    void start() throws StoreUnavailableException, IOException {
        journey = MoveJourney.open(door, Optional.empty(), QUICK);
        settle();
    }

    /// Ends it and starts it again.
    void restart() throws StoreUnavailableException, IOException {
        journey.close();
        start();
    }

    /// Waits until no work runs.
    View settle() {
        return until(view -> view.work().isEmpty());
    }

    View until(Predicate<View> wanted) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        View view = journey.view();
        while (!wanted.test(view)) {
            assertThat(System.nanoTime())
                    .as("waited too long; the screen shows " + view)
                    .isLessThan(end);
            try {
                journey.await(view.revision(), 200);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            view = journey.view();
        }
        return view;
    }

    /// Presses a button that must be on the screen, with what the fields hold and what is typed.
    View press(String action, Map<String, String> typed) {
        View view = settle();
        assertThat(actions(view)).as("the buttons of " + view.screen()).contains(action);
        Map<String, String> fields = fields(view);
        fields.putAll(typed);
        assertThat(journey.press(action, fields)).as(action + " on " + view.screen()).isEmpty();
        return settle();
    }

    View press(String action) {
        return press(action, Map.of());
    }

    /// What pressing it answers.
    Optional<String> refused(String action, Map<String, String> typed) {
        Map<String, String> fields = fields(settle());
        fields.putAll(typed);
        return journey.press(action, fields);
    }

    static java.util.List<String> actions(View view) {
        java.util.List<String> all = new java.util.ArrayList<>();
        view.screen().primary().ifPresent(b -> all.add(b.action()));
        view.screen().links().forEach(b -> all.add(b.action()));
        return all;
    }

    private static Map<String, String> fields(View view) {
        Map<String, String> fields = new LinkedHashMap<>();
        for (View.Block block : view.screen().evidence()) {
            switch (block) {
                case View.Block.Field f -> fields.put(f.name(), f.value());
                case View.Block.Choice c -> fields.put(c.name(), c.selected());
                default -> {}
            }
        }
        return fields;
    }

    Step step() {
        return journey.view().screen().step();
    }

    /// Chooses jane and says how the move goes.
    View ready(String order) {
        press("choose", Map.of("account", jane));
        return press(
                "ready",
                Map.of(
                        "server",
                        server.toString(),
                        "order",
                        order,
                        "backups",
                        home.resolve("backups").toString(),
                        "othermacs",
                        "none",
                        "name",
                        "Jane"));
    }

    /// Up to the backup, with all put on the server.
    View backedUp(String order) {
        ready(order);
        press("check");
        press("pass-check");
        if (step() == Step.PUT) {
            press("plan");
            press("put");
            press("pass-put");
        }
        return press("backup");
    }

    /// A switch, up to the question whether it is safe.
    View toTheGate() {
        backedUp("switch");
        return press("pass-backup");
    }

    /// Gives the row the name that is asked for, and waits until it is seen.
    void rename() throws IOException {
        View view = press("code");
        Matcher code = Pattern.compile("MT-[A-Z0-9]{3}").matcher(view.screen().toString());
        assertThat(code.find()).isTrue();
        mac.files().renameRow(jane, code.group());
        until(v -> actions(v).contains("clear"));
    }

    /// Takes the last count and clears the account.
    View cleared() {
        press("count");
        return press("clear", Map.of("typed", "Jane@Example.com "));
    }

    @Override
    public void close() {
        journey.close();
    }
}
