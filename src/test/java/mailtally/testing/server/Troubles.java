package mailtally.testing.server;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import mailtally.testing.server.Trouble.Event;
import mailtally.testing.server.Trouble.Reaction;

/// Every [Trouble] there is; a test goes through all of them. Each happens once, unless its name
/// says otherwise.
public final class Troubles {
    private static final List<String> READING =
            List.of(
                    "CAPABILITY",
                    "AUTHENTICATE",
                    "NAMESPACE",
                    "LIST",
                    "STATUS",
                    "EXAMINE",
                    "UID SEARCH",
                    "UID FETCH",
                    "LOGOUT");
    private static final List<String> WRITING =
            List.of("SELECT", "APPEND", "CREATE", "SUBSCRIBE", "UID STORE");
    private static final Pattern LITERAL =
            Pattern.compile("BODY\\[[A-Z]*\\] \\{(\\d+)\\}\r\n", Pattern.CASE_INSENSITIVE);
    private static final String THROTTLED =
            " NO Request is throttled. Suggested Backoff Time: %d milliseconds\r\n";
    private static final int ENDLESS_BYTES = 17 << 20;

    private Troubles() {}

    /// What can happen to a client that reads.
    public static List<Trouble> ofReading() {
        List<Trouble> all = new ArrayList<>();
        greetings(all);
        READING.forEach(command -> command(all, command, 1));
        List.of("CAPABILITY", "STATUS", "EXAMINE", "UID SEARCH", "UID FETCH")
                .forEach(command -> command(all, command, 2));
        bodies(all);
        throttles(all, List.of("EXAMINE", "UID FETCH"));
        numbers(all);
        nonsense(all);
        names(all);
        return all;
    }

    /// What can happen to a client that writes, besides.
    public static List<Trouble> ofWriting() {
        List<Trouble> all = new ArrayList<>();
        WRITING.forEach(command -> command(all, command, 1));
        List.of("SELECT", "APPEND", "CREATE").forEach(command -> command(all, command, 2));
        throttles(all, List.of("SELECT", "APPEND"));
        appendUids(all);
        return all;
    }

    private static void greetings(List<Trouble> all) {
        greeting(all, "the connection is cut before the greeting", text -> Trouble.cut(""));
        greeting(
                all,
                "the connection is cut in the greeting",
                text -> Trouble.cut(text.substring(0, 5)));
        greeting(all, "no greeting comes", text -> Trouble.stall(""));
        greeting(all, "half a greeting comes", text -> Trouble.stall(text.substring(0, 5)));
        greeting(all, "the greeting is BYE", text -> Trouble.cut("* BYE too many\r\n"));
        greeting(all, "the greeting is not IMAP's", text -> Trouble.say("220 ESMTP\r\n"));
    }

    private interface Greeted {
        Optional<Reaction> on(String text);
    }

    private static void greeting(List<Trouble> all, String name, Greeted greeted) {
        boolean[] done = {false};
        all.add(
                new Trouble(
                        name,
                        event -> {
                            if (event instanceof Event.Greeting(String text) && !done[0]) {
                                done[0] = true;
                                return greeted.on(text);
                            }
                            return Optional.empty();
                        }));
    }

    private static void command(List<Trouble> all, String command, int nth) {
        String which = command + (nth == 1 ? "" : " number " + nth);
        all.add(asked("the connection is cut at " + which, command, nth));
        add(all, "no answer comes to " + which, command, nth, (_, _) -> Trouble.stall(""));
        add(
                all,
                "the connection is cut after " + which + " was done, before its answer",
                command,
                nth,
                (_, _) -> Trouble.cut(""));
        add(
                all,
                which + " is answered by NO",
                command,
                nth,
                (tag, _) -> Trouble.say(tag + " NO not now\r\n"));
        add(
                all,
                which + " is answered by BAD",
                command,
                nth,
                (tag, _) -> Trouble.say(tag + " BAD not that\r\n"));
        add(
                all,
                which + " is answered by BYE",
                command,
                nth,
                (_, _) -> Trouble.cut("* BYE going down\r\n"));
        add(
                all,
                which + " is answered with a tag of nobody",
                command,
                nth,
                (_, _) -> Trouble.say("nobody OK done\r\n"));
    }

    private static Trouble asked(String name, String command, int nth) {
        return new Trouble(
                name,
                event ->
                        event instanceof Event.Asked asked
                                        && asked.command().equals(command)
                                        && asked.nth() == nth
                                ? Trouble.cut("")
                                : Optional.empty());
    }

    /// Something in place of a command's last answer; nth 0 for each.
    private static void add(
            List<Trouble> all,
            String name,
            String command,
            int nth,
            BiFunction<String, String, Optional<Reaction>> instead) {
        all.add(
                new Trouble(
                        name,
                        event ->
                                event instanceof Event.Answered answered
                                                && answered.last()
                                                && answered.command().equals(command)
                                                && (nth == 0 || answered.nth() == nth)
                                        ? instead.apply(answered.tag(), answered.text())
                                        : Optional.empty()));
    }

    private static void bodies(List<Trouble> all) {
        for (int at : new int[] {0, 1, 100}) {
            body(
                    all,
                    "the connection is cut " + at + " bytes into a message",
                    text -> Trouble.cut(text.substring(0, content(text) + at)));
            body(
                    all,
                    "silence begins " + at + " bytes into a message",
                    text -> Trouble.stall(text.substring(0, content(text) + at)));
        }
        body(
                all,
                "the connection is cut at a message's last byte",
                text -> Trouble.cut(text.substring(0, content(text) + size(text))));
        body(all, "a message is NIL", text -> Trouble.say(instead(text, "NIL", size(text))));
        body(all, "a message is empty", text -> Trouble.say(instead(text, "{0}\r\n", size(text))));
        body(all, "a message is passed over", text -> Trouble.say(""));
        body(
                all,
                "a message is longer than announced",
                text -> Trouble.say(announced(text, size(text) - 10L)));
        body(
                all,
                "a message is shorter than announced",
                text -> Trouble.say(announced(text, size(text) + 10L)));
        body(all, "a message of 9 GB is announced", text -> Trouble.say(announced(text, 9L << 30)));
        body(
                all,
                "a message is announced by more digits than a number has",
                text -> Trouble.say(text.replaceFirst("\\{\\d+\\}", "{" + "9".repeat(40) + "}")));
        body(
                all,
                "a message comes twice, and the second time with other bytes",
                text -> Trouble.say(text + text.replace("Text", "Next")));
        body(
                all,
                "a message comes under another's UID",
                text -> Trouble.say(text.replaceFirst("UID \\d+", "UID 4294967295")));
        body(
                all,
                "an answer nests without end",
                text -> Trouble.say("* 1 FETCH (BODYSTRUCTURE " + "(".repeat(200_000) + "\r\n"));
        third(all, "one message is always NIL", t -> Trouble.say(instead(t, "NIL", size(t))));
        third(all, "one message always cuts", t -> Trouble.cut(t.substring(0, content(t) + 50)));
        third(all, "one message is always passed over", _ -> Trouble.say(""));
        third(all, "one message is always too short", t -> Trouble.say(announced(t, size(t) + 9L)));
    }

    private interface Sent {
        Optional<Reaction> on(String text);
    }

    private static void body(List<Trouble> all, String name, Sent sent) {
        all.add(
                new Trouble(
                        name,
                        event ->
                                event instanceof Event.Answered answered && answered.body() == 4
                                        ? sent.on(answered.text())
                                        : Optional.empty()));
    }

    private static void third(List<Trouble> all, String name, Sent sent) {
        all.add(
                new Trouble(
                        name,
                        event ->
                                event instanceof Event.Answered answered
                                                && answered.body() > 0
                                                && answered.text().contains("Subject: INBOX 3\r\n")
                                        ? sent.on(answered.text())
                                        : Optional.empty()));
    }

    /// Where the message's bytes begin.
    private static int content(String text) {
        return literal(text).end();
    }

    private static int size(String text) {
        return Integer.parseInt(literal(text).group(1));
    }

    private static Matcher literal(String text) {
        Matcher literal = LITERAL.matcher(text);
        if (!literal.find()) {
            throw new AssertionError("no literal in " + text);
        }
        return literal;
    }

    private static String announced(String text, long size) {
        return text.replaceFirst("\\{\\d+\\}", "{" + size + "}");
    }

    private static String instead(String text, String body, int size) {
        int from = text.indexOf('{', literal(text).start());
        return text.substring(0, from) + body + text.substring(content(text) + size);
    }

    private static void throttles(List<Trouble> all, List<String> commands) {
        for (String command : commands) {
            add(
                    all,
                    command + " is throttled for a moment, and the connection ends",
                    command,
                    1,
                    (tag, _) -> Trouble.cut(tag + THROTTLED.formatted(700)));
            add(
                    all,
                    command + " is throttled for a moment",
                    command,
                    1,
                    (tag, _) -> Trouble.say(tag + THROTTLED.formatted(700)));
            add(
                    all,
                    command + " is throttled for an hour",
                    command,
                    1,
                    (tag, _) -> Trouble.say(tag + THROTTLED.formatted(3_600_000)));
        }
        int[] errors = {0};
        add(
                all,
                commands.getLast() + " is always refused, and ten errors end a connection",
                commands.getLast(),
                0,
                (tag, _) ->
                        ++errors[0] % 10 == 0
                                ? Trouble.cut("* BYE too many errors\r\n")
                                : Trouble.say(tag + " NO no\r\n"));
    }

    private static void numbers(List<Trouble> all) {
        int[] changes = {7};
        rewritten(
                all,
                "UIDVALIDITY is another at each EXAMINE",
                "EXAMINE",
                0,
                t -> {
                    changes[0]++;
                    return t.replaceFirst("UIDVALIDITY \\d+", "UIDVALIDITY " + changes[0]);
                });
        rewritten(
                all,
                "UIDVALIDITY changes after a while",
                "EXAMINE",
                -3,
                t -> t.replaceFirst("UIDVALIDITY \\d+", "UIDVALIDITY 7"));
        rewritten(
                all,
                "there is no UIDVALIDITY",
                "EXAMINE",
                0,
                t -> t.contains("[UIDVALIDITY") ? "" : t);
        rewritten(
                all,
                "STATUS tells another UIDVALIDITY than EXAMINE",
                "STATUS",
                0,
                t -> t.replaceFirst("UIDVALIDITY \\d+", "UIDVALIDITY 7"));
        rewritten(
                all,
                "STATUS counts more messages than there are",
                "STATUS",
                0,
                t -> t.replaceFirst("MESSAGES \\d+", "MESSAGES 99"));
        rewritten(
                all,
                "UIDs jump to the last there can be",
                "UID SEARCH",
                0,
                t -> t.replaceFirst("(\\* SEARCH .*)\r\n", "$1 4294967295\r\n"));
        rewritten(
                all,
                "SEARCH finds a message less than there are",
                "UID SEARCH",
                0,
                t -> t.replaceFirst("(\\* SEARCH .*) \\d+\r\n", "$1\r\n"));
        rewritten(
                all,
                "SEARCH finds what no number is",
                "UID SEARCH",
                1,
                t -> t.replaceFirst("\\* SEARCH .*\r\n", "* SEARCH 99999999999999999999 -3 x\r\n"));
    }

    private static void nonsense(List<Trouble> all) {
        add(
                all,
                "a line has no end",
                "EXAMINE",
                1,
                (_, _) -> Trouble.say("* OK " + "x".repeat(ENDLESS_BYTES)));
        for (String text :
                List.of("*\r\n", "* \r\n", "\r\n", "+ \r\n", "* 1 FETCH (\r\n", "* FETCH\r\n")) {
            add(
                    all,
                    "UID FETCH is answered by nonsense, " + text.strip(),
                    "UID FETCH",
                    1,
                    (_, last) -> Trouble.say(text + last));
        }
    }

    private static void names(List<Trouble> all) {
        for (String name :
                List.of(
                        "../../../etc/passwd",
                        "/etc/passwd",
                        "a\u001b[2J\u0007b",
                        "\u00ff\u00fe\u0080",
                        "&AAA-",
                        "a&-\u202eb",
                        "//",
                        "C:\\\\x",
                        "z".repeat(100_000))) {
            String shown = name.substring(0, Math.min(20, name.length())).replaceAll("[^!-~]", "?");
            add(
                    all,
                    "LIST tells a malicious name, " + shown,
                    "LIST",
                    0,
                    (_, last) -> Trouble.say("* LIST () \"/\" \"" + name + "\"\r\n" + last));
        }
    }

    private static void appendUids(List<Trouble> all) {
        for (String lie :
                List.of(
                        "7 1",
                        "7 99",
                        "same 99999",
                        "same 1",
                        "same 1:4294967295",
                        "same x",
                        "same 0",
                        "99999999999 99999999999",
                        "0 1")) {
            add(
                    all,
                    "APPENDUID lies, " + lie,
                    "APPEND",
                    0,
                    (_, last) ->
                            Trouble.say(
                                    last.replaceFirst(
                                            "APPENDUID (\\d+) [0-9:,]+",
                                            "APPENDUID " + lie.replace("same", "$1"))));
        }
        rewritten(
                all,
                "UIDVALIDITY of a target changes after a while",
                "SELECT",
                -3,
                t -> t.replaceFirst("UIDVALIDITY \\d+", "UIDVALIDITY 7"));
    }

    /// Another text of each answer to a command; nth 0 for each command, below 0 from then on.
    private static void rewritten(
            List<Trouble> all, String name, String command, int nth, UnaryOperator<String> text) {
        all.add(
                new Trouble(
                        name,
                        event -> {
                            if (event instanceof Event.Answered answered
                                    && answered.command().equals(command)
                                    && (nth <= 0
                                            ? answered.nth() >= -nth
                                            : answered.nth() == nth)) {
                                String other = text.apply(answered.text());
                                return other.equals(answered.text())
                                        ? Optional.empty()
                                        : Trouble.say(other);
                            }
                            return Optional.empty();
                        }));
    }
}
