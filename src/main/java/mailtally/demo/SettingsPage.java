package mailtally.demo;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import mailtally.store.StoreUnavailableException;

/// The made-up Mac's System Settings, served to this computer alone under a path that nobody can
/// guess. Plain forms without a script; a GET changes nothing, and a POST counts only where the
/// page itself sent it.
final class SettingsPage implements AutoCloseable {
    private static final String HOST = "127.0.0.1";
    private static final byte[] LOOPBACK = {127, 0, 0, 1};
    private static final int MOST_BYTES = 8 * 1024;
    private static final int MOST_NAME = 100;

    /// For a request to come in whole; the JDK's server reads it when it starts.
    private static final String PATIENCE_SECONDS = "10";

    private static final Pattern ADDRESS = Pattern.compile("[A-Za-z0-9._+-]+@[A-Za-z0-9.-]+");
    private static final Pattern SERVER = Pattern.compile("[A-Za-z0-9.-]+");

    private final DemoMac mac;
    private final HttpServer server;
    private final ExecutorService threads;
    private final String path;

    private SettingsPage(DemoMac mac, HttpServer server) {
        this.mac = mac;
        this.server = server;
        byte[] random = new byte[16];
        new SecureRandom().nextBytes(random);
        path = "/" + HexFormat.of().formatHex(random) + "/";
        threads = Executors.newVirtualThreadPerTaskExecutor();
    }

    /// Starts it on a free port.
    static SettingsPage start(DemoMac mac) throws IOException {
        System.setProperty("sun.net.httpserver.maxReqTime", PATIENCE_SECONDS);
        HttpServer server =
                HttpServer.create(new InetSocketAddress(InetAddress.getByAddress(LOOPBACK), 0), 0);
        SettingsPage page = new SettingsPage(mac, server);
        server.createContext("/", page::answer);
        server.setExecutor(page.threads);
        server.start();
        return page;
    }

    String address() {
        return origin() + path;
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private String origin() {
        return "http://" + HOST + ":" + server.getAddress().getPort();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String host = exchange.getRequestHeaders().getFirst("Host");
            String asked = exchange.getRequestURI().getPath();
            if (!origin().equals("http://" + host)) {
                refuse(exchange, 421, "This is the page of another address.");
            } else if (asked.equals(path + "style.css")) {
                send(exchange, 200, "text/css", SettingsHtml.STYLE);
            } else if (!asked.equals(path)) {
                refuse(exchange, 404, "There is no such page.");
            } else if (exchange.getRequestMethod().equals("GET")) {
                draw(exchange, 200, "");
            } else if (!exchange.getRequestMethod().equals("POST")) {
                refuse(exchange, 405, "That cannot be done here.");
            } else if (!origin().equals(exchange.getRequestHeaders().getFirst("Origin"))) {
                refuse(exchange, 403, "Nothing was changed: another page asked for it.");
            } else {
                change(exchange);
            }
        }
    }

    private void change(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readNBytes(MOST_BYTES + 1);
        if (body.length > MOST_BYTES) {
            refuse(exchange, 413, "Nothing was changed: that is too long.");
            return;
        }
        Optional<String> refused;
        try {
            refused = change(fields(new String(body, StandardCharsets.US_ASCII)));
        } catch (IOException e) {
            refused = Optional.of("That could not be done: " + e.getMessage());
        }
        if (refused.isPresent()) {
            draw(exchange, 400, refused.get());
            return;
        }
        exchange.getResponseHeaders().set("Location", path);
        send(exchange, 303, "text/plain", "");
    }

    /// Does what a button says.
    ///
    /// @return why it was not done
    private Optional<String> change(Map<String, String> fields) throws IOException {
        String id = fields.getOrDefault("id", "");
        switch (fields.getOrDefault("action", "")) {
            case "delete" -> {
                return mac.removeRow(id) ? Optional.empty() : noRow();
            }
            case "rename" -> {
                String name = fields.getOrDefault("name", "").strip();
                if (name.isEmpty() || name.length() > MOST_NAME) {
                    return Optional.of("A description has 1 to " + MOST_NAME + " characters.");
                }
                return mac.renameRow(id, name) ? Optional.empty() : noRow();
            }
            case "open-mail" -> mac.startMail();
            case "quit-mail" -> mac.quitMail();
            case "restart" -> mac.restart();
            case "add" -> {
                String address = fields.getOrDefault("address", "").strip();
                String host = fields.getOrDefault("host", "").strip();
                if (!ADDRESS.matcher(address).matches() || !SERVER.matcher(host).matches()) {
                    return Optional.of("An account needs a mail address and a server.");
                }
                mac.addExchangeAccount(address.toLowerCase(Locale.ROOT), host);
            }
            default -> {
                return Optional.of("Nothing was changed: there is no such button.");
            }
        }
        return Optional.empty();
    }

    private static Optional<String> noRow() {
        return Optional.of("Nothing was changed: there is no such account any more.");
    }

    private void draw(HttpExchange exchange, int status, String notice) throws IOException {
        String asked = fields(exchange.getRequestURI().getRawQuery()).getOrDefault("delete", "");
        String html;
        try {
            html =
                    SettingsHtml.page(
                            mac.rows(),
                            mac.mailRuns().orElse(false),
                            mac.bootTime().orElseThrow(),
                            asked,
                            notice);
        } catch (StoreUnavailableException e) {
            refuse(exchange, 500, "The made-up Mac's accounts cannot be read.");
            return;
        }
        send(exchange, status, "text/html", html);
    }

    private static void refuse(HttpExchange exchange, int status, String reason)
            throws IOException {
        send(exchange, status, "text/plain", reason);
    }

    private static void send(HttpExchange exchange, int status, String type, String text)
            throws IOException {
        var headers = exchange.getResponseHeaders();
        headers.set("Content-Type", type + "; charset=utf-8");
        headers.set("Cache-Control", "no-store");
        headers.set("X-Content-Type-Options", "nosniff");
        // Not no-referrer: browsers would send Origin: null with a form then.
        headers.set("Referrer-Policy", "same-origin");
        headers.set("Cross-Origin-Opener-Policy", "same-origin");
        headers.set("Cross-Origin-Resource-Policy", "same-origin");
        headers.set(
                "Content-Security-Policy",
                "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none';"
                        + " frame-ancestors 'none'");
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        if (bytes.length > 0) {
            exchange.getResponseBody().write(bytes);
        }
    }

    /// The fields of a form, or of an address.
    private static Map<String, String> fields(String coded) {
        Map<String, String> fields = new HashMap<>();
        for (String pair : coded == null ? new String[0] : coded.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                fields.putIfAbsent(
                        decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1)));
            }
        }
        return fields;
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return ""; // a % that no hexadecimal number follows
        }
    }
}
