package mailtally.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import mailtally.store.Completeness;
import mailtally.store.FolderPath;
import mailtally.store.Holding;
import mailtally.store.HoldingVisitor;
import mailtally.store.Locator;
import mailtally.store.RefusedException;
import mailtally.store.StoreUnavailableException;
import mailtally.store.TrialMark;
import mailtally.store.TrialStore;
import mailtally.store.TrialStore.Ended;
import mailtally.store.imap.ImapStore;
import mailtally.store.server.Secret;
import mailtally.store.server.ServerAddress;
import mailtally.store.server.ServerOptions;
import mailtally.testing.server.DovecotServer;
import mailtally.testing.server.GreenMailServer;
import mailtally.testing.server.MailServer;
import mailtally.testing.server.StoredMessage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A trial against real servers, and against one that loses things on the way.
class TrialTest {
    private static final TrialMark MARK = new TrialMark("K7M2Q9XW");

    @TempDir Path spill;

    @Test
    void aServerThatKeepsEverythingIsSaidToAndIsLeftAsItWas() throws Exception {
        try (DovecotServer server = DovecotServer.start()) {
            server.deliver(
                    "jane", "Subject: mine\r\n\r\nText.\r\n".getBytes(StandardCharsets.UTF_8));
            var before = server.messages("jane");
            TrialOutcome outcome;
            try (ImapStore store = open(server, false)) {
                outcome = new Trial(store, MARK, path -> sizes(server, path)).run();
            }
            assertThat(outcome.proven()).isTrue();
            assertThat(outcome.fates().values())
                    .hasSize(10)
                    .allMatch(Fate.Identical.class::isInstance);
            assertThat(outcome.ended()).isEqualTo(new Ended.Removed(10, Optional.empty()));
            assertThat(outcome.profile())
                    .isEqualTo(
                            new LossProfile(
                                    LossProfile.Kept.YES,
                                    LossProfile.Kept.YES,
                                    LossProfile.Flagged.AT_ONCE,
                                    LossProfile.Kept.YES,
                                    0,
                                    false,
                                    OptionalInt.empty(),
                                    new LossProfile.Sizes(10, 0, 0)));
            assertThat(server.messages("jane")).isEqualTo(before);
        }
    }

    @Test
    void greenMailIsTriedAndLeftAsItWas() throws Exception {
        try (GreenMailServer server = GreenMailServer.start();
                ImapStore store = open(server, false)) {
            TrialOutcome outcome = new Trial(store, MARK, Trial.SizeTeller.NONE).run();
            assertThat(outcome.fates()).hasSize(10);
            assertThat(outcome.ended()).isInstanceOf(Ended.Removed.class);
            assertThat(server.messages("jane")).isEmpty();
        }
    }

    @Test
    void eachLossIsNamedAndIsNotProven() throws Exception {
        TrialOutcome outcome =
                losing(
                        letter ->
                                letter.replace("Bcc: hidden@mailtally.invalid\r\n", "")
                                        .replaceAll(
                                                "(?s)(Subject: Mailtally trial with a long.*?) word30.*?Date:",
                                                "$1\r\nDate:")
                                        .replace("See the plan.", "See no plan."));
        assertThat(outcome.proven()).isFalse();
        assertThat(outcome.fates().entrySet().stream().filter(e -> !e.getValue().whole()))
                .extracting(Map.Entry::getKey)
                .containsExactlyInAnyOrder(
                        TrialKind.BLIND_COPY, TrialKind.LONG_SUBJECT, TrialKind.ATTACHMENT);
        assertThat(outcome.losses()).anyMatch(l -> l.contains("hidden@mailtally.invalid"));
        assertThat(outcome.profile().subjectCutAt()).isPresent();
        assertThat(outcome.ended()).isInstanceOf(Ended.Removed.class);
    }

    @Test
    void aMadeUpMessageIdIsNamedAndTheFolderGoesAllTheSame() throws Exception {
        TrialOutcome outcome =
                losing(
                        letter ->
                                letter.contains("Message-ID:")
                                        ? letter
                                        : "Message-ID: <made.up@server.example>\r\n" + letter);
        assertThat(outcome.profile().madeUpId()).isTrue();
        assertThat(outcome.fates().get(TrialKind.WITHOUT_ID)).isInstanceOf(Fate.SameContent.class);
        assertThat(outcome.ended()).isEqualTo(new Ended.Removed(10, Optional.empty()));
    }

    @Test
    void aServerThatForgetsDatesIsNotProvenAndSaysSo() throws Exception {
        try (DovecotServer server = DovecotServer.start();
                ImapStore store = open(server, false)) {
            TrialStore forgetful = new LosingStore(store, letter -> letter, true);
            TrialOutcome outcome = new Trial(forgetful, MARK, Trial.SizeTeller.NONE).run();
            assertThat(outcome.profile().dates()).isEqualTo(LossProfile.Kept.NO);
            assertThat(outcome.profile().flagged()).isEqualTo(LossProfile.Flagged.AFTERWARDS);
            assertThat(outcome.profile().sentences())
                    .contains("Dates are not kept: old mail would stand under today.");
            assertThat(outcome.proven()).isFalse();
        }
    }

    @Test
    void whatIsNotReadBackIsMissing() throws Exception {
        TrialOutcome outcome = losing(letter -> letter.contains("of 1999") ? "" : letter);
        assertThat(outcome.fates().get(TrialKind.OLD_DATE).whole()).isFalse();
        assertThat(outcome.proven()).isFalse();
    }

    @Test
    void whereItBreaksOffTheFolderStillGoes() throws Exception {
        try (DovecotServer server = DovecotServer.start();
                ImapStore store = open(server, false)) {
            Trial trial =
                    new Trial(
                            store,
                            MARK,
                            _ -> {
                                throw new StoreUnavailableException("The cable was pulled.");
                            });
            assertThatThrownBy(trial::run).isInstanceOf(StoreUnavailableException.class);
            assertThat(server.messages("jane")).isEmpty();
        }
    }

    @Test
    void whereTheFolderTakesNothingItStillGoes() throws Exception {
        try (DovecotServer server = DovecotServer.start();
                ImapStore store = open(server, false)) {
            TrialStore refusing =
                    with(
                            store,
                            "appender",
                            () -> {
                                throw new RefusedException("No messages, please.");
                            });
            assertThatThrownBy(() -> new Trial(refusing, MARK, Trial.SizeTeller.NONE).run())
                    .isInstanceOf(RefusedException.class)
                    .hasMessage("No messages, please.");
            assertThat(store.end(MARK)).isEqualTo(new Ended.NotThere());
        }
    }

    @Test
    void aFolderThatIsLeftBehindAfterAFailureIsNamed() throws Exception {
        try (DovecotServer server = DovecotServer.start();
                ImapStore store = open(server, false)) {
            TrialStore keeping =
                    with(store, "end", () -> new Ended.Kept("It holds another's message."));
            Trial trial =
                    new Trial(
                            keeping,
                            MARK,
                            _ -> {
                                throw new StoreUnavailableException("The cable was pulled.");
                            });
            assertThatThrownBy(trial::run)
                    .isInstanceOf(StoreUnavailableException.class)
                    .hasMessageContaining("The cable was pulled. The folder '" + MARK.folder())
                    .hasMessageContaining("It holds another's message.");
        }
    }

    /// The store, but for one of its methods.
    private static TrialStore with(
            TrialStore store, String method, java.util.concurrent.Callable<Object> instead) {
        return (TrialStore)
                java.lang.reflect.Proxy.newProxyInstance(
                        TrialTest.class.getClassLoader(),
                        new Class<?>[] {TrialStore.class},
                        (_, called, arguments) -> {
                            if (called.getName().equals(method)) {
                                return instead.call();
                            }
                            try {
                                return called.invoke(store, arguments);
                            } catch (java.lang.reflect.InvocationTargetException e) {
                                throw e.getCause();
                            }
                        });
    }

    private TrialOutcome losing(java.util.function.UnaryOperator<String> change) throws Exception {
        try (DovecotServer server = DovecotServer.start();
                ImapStore store = open(server, false)) {
            TrialOutcome outcome =
                    new Trial(new LosingStore(store, change, false), MARK, Trial.SizeTeller.NONE)
                            .run();
            assertThat(server.messages("jane")).extracting(StoredMessage::folder).isEmpty();
            return outcome;
        }
    }

    private ImapStore open(MailServer server, boolean headersOnly) throws Exception {
        return ImapStore.open(
                ServerAddress.parse(server.address("jane")),
                new ServerOptions(
                        2,
                        Duration.ofSeconds(20),
                        Duration.ofSeconds(20),
                        Optional.empty(),
                        spill,
                        headersOnly),
                _ -> new Secret.Password(MailServer.PASSWORD));
    }

    private Map<Locator, Long> sizes(MailServer server, FolderPath path)
            throws StoreUnavailableException {
        Map<Locator, Long> sizes = new HashMap<>();
        try (ImapStore store = open(server, true)) {
            store.read(
                    store.folders().stream().filter(f -> f.path().equals(path)).findFirst().get(),
                    new Lengths(sizes));
        } catch (StoreUnavailableException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        return sizes;
    }

    private record Lengths(Map<Locator, Long> sizes) implements HoldingVisitor {
        @Override
        public void message(Holding holding, mailtally.message.MessageBytes bytes) {
            if (holding.completeness() instanceof Completeness.HeadersOnly(long size)) {
                sizes.put(holding.locator(), size);
            }
        }

        @Override
        public void unreadable(
                Holding holding, String reason, Optional<mailtally.message.MessageBytes> rawFile) {}

        @Override
        public void folderUnreadable(String where, String reason) {}
    }
}
