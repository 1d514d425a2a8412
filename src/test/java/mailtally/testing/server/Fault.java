package mailtally.testing.server;

import java.util.ArrayList;
import java.util.List;

/// What a [FaultProxy] does to what a client and a server say. Each is a value; a proxy counts the
/// occasions at which it could strike, and strikes at those that the test names.
public sealed interface Fault {
    /// What Exchange says to who asks too much.
    String THROTTLED =
            "[UNAVAILABLE] Request is throttled. Suggested Backoff Time: 700 milliseconds";

    /// The connection ends.
    record Cut(Moment moment) implements Fault {}

    /// The client hears nothing more, and the connection stays open.
    record Stall(Moment moment) implements Fault {}

    /// The server never sees the command; the client reads a refusal, and where `thenClose` is set
    /// the end of the connection after it.
    ///
    /// @param command as in [Moment.AtCommand]
    /// @param status `NO`, `BAD`, or `BYE`, which is untagged; in POP3 always `-ERR`
    record Refuse(String command, String status, String text, boolean thenClose) implements Fault {}

    /// The server does the command; the client reads that it did not.
    ///
    /// @param status `NO` or `BAD`
    record Deny(String command, String status, String text) implements Fault {}

    /// After so many NO and BAD on one connection the server says BYE and ends it. Each connection
    /// is an occasion.
    record CloseAfterErrors(int count) implements Fault {}

    /// What FETCH gives for one message.
    ///
    /// @param uid of the message; 0 for any
    record Body(long uid, BodyShape shape) implements Fault {}

    /// UIDVALIDITY is another one. Each SELECT, EXAMINE and STATUS is an occasion; APPENDUID and
    /// COPYUID agree with the last of them.
    ///
    /// @param everyTime a new one at each occasion, not the same new one
    record OtherUidValidity(boolean everyTime) implements Fault {}

    /// UIDs from this one on are higher by an offset, in all that the server says, and lower in all
    /// that the client says. Holds for whole connections: use it with `always`.
    record UidJump(long fromUid, long by) implements Fault {}

    /// Before its answer to this command the server says one line that has no end.
    record EndlessLine(String command) implements Fault {}

    /// LIST names a folder that is not there.
    ///
    /// @param octets the name, a character a byte, as it goes over the line
    /// @param literal whether it goes as a literal, or quoted with all that is in it
    record ExtraFolder(String octets, boolean literal) implements Fault {
        @Override
        public String toString() {
            return "ExtraFolder["
                    + octets.length()
                    + " bytes, "
                    + Integer.toHexString(octets.hashCode())
                    + ", literal="
                    + literal
                    + "]";
        }
    }

    /// How FETCH can go wrong for one message.
    enum BodyShape {
        /// `BODY[] {0}`.
        EMPTY_LITERAL,
        /// `BODY[] NIL`.
        NIL,
        /// Everything that was asked for, but no BODY.
        MISSING,
        /// Five bytes more are announced than come.
        ANNOUNCED_LONGER,
        /// Five bytes fewer are announced than come.
        ANNOUNCED_SHORTER,
        /// Nine gigabytes are announced; the message comes, then the connection ends.
        ANNOUNCED_HUGE
    }

    /// One of every kind, for tests that shall meet all of them: whoever adds a kind adds it here,
    /// which `FaultProxyTest` holds.
    static List<Fault> all() {
        List<Fault> all = new ArrayList<>();
        for (Moment moment : moments()) {
            all.add(new Cut(moment));
            all.add(new Stall(moment));
        }
        for (String command : List.of("LOGIN", "LIST", "SELECT", "EXAMINE", "FETCH", "APPEND")) {
            all.add(new Refuse(command, "NO", "not now", false));
            all.add(new Refuse(command, "BAD", "what is that", false));
            all.add(new Refuse(command, "BYE", "going down", true));
            all.add(new Refuse(command, "NO", THROTTLED, true));
        }
        all.add(new Deny("FETCH", "NO", "some messages could not be read"));
        all.add(new Deny("APPEND", "NO", "not stored"));
        all.add(new CloseAfterErrors(10));
        for (BodyShape shape : BodyShape.values()) {
            all.add(new Body(0, shape));
        }
        all.add(new OtherUidValidity(false));
        all.add(new OtherUidValidity(true));
        all.add(new UidJump(2, 3_000_000_000L));
        for (String command : List.of("LOGIN", "LIST", "EXAMINE", "FETCH", "APPEND")) {
            all.add(new EndlessLine(command));
        }
        all.add(new ExtraFolder("../../../etc/passwd", false));
        all.add(new ExtraFolder("a\u0007\u001b[2Jb", true));
        all.add(new ExtraFolder("caf\u00e9", false));
        all.add(new ExtraFolder("x".repeat(100_000), true));
        all.add(new ExtraFolder("&AGE", false));
        all.add(new ExtraFolder("", false));
        return List.copyOf(all);
    }

    /// One of every kind of moment.
    static List<Moment> moments() {
        return List.of(
                new Moment.BeforeGreeting(),
                new Moment.InGreeting(),
                new Moment.AtCommand("LOGIN"),
                new Moment.AtCommand("LIST"),
                new Moment.AtCommand("SELECT"),
                new Moment.AtCommand("EXAMINE"),
                new Moment.AtCommand("FETCH"),
                new Moment.AtCommand("APPEND"),
                new Moment.InUpload(10),
                new Moment.InMessage(10),
                new Moment.BeforeAnswer("LOGIN"),
                new Moment.BeforeAnswer("LIST"),
                new Moment.BeforeAnswer("SELECT"),
                new Moment.BeforeAnswer("EXAMINE"),
                new Moment.BeforeAnswer("FETCH"),
                new Moment.BeforeAnswer("APPEND"));
    }
}
