package mailtally.demo.exchange;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;

/// What the stand-in's Microsoft Graph answers: JSON, or a message's own bytes.
final class GraphAnswer {
    private static final int PIECE = 64 << 10;
    private static final int HUGE_PIECES = 1_600;
    private static final int DEEP = 100_000;

    private final int status;
    private final String type;
    private final byte[] body;
    private final Optional<Duration> retryAfter;

    private GraphAnswer(int status, String type, byte[] body, Optional<Duration> retryAfter) {
        this.status = status;
        this.type = type;
        this.body = body;
        this.retryAfter = retryAfter;
    }

    int status() {
        return status;
    }

    String type() {
        return type;
    }

    /// The bytes; not to be changed.
    byte[] body() {
        return body;
    }

    static GraphAnswer json(Object body) {
        return new GraphAnswer(200, "application/json", bytes(body), Optional.empty());
    }

    static GraphAnswer mime(byte[] message) {
        return new GraphAnswer(200, "text/plain", message, Optional.empty());
    }

    /// A refusal as Microsoft's reference has them ('Microsoft Graph error responses').
    static GraphAnswer error(int status, String code) {
        Map<String, Object> error = new LinkedHashMap<>();
        error.put("code", code);
        error.put("message", "Not to be shown: \u001b[31m");
        error.put("innerError", Map.of("request-id", "0"));
        return new GraphAnswer(
                status, "application/json", bytes(Map.of("error", error)), Optional.empty());
    }

    GraphAnswer after(Duration wait) {
        return new GraphAnswer(status, type, body, Optional.of(wait));
    }

    private static byte[] bytes(Object json) {
        return JsonMapper.shared().writeValueAsBytes(json);
    }

    void send(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type);
        retryAfter.ifPresent(
                wait ->
                        exchange.getResponseHeaders()
                                .set("Retry-After", Long.toString(wait.toSeconds())));
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }

    /// Sends what does harm in its place.
    static void harm(HttpExchange exchange, GraphRules.Harm harm) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, 0);
        OutputStream out = exchange.getResponseBody();
        switch (harm) {
            case HUGE_TEXT -> {
                say(out, "{\"value\":[{\"id\":\"");
                for (int i = 0; i < HUGE_PIECES; i++) {
                    say(out, "x".repeat(PIECE));
                }
                say(out, "\"}]}");
            }
            case ENDLESS_LIST -> {
                say(out, "{\"value\":[{\"id\":\"a\"}");
                for (int i = 0; i < HUGE_PIECES * 4; i++) {
                    say(out, ",{\"id\":\"b\"}".repeat(PIECE / 11));
                }
            }
            case DEEP -> say(out, "{\"value\":" + "[".repeat(DEEP));
            case NO_JSON -> say(out, "<html><body>Sign in here</body></html>");
            case CUT -> say(out, "{\"value\":[{\"id\":\"AAMk\"");
            case ID_THAT_ACTS -> say(out, "{\"value\":[{\"id\":\"a\\r\\nb\\u001b[31m\"}]}");
            case NONE, NEXT_LINK_ELSEWHERE, NEXT_LINK_CIRCLE ->
                    throw new IllegalArgumentException(harm.name());
        }
    }

    private static void say(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
    }
}
