package mailtally.demo.exchange;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.json.JsonMapper;

/// What the place where one signs in answers.
///
/// @param body as JSON
/// @param location where a browser is sent, or empty
/// @param page what a browser shows in place of JSON, or empty
record TokenAnswer(int status, Map<String, Object> body, String location, String page) {
    TokenAnswer {
        body = new TreeMap<>(body);
    }

    TokenAnswer(int status, Map<String, Object> body) {
        this(status, body, "", "");
    }

    /// Sends a browser on.
    static TokenAnswer redirect(String to) {
        return new TokenAnswer(302, Map.of(), to, "");
    }

    /// A page whose form a browser sends by itself (OAuth 2.0 Form Post Response Mode).
    static TokenAnswer form(String to, String code, String state) {
        return new TokenAnswer(
                200,
                Map.of(),
                "",
                "<body onload='document.forms[0].submit()'><form method='POST' action='%s'>"
                                .formatted(to)
                        + "<input type='hidden' name='code' value='%s'>".formatted(code)
                        + "<input type='hidden' name='state' value='%s'></form>"
                                .formatted(state.replaceAll("[^A-Za-z0-9_-]", "")));
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
        return new TokenAnswer(status, body);
    }

    void send(HttpExchange exchange) throws IOException {
        byte[] bytes =
                page.isEmpty()
                        ? JsonMapper.shared().writeValueAsBytes(body)
                        : page.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders()
                .set(
                        "Content-Type",
                        (page.isEmpty() ? "application/json" : "text/html") + "; charset=utf-8");
        if (!location.isEmpty()) {
            exchange.getResponseHeaders().set("Location", location);
        }
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }
}
