package mailtally.store.ews;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import mailtally.demo.exchange.ExchangeSettings;
import mailtally.demo.exchange.ExchangeStandIn;
import mailtally.demo.exchange.Insight;
import mailtally.message.Flags;
import mailtally.message.MessageBytes;
import mailtally.store.Appender;
import mailtally.store.Folder;
import mailtally.store.FolderPath;
import mailtally.store.RefusedException;
import mailtally.store.TrialMark;
import mailtally.store.TrialStore.Ended;
import mailtally.store.server.Secret;
import mailtally.store.server.ServerAddress;
import mailtally.store.server.ServerOptions;
import mailtally.testing.server.ServerCertificate;
import mailtally.trial.LossProfile;
import mailtally.trial.Trial;
import mailtally.trial.TrialOutcome;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The folder of a trial by EWS: removed with a trial's own messages, and with nothing else.
class EwsTrialTest {
    private static final String JANE = "jane@example.com";
    private static final TrialMark MARK = new TrialMark("K7M2Q9XW");

    @TempDir Path place;

    private ExchangeStandIn server;
    private Insight mailbox;

    @BeforeEach
    void aServer() throws Exception {
        serve(ExchangeSettings.plain());
    }

    @AfterEach
    void closed() {
        server.close();
    }

    @Test
    void aTrialLeavesTheMailboxAsItWas() throws Exception {
        server.close();
        serve(ExchangeSettings.everyday());
        mailbox.deliver(List.of("INBOX"), mail("<a@example.com>"), Set.of(), Instant.EPOCH);
        var before = mailbox.all();
        try (EwsStore store = open()) {
            TrialOutcome outcome = new Trial(store, MARK, Trial.SizeTeller.NONE).run();
            assertThat(outcome.losses()).isEmpty();
            assertThat(outcome.profile().dates()).isEqualTo(LossProfile.Kept.YES);
            assertThat(outcome.ended()).isEqualTo(new Ended.Removed(10, Optional.empty()));
            assertThat(store.end(MARK)).isEqualTo(new Ended.NotThere());
        }
        assertThat(mailbox.all()).isEqualTo(before);
    }

    @Test
    void aFolderThatWasThereBeforeIsNotTakenForATrial() throws Exception {
        mailbox.deliver(MARK.folder().names(), mail("<b@example.com>"), Set.of(), Instant.EPOCH);
        try (EwsStore store = open()) {
            assertThatThrownBy(() -> store.begin(MARK)).isInstanceOf(RefusedException.class);
            assertThat(store.end(MARK)).isInstanceOf(Ended.Kept.class);
        }
        assertThat(mailbox.all()).hasSize(1);
    }

    @Test
    void aTrialsFolderWithAnyOtherMessageStays() throws Exception {
        try (EwsStore store = open()) {
            put(store, store.begin(MARK), mail(MARK.messageId(1)));
            mailbox.deliver(
                    MARK.folder().names(), mail("<b@example.com>"), Set.of(), Instant.EPOCH);
            assertThat(store.end(MARK)).isInstanceOf(Ended.Kept.class);
        }
        assertThat(mailbox.all()).hasSize(2);
    }

    @Test
    void aTrialsFolderWithAFolderInItStays() throws Exception {
        try (EwsStore store = open()) {
            store.begin(MARK);
            mailbox.folder(List.of(MARK.folder().text(), "Mine"));
            assertThat(store.end(MARK)).isInstanceOf(Ended.Kept.class);
            assertThat(open().folders()).anyMatch(f -> f.path().equals(MARK.folder()));
        }
    }

    @Test
    void whatAKilledRunLeftIsRemovedByTheNext() throws Exception {
        try (EwsStore store = open()) {
            put(store, store.begin(MARK), mail(MARK.messageId(1)));
        }
        try (EwsStore store = open()) {
            assertThat(store.folders()).anyMatch(f -> TrialMark.of(f.path()).isPresent());
            assertThat(store.end(MARK)).isEqualTo(new Ended.Removed(1, Optional.empty()));
        }
        assertThat(mailbox.all()).isEmpty();
        try (EwsStore store = open()) {
            assertThat(store.folders()).extracting(Folder::path).doesNotContain(MARK.folder());
            assertThat(store.folders()).extracting(Folder::path).contains(FolderPath.of("INBOX"));
        }
    }

    private void serve(ExchangeSettings settings) throws Exception {
        server = ExchangeStandIn.start(settings, Optional.of(ServerCertificate.GOOD.context()));
        server.user(JANE, "sesame", "token");
        mailbox = new Insight(server, JANE);
    }

    private EwsStore open() throws Exception {
        return EwsStore.open(
                ServerAddress.parse("ews://" + JANE + "@localhost:" + server.webPort()),
                new ServerOptions(
                        2,
                        Duration.ofSeconds(20),
                        Duration.ofSeconds(20),
                        Optional.of(ServerCertificate.authority(place)),
                        place),
                _ -> new Secret.Token("token"));
    }

    private static void put(EwsStore store, Folder folder, byte[] message) throws Exception {
        try (Appender appender = store.appender(folder)) {
            assertThat(
                            appender.append(
                                    List.of(
                                            new Appender.Outgoing(
                                                    MessageBytes.of(message),
                                                    Flags.NONE,
                                                    Optional.of(Instant.EPOCH)))))
                    .allMatch(Appender.Answer.Stored.class::isInstance);
        }
    }

    private static byte[] mail(String id) {
        return ("Message-ID: "
                        + id
                        + "\r\nFrom: jane@example.com\r\nSubject: x\r\n"
                        + "Date: Tue, 5 Mar 2019 09:11:12 +0000\r\n\r\nText.\r\n")
                .getBytes(StandardCharsets.US_ASCII);
    }
}
