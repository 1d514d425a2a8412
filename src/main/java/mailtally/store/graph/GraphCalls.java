package mailtally.store.graph;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import mailtally.store.StoreUnavailableException;
import mailtally.store.server.Secret;
import mailtally.store.server.SecretInUse;
import mailtally.store.server.Secrets;
import mailtally.store.server.ServerAddress;
import mailtally.store.server.ServerOptions;
import mailtally.store.server.WebAnswer;
import mailtally.store.server.WebClient;
import mailtally.store.server.WebRequest;

/// Asks the service, and asks again where that can help: where it wants to be left alone for a
/// while, where the connection broke, where the token has ended. Every question only reads. May be
/// used by several threads.
final class GraphCalls implements AutoCloseable {
    private static final long[] BROKEN_PAUSES_MS = {200, 1_000, 4_000};

    /// Where nobody says how long.
    private static final long[] WAIT_PAUSES_MS = {500, 1_000, 2_000, 4_000, 8_000, 15_000};

    private static final int MOST_REFUSAL_BYTES = 64 << 10;
    private static final int MOST_AT_ONCE = 4;

    private final ServerAddress address;
    private final GraphPlace place;
    private final ServerOptions options;
    private final SecretInUse secret;
    private final WebClient web;
    private final GraphPace pace;

    /// Takes what it wants of an answer, as it comes.
    interface Reader<T> {
        T read(WebAnswer answer) throws IOException;
    }

    GraphCalls(ServerAddress address, URI base, ServerOptions options, Secrets secrets)
            throws StoreUnavailableException {
        this.address = address;
        this.place = new GraphPlace(base, address);
        this.options = options;
        this.secret = new SecretInUse(address, secrets);
        this.web = WebClient.open(options);
        this.pace =
                new GraphPace(
                        Math.min(MOST_AT_ONCE, options.connections()),
                        GraphPace.REQUESTS,
                        GraphPace.WINDOW,
                        GraphPace.Time.REAL);
    }

    GraphPlace place() {
        return place;
    }

    /// Where this computer spills what is too large for memory.
    ServerOptions options() {
        return options;
    }

    /// Gets something.
    ///
    /// @param prefer what stands in the header `Prefer` besides the kind of ids, or empty
    /// @throws GraphRefusedException if the service does not do it
    /// @throws IOException if its answer broke off or makes no sense, several times
    /// @throws StoreUnavailableException if it is not to be had, or takes no token of ours
    <T> T get(URI to, String prefer, Reader<T> reader)
            throws GraphRefusedException, IOException, StoreUnavailableException {
        WebRequest request =
                WebRequest.get(to)
                        .with(
                                "Prefer",
                                "IdType=\"ImmutableId\"" + (prefer.isEmpty() ? "" : ", " + prefer));
        int broken = 0;
        int waits = 0;
        while (true) {
            boolean last = broken == BROKEN_PAUSES_MS.length || waits == WAIT_PAUSES_MS.length;
            switch (once(request, reader, last)) {
                case Try.Done<T>(T result) -> {
                    return result;
                }
                case Try.Broken<T> _ -> pause(BROKEN_PAUSES_MS[broken++]);
                case Try.Later<T>(boolean told) -> {
                    // Where a time was told all wait already.
                    pause(told ? 0 : WAIT_PAUSES_MS[waits]);
                    waits++;
                }
            }
        }
    }

    private sealed interface Try<T> {
        record Done<T>(T result) implements Try<T> {}

        /// The connection broke.
        record Broken<T>() implements Try<T> {}

        /// The service wants to be asked later, or with another token.
        record Later<T>(boolean told) implements Try<T> {}
    }

    private <T> Try<T> once(WebRequest request, Reader<T> reader, boolean last)
            throws GraphRefusedException, IOException, StoreUnavailableException {
        Secret shown = token();
        pace.enter();
        try (WebAnswer answer = send(request, shown, last)) {
            if (answer == null) {
                return new Try.Broken<>();
            }
            if (answer.status() != 401 && answer.status() < 500) {
                secret.accepted(shown);
            }
            if (answer.status() == 200) {
                return new Try.Done<>(reader.read(answer));
            }
            return refused(answer, shown, last);
        } catch (GraphJson.SenselessException e) {
            throw e; // it would come again
        } catch (IOException e) {
            if (last) {
                throw e;
            }
            return new Try.Broken<>();
        } finally {
            pace.leave();
        }
    }

    private Secret token() throws StoreUnavailableException {
        Secret shown = secret.now();
        if (shown instanceof Secret.Token) {
            return shown;
        }
        throw new StoreUnavailableException(
                "Microsoft Graph takes no passwords, so nothing was sent for the mailbox "
                        + address.mailbox()
                        + ". Sign in with --oauth-client, or name a file with a token by"
                        + " --source-token-file or --target-token-file.");
    }

    /// @return nothing where another try may help
    private WebAnswer send(WebRequest request, Secret shown, boolean last)
            throws StoreUnavailableException {
        String token = ((Secret.Token) shown).value();
        try {
            return web.send(request.with("Authorization", "Bearer " + token));
        } catch (IOException e) {
            if (last || Thread.currentThread().isInterrupted()) {
                throw new StoreUnavailableException(
                        "Cannot reach "
                                + request.to().getHost()
                                + " for the mailbox "
                                + address.mailbox()
                                + ": "
                                + WebClient.explain(e)
                                + ". Nothing was changed. Run this again.",
                        e);
            }
            return null;
        }
    }

    private <T> Try<T> refused(WebAnswer answer, Secret shown, boolean last)
            throws GraphRefusedException, IOException, StoreUnavailableException {
        switch (answer.status()) {
            case 401 -> {
                if (!last && secret.after(shown).isPresent()) {
                    return new Try.Later<>(true);
                }
            }
            case 429, 500, 502, 503, 504 -> {
                Optional<Duration> asked = answer.retryAfter(Instant.now());
                asked.ifPresent(this::quiet);
                if (!last) {
                    return new Try.Later<>(asked.isPresent());
                }
            }
            default -> {}
        }
        throw new GraphRefusedException(
                answer.status(), GraphTrouble.code(answer.bytes(MOST_REFUSAL_BYTES)));
    }

    private void quiet(Duration asked) {
        if (asked.compareTo(options.backOffLimit()) > 0) {
            pace.end(
                    new StoreUnavailableException(
                            place.base().getHost()
                                    + " asks to be left alone for "
                                    + asked.toSeconds()
                                    + " seconds. What was done so far is kept. Run this again after"
                                    + " that."));
        } else {
            pace.quiet(asked);
        }
    }

    private static void pause(long ms) throws StoreUnavailableException {
        try {
            Thread.sleep(ms);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreUnavailableException("Stopped.", e);
        }
    }

    /// The sentence for a refusal that concerns the whole mailbox.
    StoreUnavailableException unavailable(GraphRefusedException refused) {
        return GraphTrouble.of(address, place.base().getHost(), refused);
    }

    @Override
    public void close() {
        web.close();
    }
}
