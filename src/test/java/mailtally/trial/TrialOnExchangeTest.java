package mailtally.trial;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import mailtally.demo.exchange.ExchangeQuirk;
import mailtally.demo.exchange.ExchangeSettings;
import mailtally.demo.exchange.ExchangeStandIn;
import mailtally.store.TrialMark;
import mailtally.store.TrialStore;
import mailtally.store.TrialStore.Ended;
import mailtally.store.imap.ImapStore;
import mailtally.store.server.Secret;
import mailtally.store.server.ServerAddress;
import mailtally.store.server.ServerOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A trial against the stand-in for Exchange: what it does to mail is told as it is.
class TrialOnExchangeTest {
    private static final String JANE = "jane@example.com";
    private static final TrialMark MARK = new TrialMark("K7M2Q9XW");

    @TempDir Path spill;

    @Test
    void anEverydayExchangeRewritesAndLosesNothing() throws Exception {
        TrialOutcome outcome = tried(ExchangeSettings.everyday());
        assertThat(outcome.losses()).isEmpty();
        assertThat(outcome.proven()).isTrue();
        assertThat(outcome.fates().get(TrialKind.APPLE_SHAPE)).isInstanceOf(Fate.SameContent.class);
        LossProfile profile = outcome.profile();
        assertThat(profile.dates()).isEqualTo(LossProfile.Kept.YES);
        assertThat(profile.flagged()).isEqualTo(LossProfile.Flagged.AT_ONCE);
        assertThat(profile.keyword()).isEqualTo(LossProfile.Kept.NO);
        assertThat(profile.madeUpId()).isTrue();
        assertThat(profile.subjectCutAt()).isEqualTo(OptionalInt.of(255));
        assertThat(outcome.ended()).isEqualTo(new Ended.Removed(10, Optional.empty()));
    }

    @Test
    void aLostBccIsNamedAlone() throws Exception {
        TrialOutcome outcome =
                tried(ExchangeSettings.everyday().with(ExchangeQuirk.ONE_BCC_DROPPED));
        assertThat(outcome.proven()).isFalse();
        assertThat(outcome.fates().entrySet().stream().filter(e -> !e.getValue().whole()))
                .extracting(Map.Entry::getKey)
                .containsExactly(TrialKind.BLIND_COPY);
        assertThat(outcome.ended()).isInstanceOf(Ended.Removed.class);
    }

    @Test
    void ignoredDatesAreNamed() throws Exception {
        TrialOutcome outcome =
                tried(ExchangeSettings.everyday().with(ExchangeQuirk.INTERNAL_DATE_IGNORED));
        assertThat(outcome.profile().dates()).isEqualTo(LossProfile.Kept.NO);
        assertThat(outcome.proven()).isFalse();
    }

    @Test
    void onTheWorstDayTheFolderGoesAllTheSame() throws Exception {
        try (ExchangeStandIn server = started(ExchangeSettings.worstDay());
                TrialStore store = open(server)) {
            TrialOutcome outcome = new Trial(store, MARK, Trial.SizeTeller.NONE).run();
            assertThat(outcome.fates()).hasSize(10);
            assertThat(outcome.losses()).isEmpty();
            assertThat(outcome.ended()).isInstanceOf(Ended.Removed.class);
            assertThat(server.abuses()).isEmpty();
        }
    }

    private TrialOutcome tried(ExchangeSettings settings) throws Exception {
        try (ExchangeStandIn server = started(settings);
                TrialStore store = open(server)) {
            int before = store.folders().size();
            TrialOutcome outcome = new Trial(store, MARK, Trial.SizeTeller.NONE).run();
            try (TrialStore after = open(server)) {
                assertThat(after.folders()).hasSize(before);
            }
            return outcome;
        }
    }

    private static ExchangeStandIn started(ExchangeSettings settings) throws Exception {
        ExchangeStandIn server = ExchangeStandIn.start(settings, Optional.empty());
        server.user(JANE, "sesame", "token");
        return server;
    }

    private TrialStore open(ExchangeStandIn server) throws Exception {
        return ImapStore.open(
                ServerAddress.parse("imap://" + JANE + "@127.0.0.1:" + server.imapPort()),
                new ServerOptions(
                        2, Duration.ofSeconds(20), Duration.ofMinutes(6), Optional.empty(), spill),
                _ -> new Secret.Token("token"));
    }
}
