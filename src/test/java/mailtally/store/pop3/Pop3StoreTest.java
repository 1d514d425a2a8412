package mailtally.store.pop3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import mailtally.message.MessageBytes;
import mailtally.message.UnreadableException;
import mailtally.store.Finding;
import mailtally.store.Folder;
import mailtally.store.FolderPath;
import mailtally.store.Holding;
import mailtally.store.Locator;
import mailtally.store.Revisitor;
import mailtally.store.Store;
import mailtally.store.StoreUnavailableException;
import mailtally.store.Witness;
import mailtally.store.server.Secret;
import mailtally.store.server.ServerAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What servers answer, and what becomes of it.
final class Pop3StoreTest {
    private static final String ODD = ".\r\n..\r\n.x\r\na\n.\r\nb\r\n\0\u00ff\rc\r\n";

    @TempDir private Path spill;

    @Test
    void messagesAreHandedOutWithTheirBytesAndUidl() throws Exception {
        try (SmallServer server =
                        new SmallServer(Seen.mail("one"), ODD, Seen.mail("no end") + "x");
                Store store = Seen.open(server.port(), spill)) {
            Seen seen = Seen.of(store);
            assertThat(seen.texts)
                    .containsExactly(Seen.mail("one"), ODD, Seen.mail("no end") + "x\r\n");
            assertThat(seen.holdings)
                    .extracting(Holding::remoteId)
                    .containsExactly(
                            Optional.of(server.uidl(1)),
                            Optional.of(server.uidl(2)),
                            Optional.of(server.uidl(3)));
            assertThat(store.folders())
                    .containsExactly(
                            new Folder(
                                    FolderPath.of("INBOX"),
                                    Optional.empty(),
                                    List.of(new Witness("STAT", 3), new Witness("UIDL", 3))));
            assertThat(Seen.findings(store, Finding.Weight.DOUBT)).isEmpty();
            assertThat(Seen.findings(store, Finding.Weight.NOTE))
                    .anyMatch(t -> t.contains("Sent, Drafts") && t.contains("flagged"))
                    .anyMatch(t -> t.contains("does not say how long it keeps mail"));
        }
    }

    @Test
    void neitherDeleNorQuitIsSent() throws Exception {
        try (SmallServer server = new SmallServer(Seen.mail("one"), Seen.mail("two"))) {
            try (Store store = Seen.open(server.port(), spill)) {
                Seen.of(store);
            }
            assertThat(server.log.stream().map(line -> line.split(" ", 2)[0]).distinct())
                    .containsExactly("CAPA", "USER", "PASS", "STAT", "LIST", "UIDL", "RETR");
        }
    }

    @Test
    void whereUidlsRepeatMessagesAreToldByTheirBytes() throws Exception {
        try (SmallServer server =
                        new SmallServer(Seen.mail("a"), Seen.mail("b"), Seen.mail("c")) {
                            @Override
                            String uidl(int number) {
                                return number == 2 ? "other" : "same";
                            }
                        };
                Store store = Seen.open(server.port(), spill)) {
            Seen seen = Seen.of(store);
            assertThat(seen.texts).containsExactly(Seen.mail("a"), Seen.mail("b"), Seen.mail("c"));
            assertThat(seen.holdings).extracting(Holding::locator).doesNotHaveDuplicates();
            assertThat(Seen.findings(store, Finding.Weight.NOTE))
                    .anyMatch(t -> t.startsWith("2 messages share their UIDL"));
            Seen.reopenAll(store, seen);
            server.messages.set(0, Seen.mail("A"));
            assertThatThrownBy(() -> Seen.reopen(store, seen.holdings.getFirst().locator()))
                    .isInstanceOf(UnreadableException.class)
                    .hasMessageContaining("another in its place");
        }
    }

    @Test
    void aServerOfThe1980sWithoutCapaAndUidlIsRead() throws Exception {
        try (SmallServer server =
                        new SmallServer(Seen.mail("a"), Seen.mail("b")) {
                            @Override
                            String capa() {
                                return "-ERR what\r\n";
                            }

                            @Override
                            String uidls() {
                                return "-ERR what\r\n";
                            }
                        };
                Store store = Seen.open(server.port(), spill)) {
            Seen seen = Seen.of(store);
            assertThat(seen.texts).containsExactly(Seen.mail("a"), Seen.mail("b"));
            assertThat(seen.holdings).allMatch(h -> h.remoteId().isEmpty());
            assertThat(store.folders().getFirst().witnesses())
                    .containsExactly(new Witness("STAT", 2));
            assertThat(Seen.findings(store, Finding.Weight.NOTE))
                    .anyMatch(t -> t.contains("no lasting names (UIDL)"));
            Seen.reopenAll(store, seen);
        }
    }

    @Test
    void anEmptyMailboxIsADoubt() throws Exception {
        try (SmallServer server = new SmallServer();
                Store store = Seen.open(server.port(), spill)) {
            assertThat(Seen.of(store).holdings).isEmpty();
            assertThat(Seen.findings(store, Finding.Weight.DOUBT))
                    .singleElement()
                    .asString()
                    .startsWith("The server keeps no mail");
        }
    }

    @Test
    void listsThatContradictEachOtherAreADoubt() throws Exception {
        try (SmallServer server =
                        new SmallServer(Seen.mail("a"), Seen.mail("b"), Seen.mail("c")) {
                            @Override
                            String stat() {
                                return "+OK 4 1\r\n";
                            }

                            @Override
                            String list() {
                                return "+OK\r\n1 10\r\n3 10\r\n.\r\n";
                            }
                        };
                Store store = Seen.open(server.port(), spill)) {
            assertThat(Seen.of(store).texts).hasSize(3);
            assertThat(Seen.findings(store, Finding.Weight.DOUBT))
                    .singleElement()
                    .asString()
                    .contains("STAT counts 4 messages, LIST names 2 and UIDL 3");
            assertThat(Seen.findings(store, Finding.Weight.NOTE))
                    .anyMatch(t -> t.startsWith("3 messages have another length"));
        }
    }

    @Test
    void aRefusedMessageIsNamedAndTheRestGoesOn() throws Exception {
        try (SmallServer server =
                        new SmallServer(Seen.mail("a"), Seen.mail("b"), "\r\n") {
                            @Override
                            String retr(int number) {
                                return number == 3
                                        ? "+OK\r\n.\r\n"
                                        : number == 1 ? "-ERR disk is bad\r\n" : super.retr(number);
                            }
                        };
                Store store = Seen.open(server.port(), spill)) {
            Seen seen = Seen.of(store);
            assertThat(seen.texts).containsExactly(Seen.mail("b"));
            assertThat(seen.reasons)
                    .containsExactly(
                            "The server does not hand it out: disk is bad.",
                            "The message has no bytes.");
            assertThat(server.sessions()).isEqualTo(1);
        }
    }

    @Test
    void aRefusedLoginIsTriedOnce() throws Exception {
        try (SmallServer server = new SmallServer(Seen.mail("a"))) {
            assertThatThrownBy(() -> Seen.open(server.port(), "wrong", spill))
                    .isInstanceOf(StoreUnavailableException.class)
                    .hasMessageContaining("did not let jane in. It answered: [AUTH] no.")
                    .hasMessageContaining("tried once")
                    .hasMessageNotContaining("wrong");
            assertThat(server.sent("PASS")).isEqualTo(1);
            assertThat(server.sessions()).isEqualTo(1);
        }
    }

    @Test
    void aMailboxInUseIsWaitedForAndThatIsSaid() throws Exception {
        try (SmallServer server =
                        new SmallServer(Seen.mail("a")) {
                            @Override
                            String pass(String password) {
                                return sessions() == 1
                                        ? "-ERR [IN-USE] Mailbox is locked\r\n"
                                        : super.pass(password);
                            }
                        };
                Store store = Seen.open(server.port(), spill)) {
            assertThat(Seen.of(store).texts).containsExactly(Seen.mail("a"));
            assertThat(Seen.findings(store, Finding.Weight.NOTE))
                    .anyMatch(t -> t.contains("waited 1 seconds"));
        }
    }

    @Test
    void aTokenIsGivenWithXoauth2AndASecretNeverWithACommand() throws Exception {
        try (SmallServer server =
                new SmallServer(Seen.mail("a")) {
                    @Override
                    List<String> capabilities() {
                        return List.of("UIDL", "SASL PLAIN XOAUTH2");
                    }

                    @Override
                    String answer(String line, Socket socket) throws IOException {
                        return line.startsWith("AUTH ")
                                ? "+ \r\n"
                                : line.startsWith("dXNlcj1qYW5l")
                                        ? "+ eyJzdGF0dXMiOiI0MDEifQ==\r\n"
                                        : line.startsWith("AGphbmUA")
                                                ? "+OK\r\n"
                                                : line.isEmpty()
                                                        ? "-ERR [AUTH] too old\r\n"
                                                        : super.answer(line, socket);
                    }
                }) {
            ServerAddress address = Seen.address(server.port());
            assertThatThrownBy(
                            () ->
                                    Pop3Store.open(
                                            address,
                                            Seen.options(spill),
                                            mailbox -> new Secret.Token("secret-token")))
                    .isInstanceOf(StoreUnavailableException.class)
                    .hasMessageContaining("[AUTH] too old")
                    .hasMessageNotContaining("secret-token");
            assertThat(server.log).containsSubsequence("AUTH XOAUTH2", "");
            try (Store store = Seen.open(server.port(), spill)) {
                assertThat(Seen.of(store).texts).containsExactly(Seen.mail("a"));
            }
        }
    }

    @Test
    void whatIsNoPop3ServerIsSaid() throws Exception {
        for (String greeting :
                List.of("* OK IMAP4rev1 ready\r\n", "HTTP/1.1 400\r\n", "-ERR no\r\n")) {
            try (SmallServer server =
                    new SmallServer() {
                        @Override
                        String greeting() {
                            return greeting;
                        }
                    }) {
                assertThatThrownBy(() -> Seen.open(server.port(), spill))
                        .isInstanceOf(StoreUnavailableException.class)
                        .hasMessageContaining("Cannot read mail at 127.0.0.1 port")
                        .hasMessageContaining("Look at the host's name and the port.");
                assertThat(server.sent("PASS")).isZero();
            }
        }
    }

    @Test
    void aListOfAbsurdNumbersIsNotBelieved() throws Exception {
        for (String list : List.of("999999999 1", "0 1", "1", "one 1", "1 -1")) {
            try (SmallServer server =
                    new SmallServer(Seen.mail("a")) {
                        @Override
                        String list() {
                            return "+OK\r\n" + list + "\r\n.\r\n";
                        }
                    }) {
                assertThatThrownBy(() -> Seen.open(server.port(), spill))
                        .as(list)
                        .isInstanceOf(StoreUnavailableException.class);
            }
        }
    }

    @Test
    void anotherFolderThanTheInboxIsRefused() throws Exception {
        ServerAddress address = ServerAddress.parse("pop3://jane@127.0.0.1/Sent");
        assertThatThrownBy(
                        () ->
                                Pop3Store.open(
                                        address,
                                        Seen.options(spill),
                                        mailbox -> new Secret.Password("secret")))
                .isInstanceOf(StoreUnavailableException.class)
                .hasMessageContaining("POP3 shows INBOX and no other folder");
    }

    @Test
    void whatTheServerSaysOfExpiryIsSaid() throws Exception {
        assertThat(expiry("EXPIRE NEVER")).contains("removes no mail by itself");
        assertThat(expiry("EXPIRE 14 USER")).contains("after 14 days").contains("no safe copy");
        assertThat(expiry("EXPIRE 0")).contains("once it was fetched").contains("no safe copy");
        assertThat(expiry("EXPIRE SOON")).contains("does not say how long");
    }

    @Test
    void severalMessagesAreFetchedAgainTogether() throws Exception {
        try (SmallServer server = new SmallServer(Seen.mail("a"), Seen.mail("b"), Seen.mail("c"));
                Store store = Seen.open(server.port(), spill)) {
            Seen seen = Seen.of(store);
            List<Locator> wanted = new ArrayList<>();
            seen.holdings.forEach(h -> wanted.add(h.locator()));
            wanted.add(1, new Locator("uidl.5.nowhere"));
            List<String> got = new ArrayList<>();
            store.reopen(
                    store.folders().getFirst(),
                    wanted,
                    new Revisitor() {
                        @Override
                        public void message(Locator locator, MessageBytes bytes)
                                throws IOException {
                            got.add(Seen.text(bytes));
                        }

                        @Override
                        public void unreadable(Locator locator, String reason) {
                            got.add(locator.value());
                        }
                    });
            assertThat(got)
                    .containsExactly(
                            Seen.mail("a"), "uidl.5.nowhere", Seen.mail("b"), Seen.mail("c"));
            assertThat(server.sessions()).isEqualTo(1);
        }
    }

    private String expiry(String capability) throws Exception {
        try (SmallServer server =
                        new SmallServer(Seen.mail("a")) {
                            @Override
                            List<String> capabilities() {
                                return List.of("UIDL", "USER", capability);
                            }
                        };
                Store store = Seen.open(server.port(), spill)) {
            assertThat(store.folders().getFirst().expires())
                    .isEqualTo(capability.matches("EXPIRE \\d+.*"));
            return Seen.findings(store, Finding.Weight.NOTE).get(1);
        }
    }
}
