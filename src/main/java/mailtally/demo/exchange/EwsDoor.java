package mailtally.demo.exchange;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/// Exchange Web Services, as far as mail needs them: SOAP 1.1, strict where Exchange is.
final class EwsDoor implements HttpHandler {
    static final String PATH = "/EWS/Exchange.asmx";

    private static final String XML = "text/xml; charset=utf-8";
    private static final long MOST_REQUEST_BYTES = 64L << 20;

    private static final int MOST_NOTED = 100_000;

    private static final Set<String> VERSIONS =
            Set.of(
                    "Exchange2007_SP1",
                    "Exchange2010",
                    "Exchange2010_SP1",
                    "Exchange2010_SP2",
                    "Exchange2013",
                    "Exchange2013_SP1");

    private final ExchangeStandIn server;
    private final AtomicInteger requests = new AtomicInteger();
    private final AtomicInteger atOnce = new AtomicInteger();
    private final List<String> operations = new ArrayList<>();

    EwsDoor(ExchangeStandIn server) {
        this.server = server;
    }

    /// What was asked so far, in order; the first of it alone where that is much.
    List<String> operations() {
        synchronized (operations) {
            return List.copyOf(operations);
        }
    }

    private void asked(String operation) {
        synchronized (operations) {
            if (operations.size() < MOST_NOTED) {
                operations.add(operation);
            }
        }
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        long cameAtNanos = System.nanoTime();
        int now = atOnce.incrementAndGet();
        try (exchange) {
            EwsGate gate = new EwsGate(server, exchange);
            if (gate.shut()) {
                return;
            }
            Optional<EwsCaller> caller = gate.caller();
            if (caller.isEmpty()) {
                gate.refuse();
            } else if (!exchange.getRequestMethod().equals("POST")) {
                exchange.sendResponseHeaders(405, -1);
            } else if (length(exchange) > MOST_REQUEST_BYTES) {
                exchange.sendResponseHeaders(413, -1);
            } else {
                answer(exchange, caller.get(), now, cameAtNanos);
            }
        } finally {
            atOnce.decrementAndGet();
        }
    }

    private static long length(HttpExchange exchange) {
        String said = exchange.getRequestHeaders().getFirst("Content-Length");
        return said == null ? 0 : Long.parseLong(said);
    }

    private void answer(HttpExchange exchange, EwsCaller caller, int now, long cameAtNanos)
            throws IOException {
        try {
            EwsElement envelope = EwsElement.parse(exchange.getRequestBody());
            busy(caller, now, cameAtNanos);
            EwsElement operation = operation(envelope);
            asked(operation.name());
            EwsOperations.Writing writing =
                    new EwsOperations(named(envelope, caller)).perform(operation);
            cut();
            exchange.getResponseHeaders().set("Content-Type", XML);
            exchange.sendResponseHeaders(200, 0);
            OutputStream out = new BufferedOutputStream(exchange.getResponseBody(), 64 << 10);
            EwsAnswer answer = new EwsAnswer(out);
            answer.begin(operation.name());
            writing.to(answer);
            answer.end(operation.name());
            out.close();
        } catch (EwsFault e) {
            byte[] fault = EwsAnswer.fault(e).getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", XML);
            exchange.sendResponseHeaders(500, fault.length);
            exchange.getResponseBody().write(fault);
        }
    }

    /// What the server would not even look at now.
    private void busy(EwsCaller caller, int now, long cameAtNanos) throws EwsFault {
        ExchangeSettings settings = server.settings();
        if (settings.has(ExchangeQuirk.CONNECTIONS_LIMITED)
                && now > settings.limits().connections()) {
            server.abuse("more requests of EWS at a time than allowed");
            throw new EwsFault(
                    "ErrorExceededConnectionCount",
                    "You have exceeded the available concurrent connections for your account.");
        }
        Optional<ExchangeStandIn.Account> account = server.account(caller.user());
        if (account.isPresent()) {
            ExchangeThrottle throttle = account.get().mailbox().throttle();
            Optional<Duration> waiting = throttle.waiting();
            if (waiting.isPresent()) {
                if (throttle.known(cameAtNanos)) {
                    server.abuse("a request of EWS during a back-off");
                }
                throw EwsFault.busy(waiting.get());
            }
        }
    }

    private void cut() throws IOException {
        ExchangeSettings settings = server.settings();
        if (settings.has(ExchangeQuirk.CUT_AFTER_COMMANDS)
                && requests.incrementAndGet() % settings.cuts().everyCommands() == 0) {
            throw new IOException("the connection is cut, as the settings say");
        }
    }

    private static EwsElement operation(EwsElement envelope) throws EwsFault {
        if (!envelope.is(EwsElement.SOAP, "Envelope")) {
            throw EwsFault.schema("it is no SOAP envelope.");
        }
        String version =
                envelope.requiredChild("Header")
                        .only("RequestServerVersion", "ExchangeImpersonation")
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

    /// In whose name it is asked. An application has no mailbox of its own.
    private static EwsCaller named(EwsElement envelope, EwsCaller caller) throws EwsFault {
        Optional<EwsElement> name =
                envelope.requiredChild("Header")
                        .child("ExchangeImpersonation")
                        .flatMap(i -> i.child("ConnectingSID"))
                        .flatMap(s -> s.child("PrimarySmtpAddress"));
        if (name.isPresent()) {
            return caller.inTheNameOf(name.get().text());
        }
        if (caller.user().isEmpty()) {
            throw new EwsFault(
                    "ErrorInvalidRequest",
                    "ExchangeImpersonation SOAP header must be present for this type of OAuth"
                            + " token.");
        }
        return caller;
    }
}
