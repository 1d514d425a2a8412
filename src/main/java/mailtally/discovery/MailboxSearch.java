package mailtally.discovery;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import mailtally.store.AddressException;
import mailtally.store.StoreUnavailableException;
import mailtally.store.server.ServerOptions;
import mailtally.store.server.WebClient;

/// Looks for the mailbox of an address. Used by one thread; what needs nobody's word is asked at
/// the same time.
public final class MailboxSearch implements AutoCloseable {
    /// A person waits meanwhile.
    private static final Duration MOST_PATIENCE = Duration.ofSeconds(20);

    private static final int MOST_ADDRESSES = 3;

    private final SearchSettings settings;
    private final Credentials credentials;
    private final Duration patience;
    private final WebClient web;
    private final Pages pages;

    private MailboxSearch(
            SearchSettings settings, Credentials credentials, Duration patience, WebClient web) {
        this.settings = settings;
        this.credentials = credentials;
        this.patience = patience;
        this.web = web;
        this.pages = new Pages(web, patience);
    }

    /// Gets ready; asks nothing yet.
    ///
    /// @throws StoreUnavailableException if the extra authorities cannot be read
    public static MailboxSearch open(
            SearchSettings settings, ServerOptions options, Credentials credentials)
            throws StoreUnavailableException {
        Duration patience =
                options.patience().compareTo(MOST_PATIENCE) < 0
                        ? options.patience()
                        : MOST_PATIENCE;
        WebClient web =
                WebClient.open(
                        new ServerOptions(
                                options.connections(),
                                patience,
                                options.backOffLimit(),
                                options.extraAuthorities(),
                                options.spill()));
        return new MailboxSearch(settings, credentials, patience, web);
    }

    /// Asks whoever could know. What nobody knows is an outcome too.
    ///
    /// @throws AddressException if it is no mail address
    /// @throws InterruptedException if it was stopped
    public Discovered find(String address) throws AddressException, InterruptedException {
        MailDomain mail = MailDomain.of(address);
        Verdict verdict = new Verdict(mail.address(), settings);
        Set<String> known = new HashSet<>();
        Optional<String> next = Optional.of(mail.address());
        while (next.isPresent() && known.add(next.get().toLowerCase(Locale.ROOT))) {
            if (known.size() > MOST_ADDRESSES) {
                verdict.doubts(
                        "The servers named more than "
                                + MOST_ADDRESSES
                                + " addresses one after the other; the last was not looked for.");
                break;
            }
            next = round(next.get(), verdict);
        }
        return verdict.said();
    }

    /// Asks whether EWS is served there, as nobody in particular: no password, no token.
    public EwsAnswer askEws(URI ews) {
        Hops hops = new Hops(settings, ews);
        return EwsAnswer.of(pages.post(hops.reached(ews), EwsAnswer.QUESTION));
    }

    @Override
    public void close() {
        web.close();
    }

    /// @return the address that the mailbox has in truth, where somebody told one
    private Optional<String> round(String address, Verdict verdict) throws InterruptedException {
        MailDomain mail;
        try {
            mail = MailDomain.of(address);
        } catch (AddressException e) {
            verdict.doubts("A server named an address that is none. It was not looked for.");
            return Optional.empty();
        }
        DomainRecords.Told told = new DomainRecords(settings, patience).ask(mail.domain());
        verdict.dns(told);
        List<Answered> first = unsigned(mail, told);
        first.forEach(verdict::hear);
        if (!verdict.knowsOwn()) {
            signedIn(mail, first, verdict);
        }
        return verdict.otherAddress();
    }

    /// What is asked without a password.
    private List<Answered> unsigned(MailDomain mail, DomainRecords.Told told)
            throws InterruptedException {
        VersionTwo two = new VersionTwo(pages, settings, mail);
        OlderVersion older = new OlderVersion(pages, settings, mail, Credentials.NONE);
        List<Callable<Answered>> questions = new ArrayList<>();
        for (String host : own(mail)) {
            questions.add(() -> two.ask(host, Answered.Rank.OWN));
            questions.add(() -> older.ask(host, Answered.Rank.OWN));
        }
        told.service()
                .filter(host -> !own(mail).contains(host))
                .ifPresent(
                        host -> {
                            questions.add(() -> two.ask(host, Answered.Rank.NAMED));
                            questions.add(() -> older.ask(host, Answered.Rank.NAMED));
                        });
        questions.add(() -> two.ask(settings.online(), Answered.Rank.ONLINE));
        return atOnce(questions);
    }

    private static List<String> own(MailDomain mail) {
        return List.of("autodiscover." + mail.domain(), mail.domain());
    }

    /// What is asked of a person first: hosts that want a password, and one that only plain HTTP
    /// names.
    private void signedIn(MailDomain mail, List<Answered> first, Verdict verdict) {
        OlderVersion older = new OlderVersion(pages, settings, mail, credentials);
        for (Answered before : first) {
            if (before.wantsPassword() && !verdict.knowsOwn()) {
                Answered answered = older.ask(before.host(), Answered.Rank.SIGNED_IN);
                verdict.hear(answered);
                if (answered.refusedPassword()) {
                    verdict.doubts(
                            answered.host()
                                    + " did not take the password. It was tried once, so that the"
                                    + " account is not locked.");
                    return;
                }
            }
        }
        if (verdict.knowsOwn()) {
            return;
        }
        String host = "autodiscover." + mail.domain();
        Answered plain = new Answered(host, Answered.Rank.NAMED);
        Optional<URI> to = new PlainRedirect(settings, patience).look(host, plain);
        verdict.hear(plain);
        if (to.isEmpty()) {
            return;
        }
        String named = Links.authority(to.get());
        String reason = "http://" + host + " points to it, without TLS.";
        if (credentials.confirms(to.get().getHost(), Links.port(to.get()), reason)) {
            verdict.hear(new VersionTwo(pages, settings, mail).ask(named, Answered.Rank.NAMED));
            verdict.hear(older.ask(named, Answered.Rank.SIGNED_IN));
        }
    }

    private static List<Answered> atOnce(List<Callable<Answered>> questions)
            throws InterruptedException {
        List<Answered> answers = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Answered> one : threads.invokeAll(questions)) {
                answers.add(one.get());
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
        return answers;
    }
}
