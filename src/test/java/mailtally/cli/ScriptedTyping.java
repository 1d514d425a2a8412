package mailtally.cli;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/// A person who types what a test says, line by line, and whom things happen to in between. After
/// the last line the input ends.
final class ScriptedTyping implements Typing {
    private final Deque<Object> script = new ArrayDeque<>();

    /// The next line.
    ScriptedTyping type(String line) {
        script.add(line);
        return this;
    }

    /// Several lines.
    ScriptedTyping types(String... lines) {
        for (String line : lines) {
            type(line);
        }
        return this;
    }

    /// While a line is awaited, this happens and none comes.
    ScriptedTyping meanwhile(Runnable something) {
        script.add(something);
        return this;
    }

    /// The next line, which is typed as something happens.
    ScriptedTyping type(String line, Runnable something) {
        script.add(new Hasty(line, something));
        return this;
    }

    private record Hasty(String line, Runnable something) {}

    /// True once all of it was typed.
    boolean over() {
        return script.isEmpty();
    }

    @Override
    public Optional<Line> next(boolean unseen, long milliseconds) {
        Object now = script.poll();
        return switch (now) {
            case null -> Optional.of(new Line(Optional.empty(), unseen));
            case Runnable something -> {
                something.run();
                yield Optional.empty();
            }
            case Hasty(String line, Runnable something) -> {
                something.run();
                yield Optional.of(new Line(Optional.of(line), unseen));
            }
            default -> Optional.of(new Line(Optional.of((String) now), unseen));
        };
    }
}
