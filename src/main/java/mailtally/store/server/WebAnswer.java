package mailtally.store.server;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;

/// What a server answered over HTTP. Its body is read once, and the answer closed afterwards.
public final class WebAnswer implements AutoCloseable {
    private final URI from;
    private final int status;
    private final HttpHeaders headers;
    private final InputStream body;

    WebAnswer(URI from, int status, HttpHeaders headers, InputStream body) {
        this.from = from;
        this.status = status;
        this.headers = headers;
        this.body = body;
    }

    /// Where the question had gone.
    public URI from() {
        return from;
    }

    /// RFC 9110 section 15: 200, 302, 401, 429, …
    public int status() {
        return status;
    }

    /// A header's first value.
    public Optional<String> header(String name) {
        return headers.firstValue(name);
    }

    /// All values of a header that may come several times, such as WWW-Authenticate.
    public List<String> headers(String name) {
        return headers.allValues(name);
    }

    /// How long the server asks to wait (Retry-After, RFC 9110 section 10.2.3): seconds, or a date.
    public Optional<Duration> retryAfter(Instant now) {
        return header("Retry-After").map(String::strip).flatMap(text -> wait(text, now));
    }

    private static Optional<Duration> wait(String text, Instant now) {
        if (text.matches("\\d{1,9}")) {
            return Optional.of(Duration.ofSeconds(Long.parseLong(text)));
        }
        try {
            Instant then =
                    ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
            return Optional.of(then.isAfter(now) ? Duration.between(now, then) : Duration.ZERO);
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /// The body as it comes. It ends with an exception where the server stands still for longer
    /// than the client's patience. Whoever reads sets the limit.
    public InputStream body() {
        return body;
    }

    /// The whole body.
    ///
    /// @param mostBytes a longer one is not read to its end
    /// @throws IOException if it is longer, or the connection broke
    public byte[] bytes(int mostBytes) throws IOException {
        byte[] bytes = body.readNBytes(mostBytes + 1);
        if (bytes.length > mostBytes) {
            throw new IOException("the answer has more than " + mostBytes + " bytes");
        }
        return bytes;
    }

    /// The whole body as text in UTF-8.
    public String text(int mostBytes) throws IOException {
        return new String(bytes(mostBytes), StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        try {
            body.close();
        } catch (IOException e) {
            // what is not read any more may break
        }
    }
}
