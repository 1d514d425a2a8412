package mailtally.store.completed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import mailtally.message.MessageBytes;
import mailtally.message.MissingPart;
import mailtally.store.Completeness;
import mailtally.store.Finding;
import mailtally.store.Folder;
import mailtally.store.Holding;
import mailtally.store.HoldingVisitor;
import mailtally.store.Store;
import mailtally.testing.MemoryStore;
import org.junit.jupiter.api.Test;

final class CompletedStoreTest {
    private static final Optional<Instant> DATE =
            Optional.of(Instant.parse("2019-03-05T09:11:12Z"));
    private static final Completeness.Incomplete LACKS_THE_PLAN =
            new Completeness.Incomplete(
                    List.of(new MissingPart("2", "application/pdf", 9, "plan.pdf")));

    private final MemoryStore mac = new MemoryStore("apple:jane@example.com", false);
    private final MemoryStore server = new MemoryStore("imaps://jane@mail.example.com", false);

    /// A message with an attachment of eight base64 digits and a line end, or with none of it.
    private static String mail(String id, String text, String attachment) {
        return "Message-ID: <"
                + id
                + "@example.com>\nDate: Tue, 05 Mar 2019 09:11:12 +0000\n"
                + "From: bob@example.com\nSubject: plan\nMIME-Version: 1.0\n"
                + "Content-Type: multipart/mixed; boundary=b\n\n--b\n"
                + "Content-Type: text/plain\n\n"
                + text
                + "\n--b\nContent-Type: application/pdf; name=\"plan.pdf\"\n"
                + "Content-Transfer-Encoding: base64\n"
                + (attachment.isEmpty() ? "X-Apple-Content-Length: 9\n\n" : "\n")
                + attachment
                + "\n--b--\n";
    }

    private static String whole(String id) {
        return mail(id, "The text.", "c2VjcmV0\n");
    }

    private static String lacking(String id) {
        return mail(id, "The text.", "");
    }

    private record Seen(Holding holding, Optional<String> text, String reason) {
        List<String> findings() {
            return holding.findings().stream().map(Finding::text).toList();
        }
    }

    private static String text(MessageBytes bytes) throws java.io.IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        bytes.writeTo(out);
        return out.toString(StandardCharsets.ISO_8859_1);
    }

    private List<Seen> read() throws Exception {
        return read(CompletedStore.of(mac, server));
    }

    private static List<Seen> read(Store store) throws Exception {
        List<Seen> seen = new ArrayList<>();
        for (Folder folder : store.folders()) {
            store.read(
                    folder,
                    new HoldingVisitor() {
                        @Override
                        public void message(Holding holding, MessageBytes bytes)
                                throws java.io.IOException {
                            seen.add(new Seen(holding, Optional.of(text(bytes)), ""));
                        }

                        @Override
                        public void unreadable(
                                Holding holding, String reason, Optional<MessageBytes> rawFile) {
                            seen.add(new Seen(holding, Optional.empty(), reason));
                        }

                        @Override
                        public void folderUnreadable(String where, String reason) {
                            throw new AssertionError(where + reason);
                        }
                    });
        }
        return seen;
    }

    private static void incomplete(Seen seen, String reason) {
        assertThat(seen.text()).hasValue(lacking("a"));
        assertThat(seen.holding().completeness()).isEqualTo(LACKS_THE_PLAN);
        assertThat(seen.findings()).singleElement().asString().contains("Not completed: " + reason);
    }

    @Test
    void aPartThatIsNotHereComesFromTheServer() throws Exception {
        mac.add("INBOX", "501", DATE, whole("other"), Completeness.WHOLE);
        mac.add("INBOX", "507", DATE, lacking("a"), LACKS_THE_PLAN);
        server.add("Inbox", "501", DATE, whole("other"), Completeness.WHOLE);
        server.add("Inbox", "507", DATE, whole("a"), Completeness.WHOLE);
        Store store = CompletedStore.of(mac, server);
        List<Seen> seen = read(store);
        assertThat(seen).hasSize(2);
        assertThat(seen.getFirst().holding().completeness()).isEqualTo(Completeness.WHOLE);
        Holding completed = seen.getLast().holding();
        assertThat(seen.getLast().text()).hasValue(whole("a"));
        assertThat(completed.completeness())
                .isEqualTo(new Completeness.Completed(1, "imaps://jane@mail.example.com"));
        assertThat(completed.locator().value()).isEqualTo("1.507.1");
        assertThat(completed.remoteId()).hasValue("507");
        assertThat(completed.internalDate()).isEqualTo(DATE);
        assertThat(seen.getLast().findings())
                .singleElement()
                .asString()
                .contains("1 part", "plan.pdf", "imaps://jane@mail.example.com");
        assertThat(server.handedOut()).as("only what is wanted is fetched").isOne();
        MessageBytes again = store.reopen(store.folders().getFirst(), completed.locator());
        assertThat(text(again)).isEqualTo(whole("a"));
    }

    @Test
    void aStoreThatLacksNothingAsksTheServerForNothing() throws Exception {
        mac.add("INBOX", "501", DATE, whole("other"), Completeness.WHOLE);
        server.add("INBOX", "501", DATE, whole("other"), Completeness.WHOLE);
        Store store = CompletedStore.of(mac, server);
        server.goAway();
        assertThat(read(store)).hasSize(1);
        assertThat(store.findings()).isEmpty();
    }

    @Test
    void aFolderIsFoundByItsUseWhereItsNameDiffers() throws Exception {
        mac.add("Sent Messages", "9", DATE, lacking("a"), LACKS_THE_PLAN);
        server.add("Sent", "9", DATE, whole("a"), Completeness.WHOLE);
        assertThat(read().getFirst().text()).hasValue(whole("a"));
    }

    @Test
    void aMessageWithAnotherNumberIsFoundByItsDate() throws Exception {
        mac.add("INBOX", "507", DATE, lacking("a"), LACKS_THE_PLAN);
        server.add("INBOX", "1", DATE, whole("b"), Completeness.WHOLE);
        server.add("INBOX", "2", DATE, whole("a"), Completeness.WHOLE);
        server.add("INBOX", "507", Optional.empty(), whole("c"), Completeness.WHOLE);
        assertThat(read().getFirst().text()).hasValue(whole("a"));
    }

    @Test
    void aMessageThatIsNoLongerOnTheServerStaysIncomplete() throws Exception {
        mac.add("INBOX", "507", DATE, lacking("a"), LACKS_THE_PLAN);
        server.folder("INBOX");
        incomplete(read().getFirst(), "the server's folder INBOX has no such message.");
    }

    @Test
    void anotherMessageUnderItsNumberStaysOnTheServer() throws Exception {
        mac.add("INBOX", "507", Optional.empty(), lacking("a"), LACKS_THE_PLAN);
        server.add("INBOX", "507", DATE, whole("b"), Completeness.WHOLE);
        incomplete(read().getFirst(), "the server's message 507 is another one.");
    }

    @Test
    void aServersMessageThatDiffersInWhatIsHereIsNotTaken() throws Exception {
        mac.add("INBOX", "507", DATE, lacking("a"), LACKS_THE_PLAN);
        String other = mail("a", "The tex.", "c2VjcmV0\n");
        server.add("INBOX", "507", DATE, other, Completeness.WHOLE);
        incomplete(read().getFirst(), "the server's message differs in what is here: part 1");
    }

    @Test
    void aPartOfAnotherLengthIsNotTaken() throws Exception {
        mac.add("INBOX", "507", DATE, lacking("a"), LACKS_THE_PLAN);
        String other = mail("a", "The text.", "c2VjcmV0c2VjcmV0\n");
        server.add("INBOX", "507", DATE, other, Completeness.WHOLE);
        incomplete(read().getFirst(), "the server's message has no part of that type and length");
    }

    @Test
    void aMessageThatTheServerLacksAPartOfTooIsNotTaken() throws Exception {
        mac.add("INBOX", "507", DATE, lacking("a"), LACKS_THE_PLAN);
        server.add("INBOX", "507", DATE, lacking("a"), Completeness.WHOLE);
        incomplete(read().getFirst(), "the server's message has no part of that type and length");
    }

    @Test
    void aPartOfUnknownLengthIsNeverAskedFor() throws Exception {
        Completeness unknown =
                new Completeness.Incomplete(
                        List.of(new MissingPart("2", "application/pdf", -1, "plan.pdf")));
        mac.add("INBOX", "507", DATE, lacking("a"), unknown);
        server.add("INBOX", "507", DATE, whole("a"), Completeness.WHOLE);
        Seen seen = read().getFirst();
        assertThat(seen.holding().completeness()).isEqualTo(unknown);
        assertThat(seen.findings()).singleElement().asString().contains("never written down");
        assertThat(server.handedOut()).isZero();
    }

    @Test
    void aFolderThatTheServerDoesNotHaveIsNamed() throws Exception {
        mac.add("Projects", "507", DATE, lacking("a"), LACKS_THE_PLAN);
        server.add("INBOX", "507", DATE, whole("a"), Completeness.WHOLE);
        incomplete(read().getFirst(), "the server has no folder Projects.");
    }

    @Test
    void aMessageThatNothingTiesToTheServerIsNamed() throws Exception {
        mac.add("INBOX", "", Optional.empty(), lacking("a"), LACKS_THE_PLAN);
        server.add("INBOX", "507", DATE, whole("a"), Completeness.WHOLE);
        incomplete(read().getFirst(), "nothing tells which of the server's messages it is.");
    }

    @Test
    void aMessageThatTheServerCannotHandOutStaysIncomplete() throws Exception {
        mac.add("INBOX", "507", Optional.empty(), lacking("a"), LACKS_THE_PLAN);
        server.add("INBOX", "507", DATE, "", Completeness.WHOLE);
        incomplete(read().getFirst(), "the server's message cannot be read.");
    }

    @Test
    void aServerThatGoesAwayStopsNoReading() throws Exception {
        mac.add("INBOX", "507", DATE, lacking("a"), LACKS_THE_PLAN);
        mac.add("INBOX", "508", DATE, whole("b"), Completeness.WHOLE);
        mac.add("Sent", "1", DATE, lacking("a"), LACKS_THE_PLAN);
        server.add("INBOX", "507", DATE, whole("a"), Completeness.WHOLE);
        server.folder("Sent");
        Store store = CompletedStore.of(mac, server);
        server.goAway();
        List<Seen> seen = read(store);
        assertThat(seen).hasSize(3);
        incomplete(seen.get(1), "The server could not be asked to the end");
        incomplete(seen.get(2), "The server could not be asked to the end");
        assertThat(store.findings()).singleElement().asString().contains("The store went away.");
    }

    @Test
    void twoCopiesOfOneMessageAreBothCompleted() throws Exception {
        mac.add("INBOX", "507", DATE, lacking("a"), LACKS_THE_PLAN);
        mac.add("INBOX", "507", DATE, lacking("a"), LACKS_THE_PLAN);
        server.add("INBOX", "507", DATE, whole("a"), Completeness.WHOLE);
        List<Seen> seen = read();
        assertThat(seen).hasSize(2).allMatch(s -> s.text().equals(Optional.of(whole("a"))));
        assertThat(server.handedOut()).isOne();
    }

    @Test
    void moreThanAreKeptAsideAreAllVisitedOnceAndCompleted() throws Exception {
        int count = FolderCompletion.MOST_WANTED + 100;
        for (int i = 0; i < count; i++) {
            mac.add("INBOX", "" + i, Optional.empty(), lacking("m" + i), LACKS_THE_PLAN);
            server.add("INBOX", "" + i, DATE, whole("m" + i), Completeness.WHOLE);
        }
        List<Seen> seen = read();
        assertThat(seen).hasSize(count);
        for (int i = 0; i < count; i++) {
            assertThat(seen.get(i).text()).hasValue(whole("m" + i));
        }
        assertThat(server.handedOut()).isEqualTo(count);
    }
}
