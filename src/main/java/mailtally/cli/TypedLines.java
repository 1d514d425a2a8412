package mailtally.cli;

import java.io.Console;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;

/// Lines that are typed at this process's terminal. They are read by a thread of their own, since a
/// read at a terminal cannot be given up.
final class TypedLines implements Typing {
    private final Console console;
    private final SynchronousQueue<Boolean> asked = new SynchronousQueue<>();
    private final LinkedBlockingQueue<Line> typed = new LinkedBlockingQueue<>();
    private boolean waiting;

    private TypedLines(Console console) {
        this.console = console;
        Thread.ofPlatform().name("typed").daemon(true).start(this::read);
    }

    /// Those of this process, where a person is there to type them.
    static Optional<Typing> here() {
        return Optional.ofNullable(System.console())
                .filter(Console::isTerminal)
                .map(TypedLines::new);
    }

    @Override
    public Optional<Line> next(boolean unseen, long milliseconds) throws InterruptedException {
        if (!waiting) {
            asked.put(unseen);
            waiting = true;
        }
        Optional<Line> line = Optional.ofNullable(typed.poll(milliseconds, TimeUnit.MILLISECONDS));
        line.ifPresent(_ -> waiting = false);
        return line;
    }

    private void read() {
        try {
            while (true) {
                boolean unseen = asked.take();
                typed.put(new Line(unseen ? secret() : Optional.ofNullable(line()), unseen));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private String line() {
        return console.readLine();
    }

    private Optional<String> secret() {
        char[] read = console.readPassword();
        if (read == null) {
            return Optional.empty();
        }
        String secret = new String(read);
        Arrays.fill(read, ' ');
        return Optional.of(secret);
    }
}
