package mailtally.store.graph;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import mailtally.message.MessageBytes;
import mailtally.store.Folder;
import mailtally.store.Holding;
import mailtally.store.HoldingVisitor;
import mailtally.store.server.Secret;
import mailtally.store.server.ServerAddress;
import mailtally.store.server.ServerOptions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Whoever answers in the place of Microsoft Graph may mean harm, or be broken.
@Timeout(120)
final class HostileGraphTest {
    @TempDir private Path spill;

    private HttpServer server;
    private Function<String, String> delta = _ -> "";

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            boolean none = path.matches(".*/mailFolders/[a-z]+");
            String said =
                    path.endsWith("/delta")
                            ? delta.apply(String.valueOf(exchange.getRequestURI().getQuery()))
                            : path.endsWith("$value")
                                    ? "Subject: a\r\n\r\nText.\r\n"
                                    : none
                                            ? "{\"error\":{\"code\":\"ErrorItemNotFound\"}}"
                                            : "{\"value\":[{\"id\":\"F\",\"displayName\":\"Box\","
                                                    + "\"childFolderCount\":0,"
                                                    + "\"totalItemCount\":1}]}";
            byte[] bytes = said.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(none ? 404 : 200, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    @Test
    void aListThatLeadsRoundOverSeveralPlacesEndsAndIsNamed() throws Exception {
        delta =
                query ->
                        "{\"value\":[],\"@odata.nextLink\":\""
                                + base()
                                + "/users/jane%40example.com/mailFolders/F/messages/delta?page="
                                + (query.contains("page=a") ? "b" : "a")
                                + "\"}";
        assertThat(read().troubles).singleElement().asString().contains("round in a circle");
    }

    @Test
    void ofAMessageWithTwoIdsNeitherIsTaken() throws Exception {
        delta = _ -> "{\"value\":[{\"id\":\"one\",\"id\":\"two\"}]}";
        Got got = read();
        assertThat(got.holdings).isEmpty();
        assertThat(got.troubles).singleElement().asString().contains("no JSON within the limits");
    }

    @Test
    void aDateThatNoMailHasIsNoneAndTheMessageIsRead() throws Exception {
        delta =
                _ ->
                        "{\"value\":[{\"id\":\"one\",\"receivedDateTime\":"
                                + "\"+999999999-12-31T23:59:59Z\"}]}";
        Got got = read();
        assertThat(got.holdings)
                .singleElement()
                .satisfies(h -> assertThat(h.internalDate()).isEmpty());
    }

    @Test
    void aLinkIsFollowedToTheNamedServiceAlone() throws Exception {
        GraphPlace place =
                new GraphPlace(
                        URI.create("https://graph.example/v1.0"),
                        ServerAddress.parse("graph://jane@example.com"));
        assertThat(place.followed("https://GRAPH.example:443/v1.0/users/x?y")).isPresent();
        for (String link :
                List.of(
                        "https://other.example/v1.0/x",
                        "https://graph.example.other.example/v1.0/x",
                        "https://graph.example:444/v1.0/x",
                        "http://graph.example:443/v1.0/x",
                        "https://graph.example@other.example/v1.0/x",
                        "https://jane@graph.example/v1.0/x",
                        "https://graph.example/v1.0/../x",
                        "https://graph.example/beta/x",
                        "https://graph.example/v1.0/x#y",
                        "//graph.example/v1.0/x",
                        "https:/v1.0/x",
                        "")) {
            assertThat(place.followed(link)).as(link).isEmpty();
        }
    }

    private String base() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/v1.0";
    }

    private Got read() throws Exception {
        Got got = new Got();
        try (GraphStore store =
                GraphStore.open(
                        ServerAddress.parse("graph://jane@example.com"),
                        new ServerOptions(
                                4,
                                Duration.ofSeconds(20),
                                Duration.ofSeconds(20),
                                Optional.empty(),
                                spill),
                        _ -> new Secret.Token("token-of-jane-9"),
                        URI.create(base()))) {
            for (Folder folder : store.folders()) {
                store.read(folder, got);
            }
        }
        return got;
    }

    private static final class Got implements HoldingVisitor {
        private final List<Holding> holdings = new ArrayList<>();
        private final List<String> troubles = new ArrayList<>();

        @Override
        public void message(Holding holding, MessageBytes bytes) {
            holdings.add(holding);
        }

        @Override
        public void unreadable(Holding holding, String reason, Optional<MessageBytes> rawFile) {
            troubles.add(reason);
        }

        @Override
        public void folderUnreadable(String where, String reason) {
            troubles.add(reason);
        }
    }
}
