package mailtally.demo.exchange;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Exchange Web Services, as far as mail needs them: SOAP 1.1, strict where Exchange is.
final class EwsDoor implements HttpHandler {
    static final String PATH = "/EWS/Exchange.asmx";

    private static final long MOST_REQUEST_BYTES = 64L << 20;

    private static final Set<String> VERSIONS =
            Set.of(
                    "Exchange2007_SP1",
                    "Exchange2010",
                    "Exchange2010_SP1",
                    "Exchange2010_SP2",
                    "Exchange2013",
                    "Exchange2013_SP1");

    private final ExchangeStandIn server;

    EwsDoor(ExchangeStandIn server) {
        this.server = server;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Optional<ExchangeMailbox> mailbox = signedIn(exchange);
            if (mailbox.isEmpty()) {
                refuse(exchange);
            } else if (!exchange.getRequestMethod().equals("POST")) {
                exchange.sendResponseHeaders(405, -1);
            } else if (length(exchange) > MOST_REQUEST_BYTES) {
                exchange.sendResponseHeaders(413, -1);
            } else {
                answer(exchange, mailbox.get());
            }
        }
    }

    private static long length(HttpExchange exchange) {
        String said = exchange.getRequestHeaders().getFirst("Content-Length");
        return said == null ? 0 : Long.parseLong(said);
    }

    private void answer(HttpExchange exchange, ExchangeMailbox mailbox) throws IOException {
        try {
            EwsElement operation = operation(EwsElement.parse(exchange.getRequestBody()));
            EwsOperations.Writing writing = new EwsOperations(mailbox).perform(operation);
            exchange.getResponseHeaders().set("Content-Type", "text/xml; charset=utf-8");
            exchange.sendResponseHeaders(200, 0);
            try (OutputStream out =
                    new BufferedOutputStream(exchange.getResponseBody(), 64 << 10)) {
                EwsAnswer answer = new EwsAnswer(out);
                answer.begin(operation.name());
                writing.to(answer);
                answer.end(operation.name());
            }
        } catch (EwsFault e) {
            byte[] fault = EwsAnswer.fault(e).getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "text/xml; charset=utf-8");
            exchange.sendResponseHeaders(500, fault.length);
            exchange.getResponseBody().write(fault);
        }
    }

    private static EwsElement operation(EwsElement envelope) throws EwsFault {
        if (!envelope.is(EwsElement.SOAP, "Envelope")) {
            throw EwsFault.schema("it is no SOAP envelope.");
        }
        String version =
                envelope.requiredChild("Header")
                        .requiredChild("RequestServerVersion")
                        .required("Version");
        if (!VERSIONS.contains(version)) {
            throw new EwsFault(
                    "ErrorInvalidServerVersion", "The specified server version is invalid.");
        }
        List<EwsElement> body = envelope.requiredChild("Body").children();
        if (body.size() != 1 || !body.getFirst().is(EwsElement.MESSAGES, body.getFirst().name())) {
            throw EwsFault.schema("it asks for nothing.");
        }
        return body.getFirst();
    }

    private Optional<ExchangeMailbox> signedIn(HttpExchange exchange) {
        String shown = exchange.getRequestHeaders().getFirst("Authorization");
        if (shown == null) {
            return Optional.empty();
        }
        if (shown.startsWith("Basic ")) {
            String text =
                    new String(
                            Base64.getDecoder().decode(shown.substring(6)), StandardCharsets.UTF_8);
            int colon = text.indexOf(':');
            return server.account(text.substring(0, Math.max(0, colon)))
                    .filter(a -> a.password().equals(text.substring(colon + 1)))
                    .map(ExchangeStandIn.Account::mailbox);
        }
        String anchor = exchange.getRequestHeaders().getFirst("X-AnchorMailbox");
        return Optional.ofNullable(anchor)
                .filter(_ -> shown.startsWith("Bearer "))
                .filter(a -> server.opens(a, shown.substring(7)) == TokenAccess.OPEN)
                .flatMap(server::account)
                .map(ExchangeStandIn.Account::mailbox);
    }

    private static void refuse(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().add("WWW-Authenticate", "Negotiate");
        exchange.getResponseHeaders().add("WWW-Authenticate", "NTLM");
        exchange.getResponseHeaders().add("WWW-Authenticate", "Basic realm=\"mail\"");
        exchange.getResponseHeaders().add("WWW-Authenticate", "Bearer");
        exchange.sendResponseHeaders(401, -1);
    }
}
