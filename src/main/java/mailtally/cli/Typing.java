package mailtally.cli;

import java.util.Optional;

/// Lines that a person types, awaited without standing still: while nobody types, what is shown can
/// change. Used by one thread.
interface Typing {
    /// One line.
    ///
    /// @param text empty where the input ended
    /// @param unseen true where it was not shown while it was typed
    record Line(Optional<String> text, boolean unseen) {}

    /// Waits for the next line, at most so long. A line that nobody waited long enough for is
    /// waited for again by the next call, shown or not as it was begun.
    ///
    /// @param unseen whether it is to be typed unseen, where none is waited for yet
    /// @return nothing where none came in time
    Optional<Line> next(boolean unseen, long milliseconds) throws InterruptedException;
}
