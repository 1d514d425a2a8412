package mailtally.store.ews;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import mailtally.store.Locator;
import mailtally.store.StoreUnavailableException;

/// Items that are asked for again, by their locators: first how large they are, so that no answer
/// gets too large. Used by one thread.
final class Again {
    private static final int ASKED_AT_ONCE = 100;

    private final Service service;
    private final RemoteFolder folder;
    private final Deque<Locator> waiting = new ArrayDeque<>();
    private final Map<Locator, String> gone = new LinkedHashMap<>();

    Again(Service service, RemoteFolder folder, List<Locator> locators) {
        this.service = service;
        this.folder = folder;
        for (Locator locator : locators) {
            if (Line.isId(locator.value())) {
                waiting.add(locator);
            } else {
                gone.put(locator, "The message is not in this folder: " + locator + ".");
            }
        }
    }

    /// The next items, or none at the end.
    List<Line> next() throws StoreUnavailableException {
        List<Line> found = new ArrayList<>();
        while (found.isEmpty() && !waiting.isEmpty()) {
            List<Locator> some = new ArrayList<>();
            while (some.size() < ASKED_AT_ONCE && !waiting.isEmpty()) {
                some.add(waiting.removeFirst());
            }
            look(some, found);
        }
        return found;
    }

    /// Those that are not to be had, and why. Complete when [#next] has none any more.
    Map<Locator, String> gone() {
        return gone;
    }

    private void look(List<Locator> some, List<Line> found) throws StoreUnavailableException {
        try {
            List<Reply.One> answers =
                    service.patiently(Questions.look(some.stream().map(Locator::value).toList()))
                            .all(some.size());
            for (int i = 0; i < some.size(); i++) {
                look(some.get(i), answers.get(i), found);
            }
        } catch (RefusedByServerException e) {
            String reason = "The server does not show it. It answered: " + e.getMessage() + ".";
            some.forEach(locator -> gone.put(locator, reason));
        } catch (HostileAnswerException e) {
            throw service.noExchange(e);
        }
    }

    private void look(Locator locator, Reply.One answer, List<Line> found)
            throws HostileAnswerException {
        Optional<Refusal> refusal = answer.refusal();
        if (refusal.isPresent()) {
            gone.put(
                    locator,
                    refusal.get().code().equals("ErrorItemNotFound")
                            ? "It is no longer on the server."
                            : "The server does not show it. It answered: "
                                    + refusal.get().text()
                                    + ".");
            return;
        }
        List<Node> items = answer.items();
        Line line = Line.of(items.isEmpty() ? new Node("") : items.getFirst());
        if (!line.id().equals(locator.value())) {
            throw new HostileAnswerException("it has another item in it than was asked for");
        }
        if (line.folder().filter(f -> !f.equals(folder.id())).isPresent()) {
            gone.put(locator, "It is no longer in this folder.");
        } else {
            found.add(line);
        }
    }
}
