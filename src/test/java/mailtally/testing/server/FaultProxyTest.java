package mailtally.testing.server;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What a client sees of each fault, by a socket, before a real Dovecot.
final class FaultProxyTest {
    private static final AtomicInteger USERS = new AtomicInteger();
    private static final byte[] MESSAGE = "Subject: one\r\n\r\nbody of it\r\n".getBytes(US_ASCII);
    private static final String FETCH = "UID FETCH 1:* (UID BODY.PEEK[])";
    private static DovecotServer server;

    private final String user = "user" + USERS.incrementAndGet();
    private FaultProxy proxy;

    @BeforeAll
    static void startTheServer() {
        server = DovecotServer.setup().compress().start();
    }

    @AfterAll
    static void stopTheServer() {
        server.close();
    }

    @BeforeEach
    void putAProxyBefore() {
        proxy = FaultProxy.imap(server.port());
        server.deliver(user, MESSAGE);
        server.deliver(user, "INBOX", MESSAGE, Set.of(), Instant.ofEpochSecond(1_500_000_001L));
    }

    @AfterEach
    void takeItAway() {
        proxy.close();
    }

    @Test
    void allKindsOfFaultsAreListed() {
        assertThat(Fault.all().stream().map(Object::getClass).collect(Collectors.toSet()))
                .containsExactlyInAnyOrder(Fault.class.getPermittedSubclasses());
        assertThat(Fault.moments().stream().map(Object::getClass).collect(Collectors.toSet()))
                .containsExactlyInAnyOrder(Moment.class.getPermittedSubclasses());
    }

    @Test
    void withoutFaultsEverythingPassesAsItIs() throws IOException {
        try (ImapTalk direct = ImapTalk.login(server.port(), user);
                ImapTalk talk = ImapTalk.login(proxy.port(), user)) {
            for (String command : List.of("EXAMINE INBOX", FETCH, "LIST \"\" *")) {
                assertThat(timeless(talk.ok(command))).isEqualTo(timeless(direct.ok(command)));
            }
            assertThat(talk.ok("CAPABILITY").getFirst()).doesNotContain("COMPRESS");
            assertThat(direct.ok("CAPABILITY").getFirst()).contains("COMPRESS=DEFLATE");
            assertThat(talk.command("APPEND Two", MESSAGE).getLast()).contains("[TRYCREATE]");
            talk.ok("CREATE Two");
            talk.ok("APPEND Two", "A: b\r\n\r\n1".getBytes(US_ASCII));
            talk.send("x APPEND Two (\\Seen) {9+}\r\nA: b\r\n\r\n2\r\n");
            assertThat(talk.line()).startsWith("x OK");
        }
        assertThat(server.messages(user)).hasSize(4);
        assertThat(proxy.struck()).isZero();
        assertThat(proxy.count("APPEND")).isEqualTo(3);
        assertThat(proxy.count("FETCH")).isEqualTo(1);
        assertThat(proxy.commands().getFirst()).isEqualTo(new SeenCommand(1, "t1", "LOGIN", ""));
        assertThat(proxy.commands().toString()).doesNotContain(MailServer.PASSWORD);
    }

    @Test
    void aConnectionIsCutInTheGreeting() throws IOException {
        proxy.once(new Fault.Cut(new Moment.BeforeGreeting()));
        try (ImapTalk talk = new ImapTalk(proxy.port())) {
            assertThat(talk.line()).isNull();
        }
        proxy.once(new Fault.Cut(new Moment.InGreeting()));
        try (ImapTalk talk = new ImapTalk(proxy.port())) {
            assertThat(talk.line()).startsWith("* OK [CAP").doesNotEndWith("ready.");
            assertThat(talk.line()).isNull();
        }
        try (ImapTalk talk = new ImapTalk(proxy.port())) {
            assertThat(talk.line()).endsWith("ready.");
        }
        assertThat(proxy.struck()).isEqualTo(2);
    }

    @Test
    void aConnectionIsCutAtTheSecondFetch() throws IOException {
        proxy.at(2, new Fault.Cut(new Moment.AtCommand("FETCH")));
        try (ImapTalk talk = examined()) {
            assertThat(talk.ok(FETCH)).hasSize(3);
            assertThat(talk.command(FETCH)).isEmpty();
        }
        server.address(user);
        assertThat(server.commands(user).stream().filter(c -> c.startsWith("UID FETCH")))
                .hasSize(1);
    }

    @Test
    void aConnectionIsCutInAMessage() throws IOException {
        proxy.at(2, new Fault.Cut(new Moment.InMessage(4)));
        try (ImapTalk talk = examined()) {
            List<String> answers = talk.command(FETCH);
            assertThat(answers).hasSize(2);
            assertThat(answers.getFirst()).contains("body of it");
            assertThat(answers.getLast()).endsWith("Subj");
        }
    }

    @Test
    void anAppendThatTheServerHasDoneIsNotAnswered() throws IOException {
        proxy.once(new Fault.Cut(new Moment.BeforeAnswer("APPEND")));
        try (ImapTalk talk = ImapTalk.login(proxy.port(), user)) {
            assertThat(talk.command("APPEND INBOX", MESSAGE)).isEmpty();
        }
        assertThat(server.messages(user)).hasSize(3);
    }

    @Test
    void aConnectionIsCutWhileAMessageGoesUp() throws IOException {
        proxy.once(new Fault.Cut(new Moment.InUpload(4)));
        try (ImapTalk talk = ImapTalk.login(proxy.port(), user)) {
            assertThat(talk.command("APPEND INBOX", MESSAGE)).isEmpty();
        }
        assertThat(server.messages(user)).hasSize(2);
    }

    @Test
    void allIsSilent() throws IOException {
        for (Moment moment :
                List.of(
                        new Moment.AtCommand("FETCH"),
                        new Moment.InMessage(4),
                        new Moment.BeforeAnswer("FETCH"))) {
            proxy.once(new Fault.Stall(moment));
            try (ImapTalk talk = examined()) {
                talk.patience(150);
                assertThatThrownBy(() -> talk.command(FETCH))
                        .isInstanceOf(SocketTimeoutException.class);
            }
        }
        assertThat(proxy.struck()).isEqualTo(3);
    }

    @Test
    void aCommandIsRefusedAndDoesNotReachTheServer() throws IOException {
        proxy.once(new Fault.Refuse("APPEND", "NO", "not now", false));
        proxy.once(new Fault.Refuse("FETCH", "BAD", "what is that", false));
        proxy.once(new Fault.Refuse("LIST", "NO", Fault.THROTTLED, true));
        try (ImapTalk talk = examined()) {
            assertThat(talk.command("APPEND INBOX", MESSAGE).getLast()).endsWith("NO not now");
            talk.send("x UID FETCH 1 UID\r\n");
            assertThat(talk.line()).isEqualTo("x BAD what is that");
            assertThat(talk.command("LIST \"\" *"))
                    .containsExactly(
                            "t4 NO [UNAVAILABLE] Request is throttled. Suggested Backoff Time: 700"
                                    + " milliseconds");
            assertThat(talk.line()).isNull();
        }
        assertThat(server.messages(user)).hasSize(2);
    }

    @Test
    void aLiteralThatDoesNotWaitIsSwallowedWithItsCommand() throws IOException {
        proxy.once(new Fault.Refuse("APPEND", "NO", "not now", false));
        try (ImapTalk talk = ImapTalk.login(proxy.port(), user)) {
            talk.send("x APPEND INBOX {9+}\r\nA: b\r\n\r\n2\r\ny NOOP\r\n");
            assertThat(talk.line()).isEqualTo("x NO not now");
            assertThat(talk.line()).startsWith("y OK");
        }
        assertThat(server.messages(user)).hasSize(2);
    }

    @Test
    void theServerSaysGoodbye() throws IOException {
        proxy.once(new Fault.Refuse("EXAMINE", "BYE", "going down", true));
        try (ImapTalk talk = ImapTalk.login(proxy.port(), user)) {
            assertThat(talk.command("EXAMINE INBOX")).containsExactly("* BYE going down");
        }
    }

    @Test
    void whatTheServerDidIsDenied() throws IOException {
        proxy.once(new Fault.Deny("APPEND", "NO", "not stored"));
        try (ImapTalk talk = ImapTalk.login(proxy.port(), user)) {
            assertThat(talk.command("APPEND INBOX", MESSAGE).getLast()).endsWith("NO not stored");
        }
        assertThat(server.messages(user)).hasSize(3);
    }

    @Test
    void afterTenErrorsTheConnectionEnds() throws IOException {
        proxy.always(new Fault.CloseAfterErrors(10));
        try (ImapTalk talk = examined()) {
            for (int i = 1; i < 10; i++) {
                assertThat(talk.command("NONSENSE")).hasSize(1);
            }
            assertThat(talk.command("NONSENSE").getLast()).contains("BAD");
            assertThat(talk.line()).startsWith("* BYE");
            assertThat(talk.line()).isNull();
        }
    }

    @Test
    void oneMessageComesInOddShapes() throws IOException {
        String length = "{" + MESSAGE.length + "}";
        assertThat(shaped(Fault.BodyShape.EMPTY_LITERAL)).contains("BODY[] {0}\r\n)");
        assertThat(shaped(Fault.BodyShape.NIL)).contains("BODY[] NIL)");
        assertThat(shaped(Fault.BodyShape.MISSING)).isEqualTo("* 2 FETCH (UID 2)");
        assertThat(shaped(Fault.BodyShape.ANNOUNCED_LONGER))
                .doesNotContain(length)
                .contains("{" + (MESSAGE.length + 5) + "}");
        assertThat(shaped(Fault.BodyShape.ANNOUNCED_SHORTER))
                .contains("{" + (MESSAGE.length - 5) + "}");
        proxy.heal().once(new Fault.Body(2, Fault.BodyShape.ANNOUNCED_HUGE));
        try (ImapTalk talk = examined()) {
            talk.send("x UID FETCH 2 (UID BODY.PEEK[])\r\n");
            assertThat(talk.line()).isEqualTo("* 2 FETCH (UID 2 BODY[] {9663676416}");
        }
    }

    @Test
    void uidvalidityChanges() throws IOException {
        long own;
        try (ImapTalk talk = ImapTalk.login(proxy.port(), user)) {
            own = number(talk.ok("EXAMINE INBOX").toString(), "UIDVALIDITY ");
        }
        proxy.from(2, new Fault.OtherUidValidity(true));
        try (ImapTalk talk = ImapTalk.login(proxy.port(), user)) {
            assertThat(number(talk.ok("EXAMINE INBOX").toString(), "UIDVALIDITY ")).isEqualTo(own);
            assertThat(number(talk.ok("EXAMINE INBOX").toString(), "UIDVALIDITY "))
                    .isEqualTo(own + 1000);
            assertThat(number(talk.ok("STATUS INBOX (UIDVALIDITY)").toString(), "UIDVALIDITY "))
                    .isEqualTo(own + 2000);
            assertThat(number(talk.ok("APPEND INBOX", MESSAGE).toString(), "APPENDUID "))
                    .isEqualTo(own + 2000);
        }
    }

    @Test
    void uidsJump() throws IOException {
        proxy.always(new Fault.UidJump(2, 3_000_000_000L));
        try (ImapTalk talk = examined()) {
            assertThat(talk.ok("UID FETCH 1:* UID"))
                    .startsWith("* 1 FETCH (UID 1)", "* 2 FETCH (UID 3000000002)");
            assertThat(talk.ok("UID FETCH 3000000002 UID")).hasSize(2);
            assertThat(talk.ok("UID FETCH 2:5 UID")).hasSize(1);
            assertThat(talk.ok("UID FETCH 1:3000000002 UID")).hasSize(3);
            assertThat(talk.ok("UID SEARCH ALL").getFirst()).isEqualTo("* SEARCH 1 3000000002");
            assertThat(talk.ok("SEARCH ALL").getFirst()).isEqualTo("* SEARCH 1 2");
            assertThat(talk.ok("UID SEARCH RETURN (ALL) UID 2:3000000009").getFirst())
                    .endsWith("UID ALL 3000000002");
            assertThat(talk.ok("APPEND INBOX", MESSAGE).getLast()).contains(" 3000000003]");
            assertThat(talk.ok("STATUS INBOX (UIDNEXT)").getFirst()).contains("3000000004");
        }
    }

    @Test
    void aLineHasNoEnd() throws IOException {
        proxy.once(new Fault.EndlessLine("LIST"));
        try (ImapTalk talk = ImapTalk.login(proxy.port(), user)) {
            talk.send("x LIST \"\" *\r\n");
            assertThat(talk.read(8 << 20)).startsWith("* ").endsWith("xxx").hasSize(8 << 20);
        }
    }

    @Test
    void aFolderThatIsNotThereIsNamed() throws IOException {
        proxy.once(new Fault.ExtraFolder("../../../etc/passwd", false));
        proxy.at(2, new Fault.ExtraFolder("a\u0007b", true));
        try (ImapTalk talk = ImapTalk.login(proxy.port(), user)) {
            assertThat(talk.ok("LIST \"\" *"))
                    .contains("* LIST (\\HasNoChildren) \"/\" \"../../../etc/passwd\"");
            assertThat(talk.ok("LIST \"\" *"))
                    .contains("* LIST (\\HasNoChildren) \"/\" {3}\r\na\u0007b");
        }
    }

    @Test
    void aRoundTripTakesItsTime() throws IOException {
        proxy.delay(20);
        try (ImapTalk talk = ImapTalk.login(proxy.port(), user)) {
            long before = System.nanoTime();
            talk.ok("NOOP");
            assertThat((System.nanoTime() - before) / 1_000_000).isBetween(40L, 2_000L);
        }
    }

    @Test
    void popIsCutStalledAndRefused() throws IOException {
        try (FaultProxy pop = FaultProxy.pop(server.popPort())) {
            pop.once(new Fault.Refuse("STAT", "NO", "not now", false));
            pop.once(new Fault.Deny("UIDL", "NO", "what is that"));
            pop.at(2, new Fault.Cut(new Moment.InMessage(4)));
            try (ImapTalk talk = new ImapTalk(pop.port())) {
                assertThat(talk.line()).startsWith("+OK");
                assertThat(said(talk, "USER " + user)).startsWith("+OK");
                assertThat(said(talk, "PASS secret")).startsWith("+OK");
                assertThat(said(talk, "STAT")).isEqualTo("-ERR not now");
                assertThat(said(talk, "UIDL")).isEqualTo("-ERR what is that");
                assertThat(said(talk, "RETR 1")).startsWith("+OK");
                assertThat(List.of(talk.line(), talk.line(), talk.line(), talk.line()))
                        .containsExactly("Subject: one", "", "body of it", ".");
                assertThat(said(talk, "RETR 2")).startsWith("+OK");
                assertThat(talk.line()).isEqualTo("Subj");
                assertThat(talk.line()).isNull();
            }
            assertThat(pop.commands().toString()).doesNotContain("secret");
            assertThat(pop.count("RETR")).isEqualTo(2);
        }
    }

    private ImapTalk examined() throws IOException {
        ImapTalk talk = ImapTalk.login(proxy.port(), user);
        talk.ok("EXAMINE INBOX");
        return talk;
    }

    private String shaped(Fault.BodyShape shape) throws IOException {
        proxy.heal().always(new Fault.Body(2, shape));
        try (ImapTalk talk = examined()) {
            talk.patience(150);
            talk.send("x " + FETCH + "\r\n");
            StringBuilder all = new StringBuilder();
            for (String line = talk.line();
                    line != null && !line.startsWith("x ");
                    line = talk.line()) {
                all.append(line).append("\r\n");
            }
            String first = all.substring(0, all.indexOf("* 2 "));
            assertThat(first).as("another message").contains("body of it");
            return all.substring(first.length()).strip();
        }
    }

    private static String said(ImapTalk talk, String line) throws IOException {
        talk.send(line + "\r\n");
        return talk.line();
    }

    private static long number(String text, String after) {
        String rest = text.substring(text.indexOf(after) + after.length());
        return Long.parseLong(rest.replaceFirst("(?s)\\D.*", ""));
    }

    /// Without the times that Dovecot adds to its answers, and without tags.
    private static List<String> timeless(List<String> answers) {
        return answers.stream()
                .map(a -> a.replaceAll(" \\([\\d.+ ]+secs\\)", "").replaceFirst("^t\\d+ ", ""))
                .toList();
    }
}
