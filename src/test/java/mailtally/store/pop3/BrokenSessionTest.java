package mailtally.store.pop3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import mailtally.message.MessageBytes;
import mailtally.message.UnreadableException;
import mailtally.store.Finding;
import mailtally.store.Holding;
import mailtally.store.Locator;
import mailtally.store.Store;
import mailtally.store.StoreUnavailableException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What becomes of a reading when the server hangs up in the middle of it.
final class BrokenSessionTest {
    @TempDir private Path spill;

    @Test
    void aBrokenSessionGoesOnByUidlThoughNumbersHaveChanged() throws Exception {
        String[] mails =
                IntStream.range(0, 200).mapToObj(i -> Seen.mail("m" + i)).toArray(String[]::new);
        try (SmallServer server =
                        new SmallServer(mails) {
                            @Override
                            String answer(String line, Socket socket) throws IOException {
                                if (line.equals("RETR 120") && sessions() == 1) {
                                    half(socket, retr(120));
                                    messages.remove(4); // another program fetched and removed it
                                    messages.add(Seen.mail("new"));
                                    return null;
                                }
                                return super.answer(line, socket);
                            }
                        };
                Store store = Seen.open(server.port(), spill)) {
            Seen seen = Seen.of(store);
            assertThat(seen.texts).containsExactly(mails);
            assertThat(server.sessions()).isEqualTo(2);
            assertThat(Seen.findings(store, Finding.Weight.NOTE))
                    .anyMatch(t -> t.contains("was made again, 1 times"));
            assertThatThrownBy(() -> Seen.reopen(store, seen.holdings.get(4).locator()))
                    .isInstanceOf(UnreadableException.class)
                    .hasMessageContaining("no longer lists it");
        }
    }

    @Test
    void withoutUidlsABrokenSessionGoesOnOnlyWhereTheListIsTheSame() throws Exception {
        for (boolean removed : List.of(false, true)) {
            try (SmallServer server =
                            new SmallServer(
                                    Seen.mail("a"),
                                    Seen.mail("bb"),
                                    Seen.mail("ccc"),
                                    Seen.mail("dddd")) {
                                @Override
                                String uidls() {
                                    return "-ERR\r\n";
                                }

                                @Override
                                String retr(int number) {
                                    if (number != 3 || sessions() > 1) {
                                        return super.retr(number);
                                    }
                                    if (removed) {
                                        messages.removeFirst();
                                    }
                                    return null;
                                }
                            };
                    Store store = Seen.open(server.port(), spill)) {
                Seen seen = Seen.of(store);
                assertThat(seen.texts).hasSize(removed ? 2 : 4);
                assertThat(seen.reasons)
                        .hasSize(removed ? 2 : 0)
                        .allMatch(r -> r.contains("cannot be told from others"));
            }
        }
    }

    @Test
    void uidlsThatAllChangeDuringTheRunAreADoubt() throws Exception {
        try (SmallServer server =
                        new SmallServer(Seen.mail("a"), Seen.mail("b"), Seen.mail("c")) {
                            @Override
                            String uidl(int number) {
                                return "s" + sessions() + "-" + number;
                            }

                            @Override
                            String retr(int number) {
                                return number == 2 && sessions() == 1 ? null : super.retr(number);
                            }
                        };
                Store store = Seen.open(server.port(), spill)) {
            Seen seen = Seen.of(store);
            assertThat(seen.texts).containsExactly(Seen.mail("a"));
            assertThat(seen.reasons).hasSize(2).allMatch(r -> r.contains("got another UIDL"));
            assertThat(Seen.findings(store, Finding.Weight.DOUBT))
                    .singleElement()
                    .asString()
                    .contains("gave all messages other UIDLs");
        }
    }

    @Test
    void aMessageAtWhichTheServerAlwaysHangsUpIsGivenUpAndTheRestGoesOn() throws Exception {
        try (SmallServer server =
                        new SmallServer(Seen.mail("a"), Seen.mail("b"), Seen.mail("c")) {
                            @Override
                            String retr(int number) {
                                return number == 2 ? null : super.retr(number);
                            }
                        };
                Store store = Seen.open(server.port(), spill)) {
            Seen seen = Seen.of(store);
            assertThat(seen.texts).containsExactly(Seen.mail("a"), Seen.mail("c"));
            assertThat(seen.reasons)
                    .singleElement()
                    .asString()
                    .startsWith("Each time that the server was asked for it, the connection broke");
            assertThat(server.sent("RETR 2")).isEqualTo(4);
        }
    }

    @Test
    void aServerThatGoesAwayForGoodEndsTheReading() throws Exception {
        SmallServer server = new SmallServer(Seen.mail("a"), Seen.mail("b"));
        try (server;
                Store store = Seen.open(server.port(), spill)) {
            server.close();
            assertThatThrownBy(() -> Seen.of(store))
                    .isInstanceOf(StoreUnavailableException.class)
                    .hasMessageContaining("nothing answers on that port");
        }
    }

    @Test
    void aVisitorThatStopsOrAsksForAnotherMessageDoesNoHarm() throws Exception {
        try (SmallServer server = new SmallServer(Seen.mail("a"), Seen.mail("b"), Seen.mail("c"));
                Store store = Seen.open(server.port(), spill)) {
            Locator last = Seen.of(store).holdings.getLast().locator();
            List<String> got = new ArrayList<>();
            Seen asking =
                    new Seen() {
                        @Override
                        public void message(Holding holding, MessageBytes bytes)
                                throws IOException {
                            got.add(Seen.text(bytes));
                            assertThat(Seen.reopen(store, last)).isEqualTo(Seen.mail("c"));
                        }
                    };
            store.read(store.folders().getFirst(), asking);
            assertThat(got).containsExactly(Seen.mail("a"), Seen.mail("b"), Seen.mail("c"));
        }
    }
}
