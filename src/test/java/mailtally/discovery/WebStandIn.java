package mailtally.discovery;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import mailtally.testing.server.ServerCertificate;

/// A web server over TLS that answers as a test wants, and remembers all that was sent to it.
final class WebStandIn implements AutoCloseable {
    private final HttpsServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<String> heard = Collections.synchronizedList(new ArrayList<>());
    private final Answer answer;

    /// Answers one request.
    interface Answer {
        void to(HttpExchange exchange) throws IOException;
    }

    WebStandIn(ServerCertificate certificate, Answer answer) throws IOException {
        this.answer = answer;
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(certificate.context()));
        server.createContext("/", this::handle);
        server.setExecutor(threads);
        server.start();
    }

    static WebStandIn good(Answer answer) throws IOException {
        return new WebStandIn(ServerCertificate.GOOD, answer);
    }

    /// Answers all with one text.
    static WebStandIn saying(int status, String type, String text) throws IOException {
        return good(exchange -> say(exchange, status, type, text));
    }

    static void say(HttpExchange exchange, int status, String type, String text)
            throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    static void point(HttpExchange exchange, String to) throws IOException {
        exchange.getResponseHeaders().set("Location", to);
        exchange.sendResponseHeaders(302, -1);
        exchange.close();
    }

    static void askForPassword(HttpExchange exchange, String... ways) throws IOException {
        for (String way : ways) {
            exchange.getResponseHeaders().add("WWW-Authenticate", way);
        }
        exchange.sendResponseHeaders(401, -1);
        exchange.close();
    }

    /// `127.0.0.1:port`.
    String place() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    /// Each request: its line, its headers and its body.
    List<String> heard() {
        return List.copyOf(heard);
    }

    private void handle(HttpExchange exchange) throws IOException {
        StringBuilder all = new StringBuilder();
        all.append(exchange.getRequestMethod()).append(' ').append(exchange.getRequestURI());
        exchange.getRequestHeaders()
                .forEach(
                        (name, values) ->
                                all.append('\n').append(name).append(": ").append(values));
        byte[] body = exchange.getRequestBody().readNBytes(100_000);
        all.append("\n\n").append(new String(body, StandardCharsets.UTF_8));
        heard.add(all.toString());
        answer.to(exchange);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
