package mailtally.cli;

import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import mailtally.demo.DemoLibrary;
import mailtally.demo.DemoMac;
import mailtally.demo.DemoServer;
import mailtally.demo.MacFiles;
import mailtally.journey.MoveJourney;
import mailtally.mac.Host;
import mailtally.mac.Hosts;
import mailtally.web.Options;
import mailtally.web.PageServer;
import picocli.CommandLine;

/// The whole move as a page, on made-up mail, a made-up server and a made-up Mac.
final class DemoPage {
    private final Console console;
    private final boolean noBrowser;

    DemoPage(Console console, boolean noBrowser) {
        this.console = console;
        this.noBrowser = noBrowser;
    }

    void show(DemoLibrary library) throws Exception {
        Host real = Hosts.ofThisComputer();
        try (DemoServer server = DemoServer.start(library);
                DemoMac mac =
                        DemoMac.start(
                                MacFiles.of(library),
                                Clock.systemUTC(),
                                address -> !noBrowser && real.browse(address),
                                server::movedMailbox);
                Door door = new Door(options(library), mac, server, library.home());
                MoveJourney journey = MoveJourney.open(door, Optional.empty());
                PageServer page = PageServer.start(journey, Options.usual())) {
            console.out().println("Made-up mail, a made-up server and a made-up Mac: nothing of");
            console.out().println("yours is read or changed.");
            console.out().println();
            console.out().println("The page is at " + page.address());
            console.out().println("The made-up Mac's settings are at " + mac.settingsAddress());
            console.out().println();
            console.out().println("Ctrl-C ends it and removes all of it.");
            console.out().flush();
            if (!noBrowser && !real.browse(page.address())) {
                console.err().println("No browser was opened. Open that address in one.");
            }
            page.awaitEnd();
        }
    }

    private static CommonOptions options(DemoLibrary library) {
        Path state = library.home().resolve("state");
        return CommandLine.populateCommand(
                new CommonOptions(),
                "--library",
                library.library().toString(),
                "--accounts",
                library.accountsDatabase().toString(),
                "--state",
                state.toString());
    }

    /// The journey's door into the made-up world: its passwords are known.
    private static final class Door extends JourneyDoor {
        private final DemoServer server;
        private final Path home;

        Door(CommonOptions options, Host host, DemoServer server, Path home) {
            super(options, host, DemoPage.passwords(server));
            this.server = server;
            this.home = home;
        }

        @Override
        public Optional<String> serverOf(String account) {
            return Optional.of(server.address());
        }

        @Override
        public Optional<String> newMailboxOf(String account) {
            return Optional.of(server.newAddress());
        }

        @Override
        public Optional<Path> backups() {
            return Optional.of(home.resolve("Backups"));
        }
    }

    private static JourneyDoor.Passwords passwords(DemoServer server) {
        return address ->
                Optional.of(
                        address.equals(server.newAddress())
                                ? server.newPasswordFile()
                                : server.passwordFile());
    }
}
