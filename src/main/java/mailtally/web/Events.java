package mailtally.web;

import io.javalin.http.sse.SseClient;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import mailtally.journey.Journey;
import mailtally.journey.View;

/// Tells open pages what is new, and that Mailtally still runs: a beat each second. May be used by
/// several threads; each page has one of its own, which ends with the page.
final class Events {
    /// More than a person has windows open.
    static final int MOST = 16;

    private static final long BEAT_MS = 1_000;

    /// Numbers change at most twice a second.
    private static final long STILL_MS = 500;

    private final Journey journey;
    private final Function<View, String> drawing;
    private final Set<SseClient> open = ConcurrentHashMap.newKeySet();
    private volatile boolean ended;

    /// @param drawing makes the page's pieces of a view
    Events(Journey journey, Function<View, String> drawing) {
        this.journey = journey;
        this.drawing = drawing;
    }

    /// How many pages listen.
    int open() {
        return open.size();
    }

    /// Refuses a page that is one too many, before it is taken.
    ///
    /// @throws Refused if it is
    void look() {
        if (open.size() >= MOST) {
            throw new Refused(503, "Too many windows show this page. Close some of them.", true);
        }
    }

    /// Takes a page.
    void take(SseClient page) {
        open.add(page);
        page.keepAlive();
        Thread.ofVirtual().name("page-events").start(() -> tell(page));
    }

    /// Ends all.
    void end() {
        ended = true;
        open.forEach(SseClient::close);
    }

    private void tell(SseClient page) {
        try {
            String known = "";
            while (!ended && !page.terminated()) {
                View view = journey.view();
                String drawn = drawing.apply(view);
                if (!drawn.equals(known)) {
                    page.sendEvent("view", drawn, Long.toString(view.revision()));
                    known = drawn;
                }
                page.sendEvent("beat", Long.toString(view.revision()));
                long began = System.nanoTime();
                journey.await(view.revision(), BEAT_MS);
                long waited = (System.nanoTime() - began) / 1_000_000;
                if (waited < STILL_MS) {
                    Thread.sleep(STILL_MS - waited);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            open.remove(page);
            page.close();
        }
    }
}
