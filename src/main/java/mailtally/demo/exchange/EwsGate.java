package mailtally.demo.exchange;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/// Whom the door lets in: Basic (RFC 7617) and Bearer (RFC 6750).
final class EwsGate {
    private static final byte[] BLOCKED =
            "EWS is blocked for this organization.".getBytes(StandardCharsets.US_ASCII);

    private final ExchangeStandIn server;
    private final HttpExchange exchange;

    EwsGate(ExchangeStandIn server, HttpExchange exchange) {
        this.server = server;
        this.exchange = exchange;
    }

    /// True where nobody is let in at all; then that was said.
    boolean shut() throws IOException {
        if (!server.settings().has(ExchangeQuirk.EWS_BLOCKED)) {
            return false;
        }
        exchange.getResponseHeaders().set("Content-Type", "text/plain");
        exchange.getResponseHeaders().set("X-CalculatedBETarget", "db1.prod.outlook.com");
        exchange.getResponseHeaders()
                .set("X-EWS-Policy-Reason", "EWS is disabled for this user or tenant");
        exchange.sendResponseHeaders(403, BLOCKED.length);
        exchange.getResponseBody().write(BLOCKED);
        return true;
    }

    /// Who asks, if that is somebody.
    Optional<EwsCaller> caller() {
        String shown = exchange.getRequestHeaders().getFirst("Authorization");
        if (shown == null) {
            return Optional.empty();
        }
        if (shown.startsWith("Basic ")) {
            return tokensOnly() ? Optional.empty() : basic(shown.substring("Basic ".length()));
        }
        return shown.startsWith("Bearer ")
                ? bearer(shown.substring("Bearer ".length()))
                : Optional.empty();
    }

    private boolean tokensOnly() {
        return server.settings().has(ExchangeQuirk.TOKENS_ONLY);
    }

    private Optional<EwsCaller> basic(String shown) {
        String text = new String(Base64.getDecoder().decode(shown), StandardCharsets.UTF_8);
        int colon = Math.max(0, text.indexOf(':'));
        String user = text.substring(0, colon);
        return server.account(user)
                .filter(a -> a.password().equals(text.substring(colon + 1)))
                .map(_ -> new EwsCaller(server, user, Optional.empty()));
    }

    private Optional<EwsCaller> bearer(String token) {
        Optional<ExchangeStandIn.Account> fixed =
                server.accounts().stream().filter(a -> a.token().equals(token)).findFirst();
        if (fixed.isPresent()) {
            return Optional.of(
                    new EwsCaller(server, fixed.get().mailbox().user(), Optional.empty()));
        }
        return server.tokens()
                .book()
                .bearer(token)
                .map(b -> new EwsCaller(server, b.user(), Optional.of(b)));
    }

    void refuse() throws IOException {
        if (!tokensOnly()) {
            exchange.getResponseHeaders().add("WWW-Authenticate", "Negotiate");
            exchange.getResponseHeaders().add("WWW-Authenticate", "NTLM");
            exchange.getResponseHeaders().add("WWW-Authenticate", "Basic realm=\"mail\"");
        }
        exchange.getResponseHeaders().add("WWW-Authenticate", "Bearer");
        exchange.sendResponseHeaders(401, -1);
    }
}
