package mailtally.demo.exchange;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/// How the stand-in's Microsoft Graph behaves beyond its quirks, and what it saw. Used by several
/// threads.
public final class GraphRules {
    /// What a broken or hostile service could send in place of an answer.
    public enum Harm {
        /// Nothing of the kind.
        NONE,
        /// The next page is at another host.
        NEXT_LINK_ELSEWHERE,
        /// The next page is this one.
        NEXT_LINK_CIRCLE,
        /// A text of 100 MB.
        HUGE_TEXT,
        /// A list that does not end.
        ENDLESS_LIST,
        /// Arrays in arrays, 100,000 deep.
        DEEP,
        /// A page for persons.
        NO_JSON,
        /// An answer that breaks off.
        CUT,
        /// Ids with line ends and escapes in them.
        ID_THAT_ACTS
    }

    private static final int USUAL_PAGE = 1_000;

    private final Set<String> newcomers = new HashSet<>();
    private final Set<String> elsewhere = new HashSet<>();
    private Harm harm = Harm.NONE;
    private String harmAt = "";
    private String elsewhereAddress = "https://elsewhere.example.com/next";
    private int mostOnPage = USUAL_PAGE;
    private int throttleEvery;
    private Duration retryAfter = Duration.ofSeconds(1);
    private Duration slow = Duration.ZERO;
    private boolean expands = true;

    private final AtomicInteger active = new AtomicInteger();
    private final AtomicInteger mostActive = new AtomicInteger();
    private final AtomicLong asked = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();
    private final AtomicLong contents = new AtomicLong();

    /// From now on answers whose path ends so do harm.
    public synchronized GraphRules harm(Harm kind, String pathEnd) {
        harm = kind;
        harmAt = pathEnd;
        return this;
    }

    /// Where [Harm#NEXT_LINK_ELSEWHERE] leads.
    public synchronized GraphRules elsewhere(String address) {
        elsewhereAddress = address;
        return this;
    }

    /// How many elements a page has at most, whatever is asked for.
    public synchronized GraphRules mostOnPage(int elements) {
        mostOnPage = elements;
        return this;
    }

    /// Each so many requests one is told to come again; 0 for none.
    public synchronized GraphRules throttleEvery(int requests, Duration wait) {
        throttleEvery = requests;
        retryAfter = wait;
        return this;
    }

    /// How long each answer takes.
    public synchronized GraphRules slow(Duration time) {
        slow = time;
        return this;
    }

    /// Whether lists can be asked for properties that are no columns.
    public synchronized GraphRules expands(boolean can) {
        expands = can;
        return this;
    }

    /// This message came into the mailbox only after now.
    public synchronized GraphRules newcomer(String id) {
        newcomers.add(id);
        return this;
    }

    /// This user's mailbox is on a server of the customer's own.
    public synchronized GraphRules onPremises(String address) {
        elsewhere.add(address);
        return this;
    }

    /// How many requests came.
    public long asked() {
        return asked.get();
    }

    /// How many were told to come again.
    public long refused() {
        return refused.get();
    }

    /// How many messages were handed out.
    public long contents() {
        return contents.get();
    }

    /// How many were in work at a time, at most.
    public int mostActive() {
        return mostActive.get();
    }

    /// One more is in work now; how many that makes.
    int begin() {
        asked.incrementAndGet();
        int now = active.incrementAndGet();
        mostActive.accumulateAndGet(now, Math::max);
        return now;
    }

    void end() {
        active.decrementAndGet();
    }

    void countRefused() {
        refused.incrementAndGet();
    }

    void countContent() {
        contents.incrementAndGet();
    }

    synchronized Harm harm(String path) {
        return path.endsWith(harmAt) ? harm : Harm.NONE;
    }

    synchronized String elsewhereAddress() {
        return elsewhereAddress;
    }

    synchronized int mostOnPage() {
        return mostOnPage;
    }

    synchronized boolean throttles() {
        return throttleEvery > 0 && asked.get() % throttleEvery == 0;
    }

    synchronized Duration retryAfter() {
        return retryAfter;
    }

    synchronized Duration slow() {
        return slow;
    }

    synchronized boolean expands() {
        return expands;
    }

    synchronized boolean isNewcomer(String id) {
        return newcomers.contains(id);
    }

    synchronized boolean isOnPremises(String address) {
        return elsewhere.contains(address);
    }
}
