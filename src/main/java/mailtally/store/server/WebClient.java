package mailtally.store.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import javax.net.ssl.SSLException;
import mailtally.store.StoreUnavailableException;

/// Asks servers over HTTP (RFC 9112): over TLS with a certificate that is verified, or plain where
/// the server is this computer itself. May be used by several threads.
///
/// No redirect is followed and no question asked twice: where an answer points, and what may be
/// sent there, is for the caller to judge.
public final class WebClient implements AutoCloseable {
    /// A host that does not answer a connection within this time is not there.
    private static final Duration MOST_CONNECT = Duration.ofSeconds(30);

    /// A slower way up is none for mail.
    private static final long SLOWEST_BYTES_PER_SECOND = 32 << 10;

    private static final int MOST_PORT = 65_535;

    private final HttpClient client;
    private final Duration patience;
    private final ScheduledExecutorService watch;

    private WebClient(HttpClient client, Duration patience) {
        this.client = client;
        this.patience = patience;
        ScheduledThreadPoolExecutor one =
                new ScheduledThreadPoolExecutor(
                        1,
                        work -> {
                            Thread thread = Executors.defaultThreadFactory().newThread(work);
                            thread.setDaemon(true);
                            return thread;
                        });
        one.setRemoveOnCancelPolicy(true);
        this.watch = one;
    }

    /// A client that trusts whom these options trust.
    ///
    /// @throws StoreUnavailableException if the extra authorities cannot be read
    public static WebClient open(ServerOptions options) throws StoreUnavailableException {
        Duration patience = options.patience();
        return new WebClient(
                HttpClient.newBuilder()
                        .sslContext(Trust.context(options.extraAuthorities()))
                        .version(HttpClient.Version.HTTP_1_1)
                        .followRedirects(HttpClient.Redirect.NEVER)
                        .connectTimeout(
                                patience.compareTo(MOST_CONNECT) < 0 ? patience : MOST_CONNECT)
                        .build(),
                patience);
    }

    /// Asks, and answers as soon as the answer's header is there.
    ///
    /// @throws IOException if nobody answered in time, or the connection broke: what was sent may
    ///     have had its effect or not. [#explain] says it in words
    public WebAnswer send(WebRequest request) throws IOException {
        mayGo(request.to());
        HttpRequest.Builder ask = HttpRequest.newBuilder(request.to()).timeout(time(request));
        for (Map.Entry<String, String> header : request.headers().entrySet()) {
            try {
                ask.header(header.getKey(), header.getValue());
            } catch (IllegalArgumentException e) {
                // Its message has the value in it, which may be a secret.
                throw new IOException(
                        "the header "
                                + header.getKey()
                                + " has characters in it that HTTP does not take");
            }
        }
        ask.method(request.method(), publisher(request));
        try {
            HttpResponse<InputStream> answer =
                    client.send(ask.build(), HttpResponse.BodyHandlers.ofInputStream());
            return new WebAnswer(
                    request.to(),
                    answer.statusCode(),
                    answer.headers(),
                    new WatchedBody(answer.body(), patience, watch));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("stopped", e);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /// The JDK's client counts from the first byte sent, and a large message on its way is no
    /// standstill.
    private Duration time(WebRequest request) throws IOException {
        long sent = request.body().isPresent() ? request.body().get().length() : 0;
        return patience.plusSeconds(sent / SLOWEST_BYTES_PER_SECOND);
    }

    /// Plain HTTP shows everything to everybody on the way.
    private static void mayGo(URI to) throws IOException {
        if (to.getHost() == null) {
            throw new IOException("the address names no host");
        }
        if (to.getPort() == 0 || to.getPort() > MOST_PORT) {
            throw new IOException("the address has a port that is none");
        }
        boolean plain = "http".equalsIgnoreCase(to.getScheme());
        if (plain && isThisComputer(to.getHost())) {
            return;
        }
        if (!"https".equalsIgnoreCase(to.getScheme())) {
            throw new IOException("the address is not https, so nothing was sent");
        }
    }

    private static boolean isThisComputer(String host) throws UnknownHostException {
        return Arrays.stream(InetAddress.getAllByName(host))
                .allMatch(InetAddress::isLoopbackAddress);
    }

    private static HttpRequest.BodyPublisher publisher(WebRequest request) throws IOException {
        if (request.body().isEmpty()) {
            return HttpRequest.BodyPublishers.noBody();
        }
        WebBody body = request.body().get();
        return HttpRequest.BodyPublishers.fromPublisher(
                HttpRequest.BodyPublishers.ofInputStream(
                        () -> {
                            try {
                                return body.open();
                            } catch (IOException e) {
                                throw new UncheckedIOException(e);
                            }
                        }),
                Math.max(1, body.length()));
    }

    /// Why nothing came, as part of a sentence; it never says what was sent.
    public static String explain(IOException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            switch (cause) {
                case UnknownHostException _ -> {
                    return "no computer of that name is known. Look at the host's name, and whether"
                            + " this computer is on the network";
                }
                case HttpTimeoutException _ -> {
                    return "it did not answer in time";
                }
                case ConnectException _ -> {
                    return unresolved(failure)
                            ? "no computer of that name is known. Look at the host's name, and"
                                    + " whether this computer is on the network"
                            : "nothing answers on that port";
                }
                case SSLException e -> {
                    return Trust.explain(e);
                }
                default -> {}
            }
        }
        return "the connection broke";
    }

    private static boolean unresolved(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof java.nio.channels.UnresolvedAddressException) {
                return true;
            }
        }
        return false;
    }

    @Override
    public void close() {
        client.shutdownNow();
        watch.shutdownNow();
    }
}
