package mailtally.web;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// A browser as far as a server meets it: it keeps one cookie, follows no redirect by itself, and
/// sends what a test says.
public final class Browser implements AutoCloseable {
    private static final Pattern CSRF = Pattern.compile("name=\"csrf\" value=\"([^\"]+)\"");

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();
    private final String origin;
    private String cookie = "";

    /// @param address of a page, with or without a path
    Browser(String address) {
        URI uri = URI.create(address);
        origin = "http://" + uri.getAuthority();
    }

    /// Opens the page by its token, as the user's browser does.
    public static Browser at(PageServer server) throws IOException, InterruptedException {
        Browser browser = new Browser(server.address());
        HttpResponse<String> entered =
                browser.get(URI.create(server.address()).getPath() + "?" + query(server));
        browser.cookie = entered.headers().firstValue("Set-Cookie").orElseThrow().split(";", 2)[0];
        return browser;
    }

    static String query(PageServer server) {
        return URI.create(server.address()).getQuery();
    }

    String origin() {
        return origin;
    }

    int port() {
        return URI.create(origin).getPort();
    }

    String cookie() {
        return cookie;
    }

    public HttpResponse<String> get(String path, String... headers)
            throws IOException, InterruptedException {
        return send(request(path, headers).GET().build());
    }

    /// Presses a button as the page's form does, with what the form carries.
    public HttpResponse<String> press(String action, Map<String, String> fields)
            throws IOException, InterruptedException {
        Map<String, String> all = new HashMap<>(fields);
        all.put("csrf", csrf());
        all.put("action", action);
        return post(all, "Origin", origin, "Sec-Fetch-Site", "same-origin");
    }

    HttpResponse<String> post(Map<String, String> fields, String... headers)
            throws IOException, InterruptedException {
        String body =
                fields.entrySet().stream()
                        .map(e -> coded(e.getKey()) + "=" + coded(e.getValue()))
                        .collect(Collectors.joining("&"));
        return send(
                request("/press", headers)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build());
    }

    /// What the page's forms carry.
    String csrf() throws IOException, InterruptedException {
        Matcher found = CSRF.matcher(get("/").body());
        if (!found.find()) {
            throw new IllegalStateException("the page has no form");
        }
        return found.group(1);
    }

    /// The stream of events, open.
    InputStream events() throws IOException, InterruptedException {
        HttpResponse<InputStream> answer =
                client.send(
                        request("/events", "Accept", "text/event-stream").GET().build(),
                        HttpResponse.BodyHandlers.ofInputStream());
        if (answer.statusCode() != 200) {
            answer.body().close();
            throw new IOException("status " + answer.statusCode());
        }
        return answer.body();
    }

    /// Sends these very bytes and reads all that comes.
    String raw(String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private HttpResponse<String> send(HttpRequest request)
            throws IOException, InterruptedException {
        return client.send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
    }

    private HttpRequest.Builder request(String path, String... headers) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(origin + path)).timeout(Duration.ofSeconds(20));
        if (!cookie.isEmpty()) {
            request.header("Cookie", cookie);
        }
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return request;
    }

    private static String coded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
