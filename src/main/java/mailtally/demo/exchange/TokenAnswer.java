package mailtally.demo.exchange;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.json.JsonMapper;

/// What the place where one signs in answers.
///
/// @param body as JSON
/// @param location where a browser is sent, or empty
record TokenAnswer(int status, Map<String, Object> body, String location) {
    TokenAnswer {
        body = new TreeMap<>(body);
    }

    /// A refusal (RFC 6749 section 5.2), with a text that no program should show.
    static TokenAnswer error(int status, String error, String number, String text) {
        Map<String, Object> body = new HashMap<>();
        body.put("error", error);
        body.put(
                "error_description",
                number + ": " + text + " \u001b]0;shown\u0007. Trace ID: 0000 Timestamp: now");
        if (number.length() > 6) {
            body.put("error_codes", new int[] {Integer.parseInt(number.substring(6))});
        }
        return new TokenAnswer(status, body, "");
    }

    void send(HttpExchange exchange) throws IOException {
        byte[] bytes = JsonMapper.shared().writeValueAsBytes(body);
        exchange.getResponseHeaders().set("Content-Type", "application/json; charset=utf-8");
        if (!location.isEmpty()) {
            exchange.getResponseHeaders().set("Location", location);
        }
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }
}
