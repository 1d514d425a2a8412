package mailtally.cli;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Optional;
import mailtally.journey.MoveJourney;
import mailtally.mac.Host;
import mailtally.mac.Hosts;
import mailtally.web.Options;
import mailtally.web.PageServer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// The journey as a page on this computer.
@Command(
        name = "serve",
        header = "The whole move as a page in your browser, on this computer alone.",
        sortOptions = false)
final class ServeCommand extends Verb {
    private static final int MOST_MINUTES = 24 * 60;
    private static final int MOST_PORT = 65_535;

    @Option(
            names = "--port",
            paramLabel = "N",
            description = "The port of the page. Default: one that is free")
    private String port = "";

    @Option(names = "--no-browser", description = "Only print the address; open no browser")
    private boolean noBrowser;

    @Option(
            names = "--stop-when-idle",
            paramLabel = "MINUTES",
            description = "End when nobody looked at the page for so long")
    private String idleMinutes = "";

    @Option(
            names = "--move",
            paramLabel = "FILE",
            description = "Where this move is kept. Default: the last one that was open")
    private Path file;

    ServeCommand(Console console) {
        super(console);
    }

    @Override
    public Integer call() throws Exception {
        Options choices =
                new Options(
                        port.isEmpty() ? 0 : CommonOptions.number(port, MOST_PORT),
                        idleMinutes.isEmpty()
                                ? Optional.empty()
                                : Optional.of(
                                        Duration.ofMinutes(
                                                CommonOptions.number(idleMinutes, MOST_MINUTES))),
                        Clock.system(ZoneId.systemDefault()));
        Host host = Hosts.ofThisComputer();
        try (JourneyDoor door = new JourneyDoor(options(), host);
                MoveJourney journey = MoveJourney.open(door, Optional.ofNullable(file));
                PageServer page = PageServer.start(journey, choices)) {
            console().out().println("The page is at " + page.address());
            console()
                    .out()
                    .println(
                            "It opens one browser, once. Ctrl-C ends it; what is counted stays"
                                    + " counted.");
            console().out().flush();
            if (!noBrowser && !host.browse(page.address())) {
                console().err().println("No browser was opened. Open that address in one.");
            }
            page.awaitEnd();
        }
        return ExitStatus.PROVEN;
    }
}
