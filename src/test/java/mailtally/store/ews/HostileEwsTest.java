package mailtally.store.ews;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.stream.Stream;
import mailtally.store.StoreUnavailableException;
import mailtally.store.server.Secret;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Whoever answers in the place of Exchange may mean harm. The run ends with what was wrong, within
/// memory, and nothing is fetched from elsewhere.
final class HostileEwsTest {
    private static final long GIGABYTE = 1L << 30;

    @TempDir private Path place;

    @Test
    void aDocumentTypeIsNotRead() throws Exception {
        String bomb =
                "<?xml version=\"1.0\"?><!DOCTYPE a [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b"
                        + " \"&a;&a;&a;&a;&a;&a;&a;&a;\">]><a>&b;</a>";
        assertThat(answered(out -> out.write(bomb.getBytes(UTF_8))))
                .hasMessageContaining("a document type, a comment or an instruction");
        assertThat(
                        answered(
                                out -> {
                                    out.write("<!DOCTYPE a [".getBytes(UTF_8));
                                    endless(out, " ");
                                }))
                .hasMessageContaining("a document type, a comment or an instruction");
    }

    @Test
    void nothingIsFetchedThatAnAnswerNames() throws Exception {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String outside =
                    "<!DOCTYPE a SYSTEM \"http://127.0.0.1:"
                            + other.getLocalPort()
                            + "/x\"><a>&b;</a>";
            assertThat(answered(out -> out.write(outside.getBytes(UTF_8))))
                    .hasMessageContaining("a document type");
            assertThat(answered(out -> out.write("<a>&b;</a>".getBytes(UTF_8))))
                    .hasMessageContaining("no answer of EWS");
            other.setSoTimeout(1);
            assertThat(catchThrowableOfType(IOException.class, other::accept)).isNotNull();
        }
    }

    @Test
    void textTagsAndNestingHaveLimits() throws Exception {
        assertThat(answered(begun("<m:x>", "x"))).hasMessageContaining("letters");
        assertThat(answered(begun("<m:x>", "<m:x>"))).hasMessageContaining("nested deeper");
        assertThat(answered(begun("<m:x>", "<m:x/>"))).hasMessageContaining("too many elements");
        String longName = "<m:" + "x".repeat(900) + "/>";
        assertThat(answered(begun("<m:x>", longName))).hasMessageContaining("letters");
        assertThat(answered(begun("<m:x a=\"", ">"))).hasMessageContaining("a tag of more than");
        assertThat(answered(begun("<", "x"))).hasMessageContaining("EWS");
        assertThat(answered(begun("<m:x", " a=''"))).hasMessageContaining("EWS");
        assertThat(answered(begun("<!--", "x"))).hasMessageContaining("a comment");
        assertThat(answered(begun("<?x ", "x"))).hasMessageContaining("an instruction");
        assertThat(answered(out -> endless(out, " "))).hasMessageContaining("EWS");
    }

    private static ScriptedEws.Body begun(String begin, String again) {
        return out -> {
            out.write((ScriptedEws.HEAD + begin).getBytes(UTF_8));
            endless(out, again);
        };
    }

    @Test
    void anAnswerForSomethingElseIsNone() throws Exception {
        assertThat(answered(out -> out.write("<a/>".getBytes(UTF_8))))
                .hasMessageContaining("it has no SOAP body");
        String none =
                ScriptedEws.HEAD
                        + "<m:GetFolderResponse><m:ResponseMessages/></m:GetFolderResponse>"
                        + ScriptedEws.FOOT;
        assertThat(answered(out -> out.write(none.getBytes(UTF_8))))
                .hasMessageContaining("it answers for 0 things where 6 were asked for");
    }

    @Test
    void anAnswerThatBreaksOffIsAskedForAgainAndThenNamed() throws Exception {
        try (ScriptedEws server =
                ScriptedEws.xml(out -> out.write(ScriptedEws.HEAD.getBytes(UTF_8)))) {
            assertThat(refused(server)).hasMessageContaining("is no XML, or breaks off");
            assertThat(server.questions()).hasSize(4);
        }
    }

    @Test
    void aMessageWithoutAnEndIsNamedAndLeavesNothingOnTheDisk() throws Exception {
        try (ScriptedEws server = new ScriptedEws(HostileEwsTest::oneEndlessMessage);
                EwsStore store = open(server)) {
            EwsMailbox.Got got = new EwsMailbox.Got();
            store.read(EwsMailbox.inbox(store), got);
            assertThat(got.unreadable)
                    .singleElement()
                    .asString()
                    .contains("it has more than the")
                    .contains("bytes that were expected");
            try (Stream<Path> spilled = Files.list(place.resolve("spill"))) {
                assertThat(spilled).isEmpty();
            }
        }
    }

    private static void oneEndlessMessage(
            com.sun.net.httpserver.HttpExchange exchange, String question) throws IOException {
        if (question.contains("GetItem")) {
            ScriptedEws.xml(
                    exchange,
                    out -> {
                        out.write(
                                (ScriptedEws.HEAD
                                                + "<m:GetItemResponse><m:ResponseMessages>"
                                                + "<m:GetItemResponseMessage"
                                                + " ResponseClass=\"Success\"><m:Items><t:Message>"
                                                + "<t:MimeContent>")
                                        .getBytes(UTF_8));
                        endless(out, "QUJD");
                    });
        } else {
            ScriptedEws.xml(exchange, SmallTree.answer(question));
        }
    }

    @Test
    void whatIsNoBase64OrAnotherMessageIsNamedAndTheRestIsRead() throws Exception {
        try (ScriptedEws server =
                        new ScriptedEws(
                                (exchange, question) ->
                                        ScriptedEws.xml(
                                                exchange,
                                                question.contains("GetItem")
                                                        ? SmallTree.message("QUJ*")
                                                        : SmallTree.answer(question)));
                EwsStore store = open(server)) {
            EwsMailbox.Got got = new EwsMailbox.Got();
            store.read(EwsMailbox.inbox(store), got);
            assertThat(got.unreadable)
                    .singleElement()
                    .asString()
                    .contains("its base64 is broken, twice");
        }
    }

    @Test
    void aMailboxWithoutAFolderThatHoldsTheOthersIsNone() throws Exception {
        try (ScriptedEws server =
                new ScriptedEws(
                        (exchange, question) ->
                                ScriptedEws.xml(
                                        exchange,
                                        SmallTree.answer(question)
                                                .replaceAll(
                                                        "<m:Folders>.*?</m:Folders>",
                                                        "<m:Folders/>")))) {
            assertThat(refused(server))
                    .hasMessageContaining("the folder that holds all others is missing");
        }
    }

    @Test
    void aMessageThatComesWithTheStatusOfAFailureIsNoMessage() throws Exception {
        try (ScriptedEws server =
                        new ScriptedEws(
                                (exchange, question) -> {
                                    byte[] body =
                                            (question.contains("GetItem")
                                                            ? SmallTree.message("QTogYQ==")
                                                            : SmallTree.answer(question))
                                                    .getBytes(UTF_8);
                                    exchange.getResponseHeaders().set("Content-Type", "text/xml");
                                    exchange.sendResponseHeaders(
                                            question.contains("GetItem") ? 500 : 200, body.length);
                                    exchange.getResponseBody().write(body);
                                });
                EwsStore store = open(server)) {
            EwsMailbox.Got got = new EwsMailbox.Got();
            store.read(EwsMailbox.inbox(store), got);
            assertThat(got.unreadable).singleElement().asString().contains("HTTP 500");
        }
    }

    @Test
    void aDateThatNoMailHasIsNone() throws Exception {
        String far = "</t:Size><t:DateTimeReceived>+999999999-01-01T00:00:00Z</t:DateTimeReceived>";
        try (ScriptedEws server =
                        new ScriptedEws(
                                (exchange, question) ->
                                        ScriptedEws.xml(
                                                exchange,
                                                question.contains("GetItem")
                                                        ? SmallTree.message("QTogYQ==")
                                                        : SmallTree.answer(question)
                                                                .replace("</t:Size>", far)));
                EwsStore store = open(server)) {
            EwsMailbox.Got got = new EwsMailbox.Got();
            store.read(EwsMailbox.inbox(store), got);
            assertThat(got.holdings)
                    .singleElement()
                    .satisfies(h -> assertThat(h.internalDate()).isEmpty());
        }
    }

    @Test
    void aNameWithAControlCharacterIsReadAllTheSame() throws Exception {
        try (ScriptedEws server =
                        new ScriptedEws(
                                (exchange, question) ->
                                        ScriptedEws.xml(
                                                exchange,
                                                SmallTree.answer(question)
                                                        .replace("InView=\"1\"", "InView=\"2\"")
                                                        .replace(
                                                                "<t:Folders>",
                                                                "<t:Folders><t:Folder><t:FolderId"
                                                                        + " Id=\"below\"/>"
                                                                        + "<t:ParentFolderId"
                                                                        + " Id=\"inbox\"/>"
                                                                        + "<t:DisplayName>a&#x1F;b"
                                                                        + "</t:DisplayName>"
                                                                        + "</t:Folder>")));
                EwsStore store = open(server)) {
            assertThat(store.folders())
                    .extracting(f -> f.path().text())
                    .containsExactly("INBOX", "INBOX/a\u001fb");
        }
    }

    /// Until the client has had enough, or a gigabyte.
    private static void endless(OutputStream out, String again) throws IOException {
        byte[] one = again.getBytes(UTF_8);
        byte[] much = new byte[one.length * (64 << 10) / one.length / one.length * one.length];
        for (int i = 0; i < much.length; i += one.length) {
            System.arraycopy(one, 0, much, i, one.length);
        }
        for (long sent = 0; sent < GIGABYTE; sent += much.length) {
            out.write(much);
        }
    }

    private StoreUnavailableException answered(ScriptedEws.Body body) throws Exception {
        try (ScriptedEws server = ScriptedEws.xml(body)) {
            return refused(server);
        }
    }

    private StoreUnavailableException refused(ScriptedEws server) {
        StoreUnavailableException said =
                catchThrowableOfType(StoreUnavailableException.class, () -> open(server));
        assertThat(said).isNotNull();
        assertThat(said).hasMessageContaining("Nothing was changed");
        return said;
    }

    private EwsStore open(ScriptedEws server) throws Exception {
        return EwsStore.open(
                EwsMailbox.address(server.port()),
                EwsMailbox.options(place, 2, Duration.ofSeconds(2), false),
                _ -> new Secret.Password("word-of-jane-5"),
                Clock.systemUTC());
    }
}
