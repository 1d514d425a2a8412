package mailtally.cli;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/// What a command wants done when the user stops the program, such as with Ctrl-C. May be used by
/// several threads.
final class AtStop {
    private static final AtomicReference<Supplier<String>> LAST_WISH = new AtomicReference<>();

    private AtStop() {}

    /// From now on this is done at a stop, and the sentence that it answers is said.
    static void set(Supplier<String> lastWish) {
        LAST_WISH.set(lastWish);
    }

    /// Nothing is to be done any more.
    static void clear() {
        LAST_WISH.set(null);
    }

    /// Does it, once.
    ///
    /// @return what to say; nothing where no command wanted anything
    static Optional<String> run() {
        return Optional.ofNullable(LAST_WISH.getAndSet(null)).map(Supplier::get);
    }
}
