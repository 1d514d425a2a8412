package mailtally.cli;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.stream.Collectors;
import mailtally.journey.Step;
import mailtally.testing.FakeJourney;

/// A program that talks at its terminal about a move that a test plays, and writes what was pressed
/// into a file: the tests' way to see what arrived.
final class Talking {
    private Talking() {}

    /// Talks until the person leaves.
    ///
    /// @param arguments the step, the file, and `hostile` for names from an enemy
    public static void main(String[] arguments) throws Exception {
        FakeJourney journey = new FakeJourney(Step.valueOf(arguments[0]));
        if (arguments.length > 2) {
            journey.hostile().idle();
        }
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        new MoveTalk(
                        journey,
                        TypedLines.here().orElseThrow(),
                        new Console(out, out),
                        TerminalSize::columns,
                        ZoneOffset.UTC,
                        MoveTalk.GUARD_MS)
                .run();
        Files.writeString(
                Path.of(arguments[1]),
                journey.presses().stream()
                        .map(press -> press.action() + " " + press.fields())
                        .collect(Collectors.joining("\n")));
    }
}
