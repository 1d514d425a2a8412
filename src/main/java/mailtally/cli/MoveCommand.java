package mailtally.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import mailtally.journey.Journey;
import mailtally.journey.MoveJourney;
import mailtally.journey.Step;
import mailtally.journey.View;
import mailtally.mac.Hosts;
import mailtally.store.StoreUnavailableException;
import mailtally.store.applemail.MailAccount;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// The whole journey on a terminal, in the page's words.
@Command(
        name = "move",
        header = "The whole move of an account, step by step. Can be left and gone on with.",
        description = {
            "",
            "Asks one question at a time: which account, is everything on the server, is there a",
            "backup, is it safe to remove now. Nothing is changed before a question says so. Without",
            "a terminal, or with --json, it says where the move stands: exit status 0 where the",
            "account may be removed now or the move is at its end, 4 where the gate is shut, else 1.",
            ""
        },
        sortOptions = false)
final class MoveCommand extends Verb {
    /// How long the accounts are waited for, where none is chosen yet, and where one is.
    private static final Duration SURVEY = Duration.ofMinutes(10);

    private static final Duration GLANCE = Duration.ofSeconds(10);
    /// How long a stop by the user waits for what runs.
    private static final Duration STOP = Duration.ofSeconds(3);

    private static final long LOOK_MS = 500;

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "FILE",
            description =
                    "Where the move is kept. Default: in the state folder, the one that was worked on"
                            + " last")
    private Path file;

    @Option(
            names = "--account",
            paramLabel = "NAME",
            description = "The account that moves: its address or id")
    private String account;

    MoveCommand(Console console) {
        super(console);
    }

    @Override
    public Integer call() throws Exception {
        try (JourneyDoor door = new JourneyDoor(options(), Hosts.ofThisComputer())) {
            Optional<MailAccount> named =
                    account == null
                            ? Optional.empty()
                            : Optional.of(ClearCommand.find(door, account));
            try (Journey journey = open(door, named)) {
                Optional<Typing> typing = options().json() ? Optional.empty() : TypedLines.here();
                return typing.isPresent() ? talk(journey, typing.get(), named) : standing(journey);
            }
        }
    }

    private Journey open(JourneyDoor door, Optional<MailAccount> named)
            throws StoreUnavailableException, IOException {
        Optional<Path> kept = Optional.ofNullable(file).map(Path::toAbsolutePath);
        if (kept.isEmpty() && named.isPresent()) {
            kept = Optional.of(MoveJourney.file(door, named.get()));
        }
        return MoveJourney.open(door, kept);
    }

    private int talk(Journey journey, Typing typing, Optional<MailAccount> named)
            throws InterruptedException {
        MoveTalk talk =
                new MoveTalk(
                        journey,
                        typing,
                        console(),
                        TerminalSize::columns,
                        ZoneId.systemDefault(),
                        MoveTalk.GUARD_MS);
        named.ifPresent(one -> talk.knows("account", one.id()));
        AtStop.set(() -> stop(talk, journey));
        try {
            return status(talk.run());
        } finally {
            AtStop.clear();
            console().out().println("What is counted stays counted. mailtally move goes on here.");
        }
    }

    /// What runs is told to end, and the move's file is closed. A server that says nothing is not
    /// waited for: all that was counted is on the disk already.
    private String stop(MoveTalk talk, Journey journey) {
        talk.stop();
        console().err().println("Pausing. What is counted stays counted.");
        console().err().flush();
        Thread closing = Thread.ofPlatform().daemon(true).start(journey::close);
        try {
            closing.join(STOP);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return "Paused. Nothing that was counted is lost. mailtally move goes on here.";
    }

    /// Where nobody can be asked: prints where the move stands.
    private int standing(Journey journey) throws InterruptedException {
        View view = journey.view();
        Instant end = Instant.now().plus(view.account().isEmpty() ? SURVEY : GLANCE);
        // A move that is opened looks through the accounts first; its screen is whole after that.
        while (view.work().isPresent() && Instant.now().isBefore(end)) {
            journey.await(view.revision(), LOOK_MS);
            view = journey.view();
        }
        if (options().json()) {
            MoveJson.write(view, console().out());
            console().out().println();
            return status(view);
        }
        MoveScreen screen = new MoveScreen(console().columns(), ZoneId.systemDefault());
        screen.head(view, true).forEach(console().out()::println);
        screen.body(view).forEach(console().out()::println);
        console().out().println();
        screen.next(view).forEach(console().out()::println);
        console().out().println("Nobody is at a terminal to be asked. Run mailtally move in one.");
        return status(view);
    }

    /// The exit status for where a move stands.
    static int status(View view) {
        Step step = view.screen().step();
        return switch (view.safe()) {
            case View.Safe.Yes(Instant until) ->
                    view.at().isBefore(until) ? ExitStatus.PROVEN : ExitStatus.REFUSED;
            case View.Safe.Removed _ ->
                    step == Step.FINISHED ? ExitStatus.PROVEN : ExitStatus.NOT_PROVEN;
            case View.Safe.NoLonger _ -> ExitStatus.REFUSED;
            case View.Safe.Unknown _ -> ExitStatus.NOT_PROVEN;
            case View.Safe.NotYet _ ->
                    step == Step.CLEAR || step == Step.REMOVE
                            ? ExitStatus.REFUSED
                            : ExitStatus.NOT_PROVEN;
        };
    }
}
