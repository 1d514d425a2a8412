package mailtally.discovery;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLException;
import mailtally.store.server.WebAnswer;
import mailtally.store.server.WebBody;
import mailtally.store.server.WebClient;
import mailtally.store.server.WebRequest;

/// Asks over verified TLS, reads so much and no more, for so long and no longer. May be used by
/// several threads.
final class Pages {
    private static final int MOST_BYTES = 256 << 10;
    private static final int PIECE_BYTES = 8 << 10;
    private static final int MOST_WAYS = 8;

    private final WebClient web;
    private final Duration whole;

    /// @param whole how long one answer may take from its first byte to its last
    Pages(WebClient web, Duration whole) {
        this.web = web;
        this.whole = whole;
    }

    Page get(URI to) {
        return ask(WebRequest.get(to).with("Accept", "application/json"));
    }

    Page post(URI to, String xml) {
        return ask(WebRequest.post(to, "text/xml; charset=utf-8", WebBody.of(xml)));
    }

    /// The same with who asks. The caller has seen that this host may have it.
    Page post(URI to, String xml, BasicLogin login) {
        return ask(
                WebRequest.post(to, "text/xml; charset=utf-8", WebBody.of(xml))
                        .with("Authorization", login.header()));
    }

    private Page ask(WebRequest request) {
        try (WebAnswer answer = web.send(request)) {
            Optional<String> body = body(answer);
            if (body.isEmpty()) {
                return new Page.None(
                        answer.status() + " with more than " + (MOST_BYTES >> 10) + " KB",
                        "No Autodiscover answers so much. Not read to its end.");
            }
            return new Page.Got(
                    request.to(),
                    answer.status(),
                    answer.header("Content-Type").orElse(""),
                    answer.header("Location"),
                    ways(answer.headers("WWW-Authenticate")),
                    answer.header("X-EWS-Policy-Reason"),
                    body.get());
        } catch (IOException e) {
            return new Page.None(explanation(e), meaning(e));
        }
    }

    /// The advice that follows is for who typed the host, and nobody typed this one.
    private static String explanation(IOException e) {
        return WebClient.explain(e).split("\\. ", 2)[0];
    }

    private static String meaning(IOException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof SSLException) {
                return "Who answers there cannot be known, so nothing was asked.";
            }
        }
        return "Nobody answers there for Autodiscover.";
    }

    /// Nothing where it is too long.
    private Optional<String> body(WebAnswer answer) throws IOException {
        long end = System.nanoTime() + whole.toNanos();
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        byte[] piece = new byte[PIECE_BYTES];
        InputStream in = answer.body();
        for (int got = in.read(piece); got >= 0; got = in.read(piece)) {
            body.write(piece, 0, got);
            if (body.size() > MOST_BYTES) {
                return Optional.empty();
            }
            if (System.nanoTime() > end) {
                throw new java.net.http.HttpTimeoutException("the answer never ended");
            }
        }
        return Optional.of(body.toString(StandardCharsets.UTF_8));
    }

    /// The first word of each challenge (RFC 9110 section 11.6.1).
    private static List<String> ways(List<String> challenges) {
        return challenges.stream()
                .map(c -> c.strip().split("[ ,]", 2)[0])
                .filter(w -> w.matches("[A-Za-z0-9-]{1,30}"))
                .distinct()
                .limit(MOST_WAYS)
                .toList();
    }
}
