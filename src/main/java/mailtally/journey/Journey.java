package mailtally.journey;

import java.util.Map;
import java.util.Optional;

/// One account's move, as the doors meet it: what is seen, and what is pressed. May be used by
/// several threads. Long work runs by itself; what it comes to is in the next [#view].
public interface Journey extends AutoCloseable {
    /// What is seen now. Quick: waits for no work.
    View view();

    /// Presses a button. Answers at once; long work goes on by itself. A second press while the
    /// first one's work runs does nothing.
    ///
    /// @param action one of the screen's buttons, or one that always exists: `pause`, `resume`,
    ///     `approve` (fields `cause`, `name`, `reason`), `takeback` (field `cause`)
    /// @param fields what was entered and chosen, by name
    /// @return a sentence, where it could not be done: what, why, what to do
    Optional<String> press(String action, Map<String, String> fields);

    /// What is left, message by message, of one of the places in the tally.
    Exceptions exceptions();

    /// Waits until there is a newer view than this revision, or the time is over.
    ///
    /// @param revision of the view that is known
    /// @param milliseconds at most so long
    void await(long revision, long milliseconds) throws InterruptedException;

    @Override
    void close();
}
