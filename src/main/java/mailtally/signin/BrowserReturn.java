package mailtally.signin;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/// A port of this computer's own that waits for one answer of a browser. It listens at both
/// addresses that `localhost` can mean, so that nobody else of this computer takes the answer.
final class BrowserReturn implements AutoCloseable {
    private static final int MOST_TRIES = 10;
    private static final int MOST_CHARS = 64 << 10;
    private static final byte[] FOUR = {127, 0, 0, 1};
    private static final byte[] SIX = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1};

    private static final String DONE =
            "<!doctype html><meta charset=utf-8><title>Mailtally</title><p>Mailtally has the answer."
                    + " You can close this window, and go on where you were.";

    private final String state;
    private final HttpServer four;
    private final Optional<HttpServer> six;
    private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
    private final BlockingQueue<Answer> answers = new ArrayBlockingQueue<>(1);

    /// What a browser brought.
    sealed interface Answer {
        /// The code that the token is fetched with.
        record Code(String value) implements Answer {
            @Override
            public String toString() {
                return "(a code)";
            }
        }

        /// A refusal (RFC 6749 section 4.1.2.1).
        record Refusal(String error, String text) implements Answer {}

        /// It did not come.
        record Nothing() implements Answer {}
    }

    private BrowserReturn(String state, HttpServer four, Optional<HttpServer> six) {
        this.state = state;
        this.four = four;
        this.six = six;
        listen(four);
        six.ifPresent(this::listen);
    }

    private void listen(HttpServer server) {
        server.setExecutor(workers);
        server.createContext("/", this::handle);
        server.start();
    }

    /// @param state what the answer must have in it to be ours
    static BrowserReturn open(String state) throws IOException {
        for (int tries = 0; ; tries++) {
            HttpServer four = HttpServer.create(at(FOUR, 0), 0);
            try {
                return new BrowserReturn(state, four, six(four.getAddress().getPort()));
            } catch (BindException e) {
                four.stop(0);
                if (tries == MOST_TRIES) {
                    throw e;
                }
            }
        }
    }

    /// @throws BindException if somebody else has that port
    private static Optional<HttpServer> six(int port) throws IOException {
        try {
            return Optional.of(HttpServer.create(at(SIX, port), 0));
        } catch (BindException e) {
            if (String.valueOf(e.getMessage()).contains("in use")) {
                throw e;
            }
            return Optional.empty(); // no such address here
        } catch (SocketException e) {
            return Optional.empty(); // no IPv6 here
        }
    }

    private static InetSocketAddress at(byte[] address, int port) throws IOException {
        return new InetSocketAddress(InetAddress.getByAddress(address), port);
    }

    /// Where the browser is sent back to. Microsoft takes any port for `localhost`, if the
    /// application is registered with `http://localhost`.
    URI address() {
        return URI.create("http://localhost:" + four.getAddress().getPort());
    }

    Answer await(Duration patience) throws InterruptedException {
        Answer answer = answers.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
        return answer == null ? new Answer.Nothing() : answer;
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Optional<Answer> answer = answer(exchange);
            byte[] page = (answer.isPresent() ? DONE : "").getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
            exchange.getResponseHeaders().set("Content-Security-Policy", "default-src 'none'");
            exchange.getResponseHeaders().set("Cache-Control", "no-store");
            exchange.getResponseHeaders().set("Referrer-Policy", "no-referrer");
            exchange.sendResponseHeaders(
                    answer.isPresent() ? 200 : 404, page.length == 0 ? -1 : page.length);
            exchange.getResponseBody().write(page);
            exchange.getResponseBody().close();
            // The first one counts.
            answer.ifPresent(answers::offer);
        }
    }

    /// Nothing for what is not the answer that is waited for: other pages and programs can ask
    /// here too. The answer is a form, or stands in the address where a server prefers that.
    private Optional<Answer> answer(HttpExchange exchange) throws IOException {
        String host = String.valueOf(exchange.getRequestHeaders().getFirst("Host"));
        if (!exchange.getRequestURI().getPath().equals("/")
                || !host.equals("localhost:" + four.getAddress().getPort())) {
            return Optional.empty();
        }
        Map<String, String> fields =
                fields(
                        exchange.getRequestMethod().equals("POST")
                                ? new String(
                                        exchange.getRequestBody().readNBytes(MOST_CHARS),
                                        StandardCharsets.US_ASCII)
                                : String.valueOf(exchange.getRequestURI().getRawQuery()));
        if (!same(state, fields.getOrDefault("state", ""))) {
            return Optional.empty();
        }
        if (fields.containsKey("error")) {
            return Optional.of(
                    new Answer.Refusal(
                            fields.get("error"), fields.getOrDefault("error_description", "")));
        }
        return Optional.ofNullable(fields.get("code"))
                .filter(code -> !code.isEmpty())
                .map(Answer.Code::new);
    }

    private static boolean same(String one, String other) {
        return MessageDigest.isEqual(
                one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }

    private static Map<String, String> fields(String query) {
        Map<String, String> fields = new HashMap<>();
        for (String pair : query.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                try {
                    fields.putIfAbsent(
                            pair.substring(0, equals),
                            URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
                } catch (IllegalArgumentException e) {
                    // not encoded as it should be: left away
                }
            }
        }
        return fields;
    }

    @Override
    public void close() {
        four.stop(0);
        six.ifPresent(server -> server.stop(0));
        workers.shutdownNow();
    }
}
