package mailtally.cli;

import java.io.PrintStream;
import java.util.List;
import java.util.Optional;
import mailtally.journey.Journey;
import mailtally.journey.View;

/// Asks at the terminal while the journey goes on: an answer counts only for the screen that it was
/// typed at. Used by one thread.
final class MovePrompt {
    private static final long LOOK_MS = 200;
    private static final String EARLY = "That was typed before this stood here. Type it again.";

    private final Journey journey;
    private final Typing typing;
    private final PrintStream out;
    private final long guardMs;

    /// What came of a question.
    sealed interface Heard {
        /// A line was typed.
        record Typed(String text) implements Heard {}

        /// The screen became another one; what was typed does not count.
        record Changed() implements Heard {}

        /// The input ended.
        record Ended() implements Heard {}
    }

    /// @param guardMs a line that comes sooner than so long after its screen was meant for the one
    ///     before
    MovePrompt(Journey journey, Typing typing, PrintStream out, long guardMs) {
        this.journey = journey;
        this.typing = typing;
        this.out = out;
        this.guardMs = guardMs;
    }

    /// Asks what to press on this screen.
    Heard press(View shown) throws InterruptedException {
        return hear("> ", false, shown, guardMs);
    }

    /// Asks for a value.
    Heard value(boolean unseen, View shown) throws InterruptedException {
        return hear("> ", unseen, shown, 0);
    }

    private Heard hear(String prompt, boolean unseen, View shown, long guard)
            throws InterruptedException {
        List<Object> signature = MoveScreen.signature(shown);
        long since = System.nanoTime();
        ask(prompt);
        while (true) {
            Optional<Typing.Line> line = typing.next(unseen, LOOK_MS);
            if (line.isPresent() && line.get().text().isEmpty()) {
                out.println();
                return new Heard.Ended();
            }
            if (!MoveScreen.signature(journey.view()).equals(signature)) {
                out.println(line.isPresent() ? EARLY : "");
                return new Heard.Changed();
            }
            if (line.isEmpty()) {
                continue;
            }
            boolean early = System.nanoTime() - since < guard * 1_000_000;
            if (early || line.get().unseen() != unseen) {
                out.println(EARLY);
                ask(prompt);
                continue;
            }
            return new Heard.Typed(line.get().text().get());
        }
    }

    private void ask(String prompt) {
        out.print(prompt);
        out.flush();
    }
}
