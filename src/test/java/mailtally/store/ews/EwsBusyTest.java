package mailtally.store.ews;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import mailtally.demo.exchange.ExchangeCuts;
import mailtally.demo.exchange.ExchangePace;
import mailtally.demo.exchange.ExchangeQuirk;
import mailtally.demo.exchange.ExchangeSettings;
import mailtally.demo.exchange.Insight;
import mailtally.message.Flags;
import mailtally.message.MessageBytes;
import mailtally.store.AnswerLostException;
import mailtally.store.Appender;
import mailtally.store.Folder;
import mailtally.store.StoreUnavailableException;
import mailtally.store.server.Secret;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A server that has too much to do, or loses its connections. It is left alone for as long as it
/// asks, and nothing is put twice.
final class EwsBusyTest {
    @TempDir private Path place;

    @Test
    void whoIsToldToWaitAsksNothingMeanwhileAndAllArrivesOnce() throws Exception {
        ExchangeSettings settings =
                ExchangeSettings.plain()
                        .with(ExchangeQuirk.THROTTLED)
                        .with(new ExchangePace(1_000_000, Duration.ofSeconds(1), 60));
        try (EwsMailbox there = EwsMailbox.with(settings, place);
                EwsStore store = there.open();
                Appender appender = store.appender(EwsMailbox.inbox(store))) {
            List<Appender.Answer> answers = appender.append(mails(200));
            assertThat(answers).allMatch(a -> a instanceof Appender.Answer.Stored);
            assertThat(there.insight().all())
                    .extracting(Insight.Lying::text)
                    .hasSize(200)
                    .doesNotHaveDuplicates();
            assertThat(there.server().abuses()).isEmpty();
        }
    }

    @Test
    void aLongerWaitThanAllowedEndsTheRunForAllFolders() throws Exception {
        ExchangeSettings settings =
                ExchangeSettings.plain()
                        .with(ExchangeQuirk.THROTTLED)
                        .with(new ExchangePace(1_000, Duration.ofHours(1), 60));
        try (EwsMailbox there = EwsMailbox.with(settings, place);
                EwsStore store = there.open()) {
            Folder inbox = EwsMailbox.inbox(store);
            try (Appender appender = store.appender(inbox)) {
                StoreUnavailableException said =
                        catchThrowableOfType(
                                StoreUnavailableException.class, () -> appender.append(mails(99)));
                assertThat(said)
                        .hasMessageContaining("asks to be left alone for")
                        .hasMessageContaining("What was done so far is kept");
            }
            int asked = there.server().ewsOperations().size();
            assertThat(
                            catchThrowableOfType(
                                    StoreUnavailableException.class,
                                    () -> store.read(inbox, new EwsMailbox.Got())))
                    .isNotNull();
            assertThat(there.server().ewsOperations()).hasSize(asked);
        }
    }

    @Test
    void fewerConnectionsAreUsedWhereTheServerWantsFewer() throws Exception {
        AtomicInteger now = new AtomicInteger();
        try (ScriptedEws server =
                        new ScriptedEws(
                                (exchange, question) -> {
                                    int atOnce = now.incrementAndGet();
                                    try {
                                        boolean much = question.contains("GetItem") && atOnce > 1;
                                        ScriptedEws.xml(
                                                exchange,
                                                much
                                                        ? SmallTree.fault(
                                                                "ErrorExceededConnectionCount")
                                                        : SmallTree.manyItems(question, 600));
                                    } finally {
                                        now.decrementAndGet();
                                    }
                                });
                EwsStore store =
                        EwsStore.open(
                                EwsMailbox.address(server.port()),
                                EwsMailbox.options(place, 6, Duration.ofSeconds(30), false),
                                _ -> new Secret.Password("word"),
                                Clock.systemUTC())) {
            EwsMailbox.Got got = new EwsMailbox.Got();
            store.read(EwsMailbox.inbox(store), got);
            assertThat(got.texts).hasSize(600);
            assertThat(got.unreadable).isEmpty();
        }
    }

    @Test
    void anAnswerThatIsLostIsToldAsLostAndThoseThatCameAreThere() throws Exception {
        ExchangeSettings settings =
                ExchangeSettings.plain()
                        .with(ExchangeQuirk.CUT_AFTER_STORING)
                        .with(new ExchangeCuts(100, 30));
        try (EwsMailbox there = EwsMailbox.with(settings, place);
                EwsStore store = there.open()) {
            Folder inbox = EwsMailbox.inbox(store);
            try (Appender appender = store.appender(inbox)) {
                Appender.Mark before = appender.mark();
                AnswerLostException lost =
                        catchThrowableOfType(
                                AnswerLostException.class, () -> appender.append(mails(50)));
                assertThat(lost).hasMessageContaining("was lost");
                assertThat(appender.mark().next() - before.next()).isEqualTo(30);
            }
            EwsMailbox.Got got = new EwsMailbox.Got();
            store.read(inbox, got);
            assertThat(got.texts).hasSize(30);
        }
    }

    @Test
    void aServerThatBrokeAndKeptNothingRefusedTheMessageAndElseItIsNotKnown() throws Exception {
        for (int grown : new int[] {0, 1}) {
            AtomicInteger count = new AtomicInteger(1);
            try (ScriptedEws server =
                            new ScriptedEws(
                                    (exchange, question) -> {
                                        if (question.contains("CreateItem")) {
                                            count.addAndGet(grown);
                                            ScriptedEws.xml(
                                                    exchange,
                                                    SmallTree.wrapped(
                                                            "CreateItem",
                                                            SmallTree.error(
                                                                    "CreateItem",
                                                                    "ErrorInternalServerError")));
                                        } else if (question.contains("<t:FolderId Id=\"inbox\"")
                                                && question.contains("GetFolder")) {
                                            ScriptedEws.xml(exchange, SmallTree.inbox(count.get()));
                                        } else {
                                            ScriptedEws.xml(exchange, SmallTree.answer(question));
                                        }
                                    });
                    EwsStore store =
                            EwsStore.open(
                                    EwsMailbox.address(server.port()),
                                    EwsMailbox.options(place, 2, Duration.ofSeconds(2), false),
                                    _ -> new Secret.Password("word"),
                                    Clock.systemUTC());
                    Appender appender = store.appender(EwsMailbox.inbox(store))) {
                appender.mark();
                if (grown == 0) {
                    assertThat(appender.append(mails(1)))
                            .containsExactly(
                                    new Appender.Answer.Refused("ErrorInternalServerError: No"));
                } else {
                    assertThat(
                                    catchThrowableOfType(
                                            AnswerLostException.class,
                                            () -> appender.append(mails(1))))
                            .hasMessageContaining("as many messages as were acknowledged");
                }
            }
        }
    }

    @Test
    void whatAGatewayAnswersForTheServerIsNoRefusalAndIsLookedFor() throws Exception {
        for (int status : new int[] {502, 503, 504}) {
            try (ScriptedEws server = ScriptedEws.whileCreating(status);
                    EwsStore store = open(server);
                    Appender appender = store.appender(EwsMailbox.inbox(store))) {
                assertThat(
                                catchThrowableOfType(
                                        AnswerLostException.class, () -> appender.append(mails(2))))
                        .hasMessageContaining("HTTP " + status);
                assertThat(server.questions().stream().filter(q -> q.contains("CreateItem")))
                        .as("nothing is sent again before it was looked for")
                        .hasSize(1);
            }
        }
    }

    @Test
    void aBusyGatewayBehindWhichAMessageWasStoredIsNoRefusal() throws Exception {
        AtomicInteger stored = new AtomicInteger(1);
        try (ScriptedEws server =
                        new ScriptedEws(
                                (exchange, question) -> {
                                    if (question.contains("CreateItem")) {
                                        stored.incrementAndGet();
                                        exchange.getResponseHeaders().set("Retry-After", "1");
                                        exchange.sendResponseHeaders(503, -1);
                                    } else {
                                        ScriptedEws.xml(
                                                exchange,
                                                question.contains("<t:FolderId Id=\"inbox\"")
                                                        ? SmallTree.inbox(stored.get())
                                                        : SmallTree.answer(question));
                                    }
                                });
                EwsStore store = open(server);
                Appender appender = store.appender(EwsMailbox.inbox(store))) {
            appender.mark();
            assertThat(
                            catchThrowableOfType(
                                    AnswerLostException.class, () -> appender.append(mails(1))))
                    .isNotNull();
            assertThat(stored).as("sent once").hasValue(2);
        }
    }

    @Test
    void aFaultWithoutAWordOfExchangesIsNoRefusal() throws Exception {
        String fault =
                ScriptedEws.HEAD
                        + "<s:Fault><faultcode>s:Server</faultcode><faultstring>It broke."
                        + "</faultstring></s:Fault>"
                        + ScriptedEws.FOOT;
        AtomicInteger sent = new AtomicInteger();
        try (ScriptedEws server =
                        new ScriptedEws(
                                (exchange, question) -> {
                                    boolean create = question.contains("CreateItem");
                                    sent.addAndGet(create ? 1 : 0);
                                    ScriptedEws.xml(
                                            exchange, create ? fault : SmallTree.answer(question));
                                });
                EwsStore store = open(server);
                Appender appender = store.appender(EwsMailbox.inbox(store))) {
            assertThat(
                            catchThrowableOfType(
                                    AnswerLostException.class, () -> appender.append(mails(2))))
                    .hasMessageContaining("It broke");
            assertThat(sent).as("nothing is sent again before it was looked for").hasValue(1);
        }
    }

    @Test
    void aRequestThatIsTooLargeIsRefusedForEachMessageAlone() throws Exception {
        for (int status : new int[] {404, 413}) {
            try (ScriptedEws server = ScriptedEws.whileCreating(status);
                    EwsStore store = open(server);
                    Appender appender = store.appender(EwsMailbox.inbox(store))) {
                assertThat(appender.append(mails(2)))
                        .hasSize(2)
                        .allMatch(
                                a ->
                                        a instanceof Appender.Answer.Refused(String reason)
                                                && reason.contains("no request of this size"));
            }
        }
    }

    private EwsStore open(ScriptedEws server) throws Exception {
        return EwsStore.open(
                EwsMailbox.address(server.port()),
                EwsMailbox.options(place, 2, Duration.ofSeconds(2), false),
                _ -> new Secret.Password("word"),
                Clock.systemUTC());
    }

    private static List<Appender.Outgoing> mails(int count) {
        List<Appender.Outgoing> mails = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            mails.add(
                    new Appender.Outgoing(
                            MessageBytes.of(
                                    ("Subject: m" + i + "\r\n\r\nText.\r\n")
                                            .getBytes(StandardCharsets.US_ASCII)),
                            Flags.NONE,
                            Optional.of(EwsMailbox.RECEIVED)));
        }
        return mails;
    }
}
