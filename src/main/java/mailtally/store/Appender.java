package mailtally.store;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import mailtally.message.Flags;
import mailtally.message.MessageBytes;

/// Adds messages to one folder. What it answers is a promise of the store, not a proof: a message
/// counts only after it was read back.
public interface Appender extends AutoCloseable {
    /// A message to add.
    ///
    /// @param bytes its bytes; the store makes line ends its own (an LF without CR gets its CR on
    ///     the way to a server) and changes nothing else
    record Outgoing(MessageBytes bytes, Flags flags, Optional<Instant> internalDate) {}

    /// What the store answered for one message.
    sealed interface Answer {
        /// It took the message.
        ///
        /// @param where the new holding's locator, where the store tells (UIDPLUS)
        record Stored(Optional<Locator> where) implements Answer {}

        /// It did not take the message, and would not take it at another try.
        ///
        /// @param reason the store's own words, in one line, unescaped
        record Refused(String reason) implements Answer {}
    }

    /// Where a folder stands, so that what came later can be told.
    ///
    /// @param generation changes when locators lose their meaning (UIDVALIDITY)
    /// @param next what the next message's number will be at least (UIDNEXT), or 0 where the store
    ///     does not count
    record Mark(String generation, long next) {}

    /// What the folder takes.
    ///
    /// @param mostBytes the largest message, where the store tells (APPENDLIMIT)
    /// @param flags the flags that it keeps (PERMANENTFLAGS)
    /// @param anyKeyword true if it keeps any other keyword too
    record Takes(Optional<Long> mostBytes, Set<String> flags, boolean anyKeyword) {}

    /// Where the folder stands now, asked of the store and not remembered.
    Mark mark() throws IOException, StoreUnavailableException;

    /// What the folder takes.
    Takes takes();

    /// Adds the messages, in order, and answers for each.
    ///
    /// @throws AnswerLostException if the connection broke before the store had answered: some, all
    ///     or none of the messages may be there, now or in a moment. Nothing must be added again
    ///     before that was looked for.
    /// @throws IOException what reading a message's bytes threw; then none of them was added
    /// @throws StoreUnavailableException if the store went away before anything was sent
    List<Answer> append(List<Outgoing> messages) throws IOException, StoreUnavailableException;

    /// Sets flags that the store forgot when the message was added.
    ///
    /// @param where a holding that this run added
    void addFlags(Locator where, Set<String> flags) throws IOException, StoreUnavailableException;

    /// The internal dates of holdings that this run added, asked of the store; those it does not
    /// tell lack. A store where that would cost much tells none.
    default Map<Locator, Instant> internalDates(List<Locator> where)
            throws IOException, StoreUnavailableException {
        return Map.of();
    }

    @Override
    void close();
}
