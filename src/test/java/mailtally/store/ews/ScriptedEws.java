package mailtally.store.ews;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import mailtally.testing.server.ServerCertificate;

/// Something that answers where EWS should be, over TLS, as a test wants.
final class ScriptedEws implements AutoCloseable {
    static final String HEAD =
            "<?xml version=\"1.0\" encoding=\"utf-8\"?><s:Envelope"
                    + " xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\""
                    + " xmlns:m=\"http://schemas.microsoft.com/exchange/services/2006/messages\""
                    + " xmlns:t=\"http://schemas.microsoft.com/exchange/services/2006/types\">"
                    + "<s:Body>";
    static final String FOOT = "</s:Body></s:Envelope>";

    private final HttpsServer server;
    private final ExecutorService workers = Executors.newCachedThreadPool();
    private final List<String> questions = new CopyOnWriteArrayList<>();

    /// What is answered.
    interface Script {
        void answer(HttpExchange exchange, String question) throws IOException;
    }

    /// What is written as a body.
    interface Body {
        void to(OutputStream out) throws IOException;
    }

    ScriptedEws(Script script) throws IOException {
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(ServerCertificate.GOOD.context()));
        server.setExecutor(workers);
        server.createContext(
                "/",
                exchange -> {
                    try (exchange) {
                        String question =
                                new String(
                                        exchange.getRequestBody().readAllBytes(),
                                        StandardCharsets.UTF_8);
                        questions.add(question);
                        script.answer(exchange, question);
                    }
                });
        server.start();
    }

    /// One that answers everything with a status and no body.
    static ScriptedEws status(int status, Map<String, String> headers) throws IOException {
        return new ScriptedEws(
                (exchange, _) -> {
                    headers.forEach(
                            (name, value) -> exchange.getResponseHeaders().add(name, value));
                    exchange.sendResponseHeaders(status, -1);
                });
    }

    /// One that has a small mailbox and answers CreateItem with a status.
    static ScriptedEws whileCreating(int status) throws IOException {
        return new ScriptedEws(
                (exchange, question) -> {
                    if (question.contains("CreateItem")) {
                        exchange.sendResponseHeaders(status, -1);
                    } else {
                        xml(exchange, SmallTree.answer(question));
                    }
                });
    }

    /// One that answers everything with this XML.
    static ScriptedEws xml(Body body) throws IOException {
        return new ScriptedEws((exchange, _) -> xml(exchange, body));
    }

    static void xml(HttpExchange exchange, Body body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "text/xml; charset=utf-8");
        exchange.sendResponseHeaders(200, 0);
        OutputStream out = exchange.getResponseBody();
        body.to(out);
        out.close();
    }

    static void xml(HttpExchange exchange, String body) throws IOException {
        xml(exchange, out -> out.write(body.getBytes(StandardCharsets.UTF_8)));
    }

    int port() {
        return server.getAddress().getPort();
    }

    List<String> questions() {
        return questions;
    }

    @Override
    public void close() {
        server.stop(0);
        workers.shutdownNow();
    }
}
