package mailtally.store.ews;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Clock;
import java.util.Locale;
import java.util.Optional;
import mailtally.store.StoreUnavailableException;
import mailtally.store.server.Secret;
import mailtally.store.server.SecretInUse;
import mailtally.store.server.Secrets;
import mailtally.store.server.ServerAddress;
import mailtally.store.server.ServerOptions;
import mailtally.store.server.WebAnswer;
import mailtally.store.server.WebBody;
import mailtally.store.server.WebClient;
import mailtally.store.server.WebRequest;

/// One question to the server and its answer, in the server's own time. May be used by several
/// threads.
final class Service implements AutoCloseable {
    static final String PATH = "/EWS/Exchange.asmx";

    /// A list of folders or items, and what else has no message in it.
    static final long USUAL_BYTES = 16L << 20;

    private static final long FAULT_BYTES = 1 << 20;
    /// How many secrets are shown for one question, besides the first.
    private static final int MOST_OTHER_SECRETS = 2;

    private static final long[] PAUSES_MS = {200, 1_000, 4_000};

    private final ServerAddress address;
    private final ServerOptions options;
    private final WebClient web;
    private final URI to;
    private final SecretInUse secrets;
    private final HttpTrouble trouble;
    private final Throttle throttle;
    private final Clock clock;
    private volatile boolean everAnswered;

    /// True once an answer could not be read as XML 1.0.
    private volatile boolean asXml11;

    /// True once the server said that who signs in is an application, which has no mailbox.
    private volatile boolean inTheNameOfUser;

    private Service(
            ServerAddress address,
            ServerOptions options,
            WebClient web,
            URI to,
            Secrets secrets,
            Clock clock) {
        this.address = address;
        this.options = options;
        this.web = web;
        this.to = to;
        this.secrets = new SecretInUse(address, secrets);
        this.trouble = new HttpTrouble(address, clock);
        this.throttle = new Throttle(options.connections());
        this.clock = clock;
    }

    /// Nothing is asked yet.
    ///
    /// @param clock tells which day it is, for what is to be said of Exchange Online
    static Service open(ServerAddress address, ServerOptions options, Secrets secrets, Clock clock)
            throws StoreUnavailableException {
        try {
            URI to = new URI("https", null, address.host(), address.port(), PATH, null, null);
            return new Service(address, options, WebClient.open(options), to, secrets, clock);
        } catch (URISyntaxException e) {
            throw new StoreUnavailableException(
                    "The host's name is none: " + address.host() + ". Nothing was changed.", e);
        }
    }

    ServerAddress address() {
        return address;
    }

    ServerOptions options() {
        return options;
    }

    Throttle throttle() {
        return throttle;
    }

    /// The mailbox's address, where who signs in may be somebody else: a token says itself whose it
    /// is. A password is shown with the user's name, which need not be an address of the mailbox.
    Optional<String> owner() throws StoreUnavailableException {
        return secrets.now() instanceof Secret.Token && address.user().indexOf('@') > 0
                ? Optional.of(address.user())
                : Optional.empty();
    }

    /// A new account of how long a piece of work waits.
    Waits waits() {
        return new Waits(address, throttle, options.backOffLimit());
    }

    /// What was asked and answered, without messages in it; asked again where the connection broke
    /// or the server is busy. Only for questions that may be asked twice.
    ///
    /// @throws RefusedByServerException if the server refuses all of it
    Reply patiently(String question) throws RefusedByServerException, StoreUnavailableException {
        Waits waits = waits();
        for (int failures = 0; ; ) {
            try {
                Reply reply = once(WebBody.of(question), USUAL_BYTES, Optional.empty());
                Optional<Refusal> busy = reply.firstRefusal(Refusal::busy);
                if (busy.isPresent()) {
                    waits.busy(busy.get());
                } else if (reply.firstRefusal(Refusal::passing).isEmpty()
                        || failures == PAUSES_MS.length) {
                    return reply;
                } else {
                    Waits.pause(PAUSES_MS[failures++]);
                }
            } catch (RefusedByServerException e) {
                if (e.refusal().busy()) {
                    waits.busy(e.refusal());
                } else if (e.refusal().passing() && failures < PAUSES_MS.length) {
                    Waits.pause(PAUSES_MS[failures++]);
                } else {
                    throw e;
                }
            } catch (HostileAnswerException e) {
                throw noExchange(e);
            } catch (IOException e) {
                if (failures == PAUSES_MS.length) {
                    throw broke(e);
                }
                Waits.pause(PAUSES_MS[failures++]);
            }
        }
    }

    /// Asks once.
    ///
    /// @param mostBytes the longest answer that makes sense
    /// @param shelf where messages in the answer go
    /// @throws RefusedByServerException if the server refuses all of it
    /// @throws HostileAnswerException if what answered is no Exchange
    /// @throws Spills.FailedException if this computer cannot keep a message
    /// @throws IOException if the connection broke; what was asked may have been done or not
    /// @throws StoreUnavailableException if nothing can be asked any more; or, before anything was
    ///     sent, if the mailbox was closed
    Reply once(WebBody question, long mostBytes, Optional<Shelf> shelf)
            throws IOException, RefusedByServerException, StoreUnavailableException {
        throttle.enter();
        try {
            Reply reply = ask(question, mostBytes, shelf);
            for (Reply.One one : reply.all()) {
                if (one.refusal().isPresent()) {
                    told(one.refusal().get());
                }
            }
            return reply;
        } catch (RefusedByServerException e) {
            told(e.refusal());
            throw e;
        } finally {
            throttle.leave();
        }
    }

    /// Before anybody else may ask, so that nobody does.
    private void told(Refusal refusal) throws StoreUnavailableException {
        if (refusal.busy() && refusal.backOff().isPresent()) {
            if (refusal.backOff().get().compareTo(options.backOffLimit()) > 0) {
                waits().busy(refusal); // ends the run, for everybody
            }
            throttle.quiet(refusal.backOff().get());
        }
        if (refusal.fewer()) {
            throttle.fewer();
        }
    }

    private Reply ask(WebBody question, long mostBytes, Optional<Shelf> shelf)
            throws IOException, RefusedByServerException, StoreUnavailableException {
        Secret secret = secrets.now();
        for (int others = 0; ; ) {
            boolean named = inTheNameOfUser;
            try (WebAnswer answer = web.send(request(secret, question, named))) {
                Optional<Secret> other =
                        answer.status() == 401 && others++ < MOST_OTHER_SECRETS
                                ? secrets.after(secret)
                                : Optional.<Secret>empty();
                if (other.isPresent()) {
                    secret = other.get();
                    continue;
                }
                return read(answer, secret, mostBytes, shelf);
            } catch (RefusedByServerException e) {
                if (named || !SignIn.mustNameUser(secret, e.refusal())) {
                    throw e;
                }
                inTheNameOfUser = true;
            }
        }
    }

    private WebRequest request(Secret secret, WebBody question, boolean named)
            throws StoreUnavailableException {
        WebBody body =
                named ? Envelope.inTheNameOf(address.user(), question) : Envelope.around(question);
        return SignIn.shown(secret, address, WebRequest.post(to, "text/xml; charset=utf-8", body))
                .with("Accept", "text/xml")
                .with("User-Agent", "Mailtally");
    }

    private Reply read(WebAnswer answer, Secret secret, long mostBytes, Optional<Shelf> shelf)
            throws IOException, RefusedByServerException, StoreUnavailableException {
        int status = answer.status();
        if (status == 413 || status == 429 || status == 503 || (status == 404 && everAnswered)) {
            throw new RefusedByServerException(
                    new Refusal(
                            "HTTP " + status, words(status), answer.retryAfter(clock.instant())));
        }
        Optional<StoreUnavailableException> end = trouble.of(answer, secret, everAnswered);
        if (end.isPresent()) {
            throttle.end(end.get());
            throw end.get();
        }
        if (status != 200 && status != 500) {
            throw new BadAnswerException("it answered HTTP " + status);
        }
        if (!answer.header("Content-Type").orElse("").toLowerCase(Locale.ROOT).contains("xml")) {
            if (status == 500) {
                throw new BadAnswerException("it answered HTTP 500");
            }
            throw new HostileAnswerException("it is no XML; a page for people, perhaps");
        }
        Node envelope =
                read(
                        answer,
                        status == 200 ? mostBytes : FAULT_BYTES,
                        status == 200 ? shelf : Optional.empty());
        Node response =
                envelope.child("Body").stream()
                        .flatMap(body -> body.children().stream())
                        .findFirst()
                        .orElseThrow(() -> new HostileAnswerException("it has no SOAP body"));
        secrets.accepted(secret);
        everAnswered = true;
        if (response.name().equals("Fault")) {
            throw new RefusedByServerException(fault(response));
        }
        if (status != 200) {
            throw new BadAnswerException("it answered HTTP " + status);
        }
        return Reply.of(response);
    }

    /// Exchange writes control characters that a folder's name has by their numbers, which XML 1.0
    /// forbids and XML 1.1 does not.
    private Node read(WebAnswer answer, long mostBytes, Optional<Shelf> shelf) throws IOException {
        AnswerGuard guarded = new AnswerGuard(answer.body(), mostBytes, asXml11);
        try {
            return AnswerReader.read(guarded, shelf);
        } catch (BadAnswerException e) {
            asXml11 = true;
            throw e;
        }
    }

    /// IIS answers 404 too where a request is larger than it takes (its status 404.13).
    private static String words(int status) {
        return status == 413 || status == 404
                ? "the server takes no request of this size (maxAllowedContentLength and"
                        + " maxRequestLength of its EWS)"
                : "the server cannot answer now";
    }

    /// SOAP 1.1 section 4.4; the code of EWS stands in its detail.
    private static Refusal fault(Node fault) {
        Optional<Node> detail = fault.child("detail");
        String code =
                detail.flatMap(d -> d.textAt("ResponseCode"))
                        .or(() -> fault.textAt("faultcode").map(c -> c.replaceFirst(".*:", "")))
                        .orElse("a fault without a code");
        return new Refusal(
                code, fault.textAt("faultstring").orElse(""), detail.flatMap(Reply::backOff));
    }

    StoreUnavailableException broke(IOException failure) {
        return new StoreUnavailableException(
                "Cannot reach EWS at "
                        + address.hostAndPort()
                        + ": "
                        + explain(failure)
                        + ". Nothing was changed by that. Look at the host's name and the network,"
                        + " and run this again.",
                failure);
    }

    static String explain(IOException failure) {
        return failure instanceof BadAnswerException
                ? failure.getMessage()
                : WebClient.explain(failure);
    }

    /// Whoever answers so is no Exchange, or means harm.
    StoreUnavailableException noExchange(HostileAnswerException failure) {
        StoreUnavailableException end =
                new StoreUnavailableException(
                        "What "
                                + address.hostAndPort()
                                + " answered is no answer of EWS: "
                                + failure.getMessage()
                                + ". It was not read further. Nothing was changed. Look at the"
                                + " host's name, and at what stands between it and you.",
                        failure);
        throttle.end(end);
        return end;
    }

    StoreUnavailableException notKept(Spills.FailedException failure) {
        return new StoreUnavailableException(
                "Cannot keep a large message in "
                        + options.spill()
                        + ". Nothing was changed on the server. Make room on the disk, and run this"
                        + " again.",
                failure);
    }

    @Override
    public void close() {
        throttle.close();
        web.close();
    }
}
