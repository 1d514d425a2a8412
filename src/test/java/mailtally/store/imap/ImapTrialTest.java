package mailtally.store.imap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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
import mailtally.testing.server.DovecotServer;
import mailtally.testing.server.MailServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The one thing that Mailtally removes: a folder of a trial, and nothing that is not a trial's.
class ImapTrialTest {
    private static final TrialMark MARK = new TrialMark("K7M2Q9XW");
    private static final Set<String> NO_FLAGS = Set.of();
    private static final Instant THEN = Instant.ofEpochSecond(1_500_000_000L);

    private static DovecotServer server;
    private static int users;

    @TempDir Path spill;

    private String user;

    @BeforeAll
    static void startTheServer() {
        server = DovecotServer.start();
    }

    @AfterAll
    static void stopTheServer() {
        server.close();
    }

    @BeforeEach
    void aUser() {
        user = "trial" + ++users;
        server.deliver(user, mail("<a@example.com>", "not to be touched"));
    }

    @Test
    void aTrialsFolderIsMadeFilledAndRemovedAndNothingElseChanges() throws Exception {
        var before = server.messages(user);
        try (ImapStore store = open()) {
            Folder folder = store.begin(MARK);
            put(store, folder, mail(MARK.messageId(1), "one"));
            put(store, folder, mail("", MARK.subjectWithoutId()));
            assertThat(server.messages(user)).hasSize(before.size() + 2);
            assertThat(store.end(MARK)).isEqualTo(new Ended.Removed(2, Optional.empty()));
            assertThat(store.end(MARK)).isEqualTo(new Ended.NotThere());
        }
        assertThat(server.messages(user)).isEqualTo(before);
        assertThat(folders()).containsExactly("INBOX");
    }

    @Test
    void aFolderThatWasThereBeforeIsNotTakenForATrial() throws Exception {
        deliver(MARK.folder().text(), mail("<b@example.com>", "mine"));
        try (ImapStore store = open()) {
            assertThatThrownBy(() -> store.begin(MARK))
                    .isInstanceOf(RefusedException.class)
                    .hasMessageContaining("already");
            assertThat(store.end(MARK)).isInstanceOf(Ended.Kept.class);
        }
        assertThat(folders()).contains(MARK.folder().text());
        assertThat(deletions()).isEmpty();
    }

    @Test
    void aTrialsFolderWithAnyOtherMessageStays() throws Exception {
        for (byte[] foreign :
                List.of(
                        mail("<b@example.com>", "mine"),
                        mail("<trial.1.AAAAAAAA@mailtally.invalid>", "another trial's"),
                        mail("<trial.11.K7M2Q9XW@mailtally.invalid>", "no number of a trial"),
                        mail(MARK.messageId(1) + " <b@example.com>", "two"),
                        mail("", "Re: " + MARK.subjectWithoutId()),
                        "no header at all".getBytes(StandardCharsets.US_ASCII))) {
            aUser();
            try (ImapStore store = open()) {
                Folder folder = store.begin(MARK);
                put(store, folder, mail(MARK.messageId(1), "one"));
                deliver(MARK.folder().text(), foreign);
                assertThat(store.end(MARK))
                        .as(new String(foreign, StandardCharsets.UTF_8))
                        .isInstanceOf(Ended.Kept.class);
            }
            assertThat(server.messages(user)).hasSize(3);
            assertThat(deletions()).isEmpty();
        }
    }

    @Test
    void aTrialsFolderWithAFolderInItStays() throws Exception {
        try (ImapStore store = open()) {
            store.begin(MARK);
            store.create(MARK.folder().child("Mine"), Optional.empty());
            assertThat(store.end(MARK))
                    .isInstanceOfSatisfying(
                            Ended.Kept.class, k -> assertThat(k.reason()).contains("folders"));
        }
        assertThat(deletions()).isEmpty();
    }

    @Test
    void aFullerFolderThanATrialMakesStays() throws Exception {
        try (ImapStore store = open()) {
            Folder folder = store.begin(MARK);
            for (int i = 0; i < 31; i++) {
                put(store, folder, mail(MARK.messageId(1), "one"));
            }
            assertThat(store.end(MARK)).isInstanceOf(Ended.Kept.class);
        }
        assertThat(server.messages(user)).hasSize(32);
    }

    @Test
    void whatAKilledRunLeftIsFoundByItsNameAndRemoved() throws Exception {
        try (ImapStore store = open()) {
            put(store, store.begin(MARK), mail(MARK.messageId(1), "one"));
        }
        try (ImapStore store = open()) {
            List<TrialMark> left =
                    store.folders().stream().flatMap(f -> TrialMark.of(f.path()).stream()).toList();
            assertThat(left).containsExactly(MARK);
            assertThat(store.end(MARK)).isInstanceOf(Ended.Removed.class);
        }
        assertThat(folders()).containsExactly("INBOX");
    }

    @Test
    void onlyATrialsNameIsOne() {
        for (String name :
                List.of(
                        "Mailtally trial k7m2q9xw",
                        "Mailtally trial K7M2Q9X",
                        "Mailtally trial K7M2Q9XWW",
                        "Mailtally trial K7M2Q9X0",
                        "mailtally trial K7M2Q9XW",
                        "INBOX")) {
            assertThat(TrialMark.of(FolderPath.of(name))).as(name).isEmpty();
        }
        assertThat(TrialMark.of(FolderPath.of("Mailtally trial K7M2Q9XW", "x"))).isEmpty();
        assertThatThrownBy(() -> new TrialMark("INBOX")).isInstanceOf(RuntimeException.class);
    }

    private ImapStore open() throws Exception {
        return ImapStore.open(
                ServerAddress.parse(server.address(user)),
                new ServerOptions(
                        2, Duration.ofSeconds(20), Duration.ofSeconds(20), Optional.empty(), spill),
                _ -> new Secret.Password(MailServer.PASSWORD));
    }

    private void deliver(String folder, byte[] message) {
        server.deliver(user, folder, message, NO_FLAGS, THEN);
    }

    private static void put(ImapStore store, Folder folder, byte[] message) throws Exception {
        try (Appender appender = store.appender(folder)) {
            assertThat(
                            appender.append(
                                    List.of(
                                            new Appender.Outgoing(
                                                    MessageBytes.of(message),
                                                    Flags.NONE,
                                                    Optional.of(THEN)))))
                    .allMatch(Appender.Answer.Stored.class::isInstance);
        }
    }

    private List<String> folders() {
        return server.doveadm("mailbox", "list", "-u", user).lines().toList();
    }

    private List<String> deletions() {
        return server.commands(user).stream()
                .filter(c -> c.matches("(?i)(UID )?(DELETE|EXPUNGE|STORE|CLOSE).*"))
                .toList();
    }

    private static byte[] mail(String id, String subject) {
        return ((id.isEmpty() ? "" : "Message-ID: " + id + "\r\n")
                        + "From: jane@example.com\r\nSubject: "
                        + subject
                        + "\r\n\r\nText.\r\n")
                .getBytes(StandardCharsets.US_ASCII);
    }
}
