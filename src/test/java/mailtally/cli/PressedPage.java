package mailtally.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import mailtally.demo.exchange.ExchangeSettings;
import mailtally.journey.Login;
import mailtally.journey.MoveJourney;
import mailtally.journey.Step;
import mailtally.journey.View;
import mailtally.store.WritableStore;
import mailtally.testing.SmallMac;
import mailtally.testing.server.MailServer;
import mailtally.testing.server.StandInServer;
import mailtally.web.Browser;
import mailtally.web.Options;
import mailtally.web.PageServer;
import picocli.CommandLine;

/// The page of a move from a server with passwords, pressed as a person's browser presses it. What
/// the old server hears is kept, and every page that was seen.
final class PressedPage implements AutoCloseable {
    static final String USER = "jane@example.com";
    private static final long PATIENCE = 60_000_000_000L;

    final Path home;
    final SmallMac mac;
    final JourneyDoor door;
    final List<String> pages = new ArrayList<>();
    private final StandInServer old = StandInServer.start(ExchangeSettings.plain());
    private final Overheard way;
    private final MoveJourney journey;
    private final PageServer server;
    private final Browser browser;

    /// @param more options
    PressedPage(Path home, String... more) throws Exception {
        this.home = home;
        this.mac = SmallMac.in(home);
        String account = mac.imap(USER);
        mac.received(account, "INBOX", 5);
        old.address(USER);
        this.way = new Overheard(old.port());
        List<String> arguments = new ArrayList<>(List.of(more));
        arguments.addAll(List.of("--state", home.resolve("state").toString()));
        arguments.addAll(List.of("--library", mac.library().toString()));
        arguments.addAll(List.of("--accounts", mac.accounts().toString()));
        CommonOptions options = new CommonOptions();
        new CommandLine(options).parseArgs(arguments.toArray(new String[0]));
        this.door = new JourneyDoor(options, mac.host());
        Login typed = new Login(Optional.of(MailServer.PASSWORD), Optional.empty());
        try (WritableStore store = door.openWritable(oldAddress(), typed)) {
            mac.fill(account, store);
        }
        this.journey = MoveJourney.open(door, Optional.empty());
        this.server = PageServer.start(journey, Options.usual());
        this.browser = Browser.at(server);
        until(view -> view.work().isEmpty());
        press("choose", Map.of("account", account));
    }

    String oldAddress() {
        return "imap://" + USER + "@localhost:" + way.port();
    }

    /// All that the old server was sent.
    String oldHeard() {
        return way.heard();
    }

    /// Up to the question for the new mailbox.
    PressedPage arrived() throws Exception {
        Map<String, String> ready = new HashMap<>();
        ready.put("server", oldAddress());
        ready.put("password", MailServer.PASSWORD);
        ready.put("order", "side");
        ready.put("backups", home.resolve("backups").toString());
        ready.put("othermacs", "none");
        ready.put("name", "Jane");
        press("ready", ready);
        press("check", Map.of());
        press("pass-check", Map.of());
        press("backup", Map.of());
        press("pass-backup", Map.of());
        assertThat(journey.view().screen().step()).isEqualTo(Step.ARRIVED);
        return this;
    }

    /// Presses a button and waits until no work runs.
    String press(String action, Map<String, String> fields) throws Exception {
        begin(action, fields);
        until(view -> view.work().isEmpty());
        return page();
    }

    /// Presses a button.
    void begin(String action, Map<String, String> fields) throws Exception {
        assertThat(browser.press(action, fields).statusCode()).isEqualTo(303);
    }

    /// The page as it is now.
    String page() throws Exception {
        String page = browser.get("/").body().replace("&#39;", "'").replace("&#34;", "\"");
        pages.add(page);
        return page;
    }

    View until(Predicate<View> wanted) throws Exception {
        long end = System.nanoTime() + PATIENCE;
        View view = journey.view();
        while (!wanted.test(view)) {
            assertThat(System.nanoTime()).as("the screen shows " + view).isLessThan(end);
            journey.await(view.revision(), 200);
            view = journey.view();
        }
        return view;
    }

    @Override
    public void close() throws IOException {
        browser.close();
        server.close();
        journey.close();
        door.close();
        way.close();
        old.close();
    }
}
