package mailtally.store.server;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// One question over HTTP (RFC 9110).
///
/// @param method `GET`, `POST`, …
/// @param to where it goes: `https`, or `http` where the host is this computer itself
/// @param headers what is sent besides what HTTP itself needs; may hold a secret, so this record is
///     never shown
/// @param body what is sent, if anything
public record WebRequest(
        String method, URI to, Map<String, String> headers, Optional<WebBody> body) {
    public WebRequest {
        headers = Map.copyOf(headers);
    }

    /// A question without a body.
    public static WebRequest get(URI to) {
        return new WebRequest("GET", to, Map.of(), Optional.empty());
    }

    /// A question with a body.
    public static WebRequest post(URI to, String mediaType, WebBody body) {
        return new WebRequest("POST", to, Map.of("Content-Type", mediaType), Optional.of(body));
    }

    /// The same with one header more, or another value for it.
    public WebRequest with(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new WebRequest(method, to, more, body);
    }

    @Override
    public String toString() {
        return method + " to " + to.getHost();
    }
}
