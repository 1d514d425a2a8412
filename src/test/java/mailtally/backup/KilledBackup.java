package mailtally.backup;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicInteger;

/// A backup in a process of its own that is halted right before one of its durable steps, as if the
/// power went.
final class KilledBackup {
    static final int HALTED = 9;

    private KilledBackup() {}

    /// Backs up, or dies.
    ///
    /// @param arguments the target, the step to halt at (from 0; -1 for none), and a file for the
    ///     names of the steps
    public static void main(String[] arguments) throws Exception {
        int halt = Integer.parseInt(arguments[1]);
        Path names = Path.of(arguments[2]);
        AtomicInteger steps = new AtomicInteger();
        Steps hook =
                name -> {
                    if (steps.getAndIncrement() == halt) {
                        Runtime.getRuntime().halt(HALTED);
                    }
                    if (halt < 0) {
                        write(names, name);
                    }
                };
        small().backUp(Path.of(arguments[0]), hook);
    }

    /// Little, with one of each kind of file.
    static Sample small() {
        return new Sample()
                .add("INBOX", "Subject: a\n\nb\n")
                .add("INBOX", "Subject: mixed\r\n\nb\n")
                .unreadable("INBOX", "x", "The message has no header field.")
                .folder("Projects", "Client A");
    }

    private static void write(Path names, String name) {
        try {
            Files.writeString(
                    names, name + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
