package mailtally.demo.exchange;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The stand-in's Autodiscover, both versions: v2 tells anybody, the older one whoever signs in
/// with Basic. It remembers what it was asked.
public final class AutodiscoverDoor {
    private static final int MOST_BYTES = 64 << 10;
    private static final Pattern ASKED =
            Pattern.compile("<EMailAddress>([^<]{1,320})</EMailAddress>");

    private final ExchangeStandIn standIn;
    private final String ews;
    private final List<String> heard = new CopyOnWriteArrayList<>();

    private AutodiscoverDoor(ExchangeStandIn standIn, String ews) {
        this.standIn = standIn;
        this.ews = ews;
    }

    /// Opens it.
    ///
    /// @param ews the address that it names for EWS
    public static AutodiscoverDoor open(ExchangeStandIn standIn, String ews) {
        AutodiscoverDoor door = new AutodiscoverDoor(standIn, ews);
        standIn.answer("/autodiscover/autodiscover.json", door::versionTwo);
        standIn.answer("/autodiscover/autodiscover.xml", door::older);
        return door;
    }

    /// Opens the older way alone, as a server without v2 has it.
    ///
    /// @param ews the address that it names for EWS
    public static AutodiscoverDoor olderAlone(ExchangeStandIn standIn, String ews) {
        AutodiscoverDoor door = new AutodiscoverDoor(standIn, ews);
        standIn.answer("/autodiscover/autodiscover.xml", door::older);
        return door;
    }

    /// What it was asked, one line each: method, path, and whether somebody signed in.
    public List<String> heard() {
        return List.copyOf(heard);
    }

    private void versionTwo(HttpExchange exchange) throws IOException {
        hear(exchange);
        Optional<String> address = parameter(exchange, "Email");
        String protocol = parameter(exchange, "Protocol").orElse("");
        if (address.flatMap(standIn::account).isEmpty()) {
            json(exchange, 404, "{\"ErrorCode\":\"UserNotFound\",\"ErrorMessage\":\"Not here.\"}");
        } else if (!protocol.equalsIgnoreCase("ews")) {
            json(
                    exchange,
                    400,
                    "{\"ErrorCode\":\"InvalidProtocol\",\"ErrorMessage\":\"Not served.\"}");
        } else {
            json(exchange, 200, "{\"Protocol\":\"EWS\",\"Url\":\"" + ews + "\"}");
        }
    }

    private void older(HttpExchange exchange) throws IOException {
        hear(exchange);
        String question;
        try (InputStream in = exchange.getRequestBody()) {
            question = new String(in.readNBytes(MOST_BYTES), StandardCharsets.UTF_8);
        }
        Matcher asked = ASKED.matcher(question);
        Optional<ExchangeStandIn.Account> account =
                asked.find() ? standIn.account(asked.group(1)) : Optional.empty();
        if (account.isEmpty() || !signedIn(exchange, asked.group(1), account.get().password())) {
            exchange.getResponseHeaders().add("WWW-Authenticate", "Negotiate");
            exchange.getResponseHeaders().add("WWW-Authenticate", "NTLM");
            exchange.getResponseHeaders().add("WWW-Authenticate", "Basic realm=\"mail\"");
            send(exchange, 401, "text/plain", "");
            return;
        }
        send(exchange, 200, "text/xml; charset=utf-8", AutodiscoverXml.settings(ews));
    }

    private static boolean signedIn(HttpExchange exchange, String user, String password) {
        String expected =
                Base64.getEncoder()
                        .encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
        return ("Basic " + expected).equals(exchange.getRequestHeaders().getFirst("Authorization"));
    }

    private void hear(HttpExchange exchange) {
        heard.add(
                exchange.getRequestMethod()
                        + " "
                        + exchange.getRequestURI().getPath()
                        + (exchange.getRequestHeaders().containsKey("Authorization")
                                ? " signed in"
                                : ""));
    }

    private static Optional<String> parameter(HttpExchange exchange, String name) {
        String query = Optional.ofNullable(exchange.getRequestURI().getRawQuery()).orElse("");
        return List.of(query.split("&", -1)).stream()
                .map(pair -> pair.split("=", 2))
                .filter(pair -> pair.length == 2)
                .filter(
                        pair ->
                                pair[0].toLowerCase(Locale.ROOT)
                                        .equals(name.toLowerCase(Locale.ROOT)))
                .map(pair -> URLDecoder.decode(pair[1], StandardCharsets.UTF_8))
                .findFirst();
    }

    private static void json(HttpExchange exchange, int status, String text) throws IOException {
        send(exchange, status, "application/json; charset=utf-8", text);
    }

    private static void send(HttpExchange exchange, int status, String type, String text)
            throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        try (exchange) {
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            if (bytes.length > 0) {
                exchange.getResponseBody().write(bytes);
            }
        }
    }
}
