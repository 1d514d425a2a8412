package mailtally.testing.server;

import java.util.Optional;

/// Something that goes wrong between a client and a server. Its rule is asked at each event and
/// answers where something else happens than what came. It may remember what it did, so each is
/// for one [TroubleProxy].
///
/// @param name a sentence
public record Trouble(String name, Rule rule) {
    /// What is asked; never by two threads at a time.
    public interface Rule {
        /// Nothing, where what came may pass.
        Optional<Reaction> at(Event event);
    }

    /// Something that passes. Bytes are characters of ISO 8859-1.
    public sealed interface Event {
        /// The server's first line.
        record Greeting(String text) implements Event {}

        /// A command that comes from the client, before the server hears of it.
        ///
        /// @param command such as `UID FETCH`, in upper case
        /// @param nth which command of that name this is, from 1 on
        record Asked(String command, int nth, String tag) implements Event {}

        /// An answer of the server, with its literals.
        ///
        /// @param command to which it belongs; of several that are open, the first
        /// @param last true for the line that ends the command
        /// @param body which message with its bytes this is, from 1 on; 0 for another answer
        record Answered(String command, int nth, String tag, String text, boolean last, int body)
                implements Event {}
    }

    /// What happens instead.
    ///
    /// @param send goes to the client in place of what came; a command does not reach the server
    public record Reaction(String send, Then then) {}

    /// How it goes on.
    public enum Then {
        /// As if nothing had been.
        GO_ON,
        /// The connection ends.
        CUT,
        /// Silence, until the client gives up.
        STALL
    }

    static Optional<Reaction> say(String text) {
        return Optional.of(new Reaction(text, Then.GO_ON));
    }

    static Optional<Reaction> cut(String before) {
        return Optional.of(new Reaction(before, Then.CUT));
    }

    static Optional<Reaction> stall(String before) {
        return Optional.of(new Reaction(before, Then.STALL));
    }

    @Override
    public String toString() {
        return name;
    }
}
