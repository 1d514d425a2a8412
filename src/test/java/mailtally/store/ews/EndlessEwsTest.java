package mailtally.store.ews;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import mailtally.store.StoreUnavailableException;
import mailtally.store.server.Secret;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A server with which nothing would come to an end: it is always busy, or lists without an end.
@Timeout(120)
final class EndlessEwsTest {
    private static final String LAST = "<t:Message><t:ItemId Id=\"item499\"/></t:Message>";

    @TempDir private Path place;

    @Test
    void aServerThatIsAlwaysBusyForAMomentIsNotAskedForEver() throws Exception {
        for (int ms : new int[] {0, 1}) {
            try (ScriptedEws server =
                    ScriptedEws.xml(
                            out ->
                                    out.write(
                                            busy(ms).getBytes(
                                                            java.nio.charset.StandardCharsets
                                                                    .UTF_8)))) {
                assertThat(refused(() -> open(server)))
                        .hasMessageContaining("is busy and asks to be left alone");
                assertThat(server.questions()).hasSizeLessThan(30);
            }
        }
    }

    private static String busy(long ms) {
        return SmallTree.fault("ErrorServerBusy")
                .replace("</ResponseCode>", "</ResponseCode>" + backOff(ms));
    }

    private static String backOff(long ms) {
        return "<t:MessageXml><t:Value Name=\"BackOffMilliseconds\">"
                + ms
                + "</t:Value></t:MessageXml>";
    }

    @Test
    void aLongWaitIsSeenBehindAShortOneInTheSameAnswer() throws Exception {
        String two =
                SmallTree.wrapped("GetItem", error(1) + error(Duration.ofHours(30).toMillis()));
        try (ScriptedEws server =
                        new ScriptedEws(
                                (exchange, question) ->
                                        ScriptedEws.xml(
                                                exchange,
                                                question.contains("GetItem")
                                                        ? two
                                                        : SmallTree.manyItems(question, 2)));
                EwsStore store = open(server)) {
            assertThat(refused(() -> store.read(EwsMailbox.inbox(store), new EwsMailbox.Got())))
                    .hasMessageContaining("asks to be left alone for 108000 seconds");
        }
    }

    private static String error(long ms) {
        return SmallTree.error("GetItem", "ErrorServerBusy")
                .replace("</m:ResponseCode>", "</m:ResponseCode>" + backOff(ms));
    }

    @Test
    void aListThatRepeatsItselfForEverEndsAndIsNamed() throws Exception {
        try (ScriptedEws server = new ScriptedEws(EndlessEwsTest::repeating);
                EwsStore store = open(server)) {
            EwsMailbox.Got got = new EwsMailbox.Got();
            store.read(EwsMailbox.inbox(store), got);
            assertThat(got.texts).hasSize(500);
            assertThat(got.troubles)
                    .singleElement()
                    .asString()
                    .contains("some of it may not have been seen");
        }
    }

    /// Each page but the first begins as it should, and goes on with what was there already.
    private static void repeating(HttpExchange exchange, String question) throws IOException {
        boolean later = question.contains("FindItem") && !question.contains("Offset=\"0\"");
        String first = later ? question.replaceFirst("Offset=\"\\d+\"", "Offset=\"0\"") : question;
        String page = SmallTree.manyItems(first, 100_000);
        ScriptedEws.xml(exchange, later ? page.replace("<t:Items>", "<t:Items>" + LAST) : page);
    }

    @Test
    void manyFoldersOfOneNameAreToldApartInTime() {
        List<FolderLine> lines = new ArrayList<>();
        for (int i = 0; i < 40_000; i++) {
            lines.add(new FolderLine("id" + i, "root", "Same", "IPF.Note", "Folder", 0));
        }
        FolderNames names = new FolderNames(lines, "root", "");
        assertThat(names.path("id0").orElseThrow().text()).isEqualTo("Same");
        assertThat(lines.stream().map(l -> names.path(l.id()).orElseThrow()).distinct())
                .hasSize(40_000);
    }

    /// What is tried.
    private interface Try {
        void go() throws Exception;
    }

    private static StoreUnavailableException refused(Try what) {
        StoreUnavailableException said =
                catchThrowableOfType(StoreUnavailableException.class, what::go);
        assertThat(said).isNotNull();
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
