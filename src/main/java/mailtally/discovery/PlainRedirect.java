package mailtally.discovery;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/// Looks where plain HTTP points (MS-OXDISCO section 3.1.5.4). Nothing is sent that tells who asks,
/// and of the answer the Location alone is looked at: whoever is on the way can have written it.
final class PlainRedirect {
    private static final int MOST_HEAD_BYTES = 16 << 10;
    private static final int MOST_CONNECT_MS = 10_000;
    private static final int PORT = 80;

    private final SearchSettings settings;
    private final Duration patience;

    PlainRedirect(SearchSettings settings, Duration patience) {
        this.settings = settings;
        this.patience = patience;
    }

    /// Where it points: an `https` address. All that came of it is said.
    Optional<URI> look(String host, Answered answered) {
        String shown = "http://" + host + "/autodiscover/autodiscover.xml";
        String head;
        try {
            head = head(host, place(host));
        } catch (IOException e) {
            answered.says(shown, "no answer", "Nobody answers there by plain HTTP.");
            return Optional.empty();
        }
        Optional<String> location = location(head);
        if (location.isEmpty()) {
            answered.says(shown, "no redirect", "Plain HTTP is asked for nothing else.");
            return Optional.empty();
        }
        Optional<URI> to = Links.https(location.get());
        answered.says(
                shown,
                "points to " + (location.get().length() > 200 ? "…" : location.get()),
                to.isPresent()
                        ? "Said without TLS, so anybody on the way can have written it. Asked only"
                                + " if you confirm "
                                + to.get().getHost()
                                + "."
                        : "It points to no https address. Not followed.");
        return to;
    }

    /// Whom to connect to: port 80 of the host, or what the settings say.
    private InetSocketAddress place(String host) {
        String at = settings.instead().getOrDefault("http://" + host, settings.reached(host));
        int colon = at.lastIndexOf(':');
        boolean ownPort = colon > 0 && settings.instead().containsKey("http://" + host);
        String name = colon > 0 ? at.substring(0, colon) : at;
        return new InetSocketAddress(
                name, ownPort ? Integer.parseInt(at.substring(colon + 1)) : PORT);
    }

    private String head(String host, InetSocketAddress reached) throws IOException {
        int patienceMs = Math.toIntExact(patience.toMillis());
        long end = System.nanoTime() + patience.toNanos();
        try (Socket socket = new Socket()) {
            socket.connect(reached, Math.min(patienceMs, MOST_CONNECT_MS));
            socket.setSoTimeout(patienceMs);
            String question =
                    "GET /autodiscover/autodiscover.xml HTTP/1.1\r\nHost: "
                            + host
                            + "\r\nAccept: */*\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(question.getBytes(StandardCharsets.US_ASCII));
            InputStream in = new BufferedInputStream(socket.getInputStream());
            ByteArrayOutputStream head = new ByteArrayOutputStream();
            for (int c = in.read(); c >= 0 && head.size() < MOST_HEAD_BYTES; c = in.read()) {
                head.write(c);
                if (System.nanoTime() > end) {
                    throw new IOException("the answer never ended");
                }
                if (c == '\n' && ended(head.toString(StandardCharsets.ISO_8859_1))) {
                    break;
                }
            }
            return head.toString(StandardCharsets.ISO_8859_1);
        }
    }

    private static boolean ended(String head) {
        return head.endsWith("\r\n\r\n") || head.endsWith("\n\n");
    }

    private static Optional<String> location(String head) {
        if (!head.matches("(?s)HTTP/1\\.[01] 30[1278] .*|(?s)HTTP/1\\.[01] 30[1278]\\r?\\n.*")) {
            return Optional.empty();
        }
        return head.lines()
                .skip(1)
                .takeWhile(line -> !line.isEmpty())
                .filter(line -> line.regionMatches(true, 0, "Location:", 0, 9))
                .map(line -> line.substring(9).strip())
                .findFirst();
    }
}
