package mailtally.store.ews;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import mailtally.store.StoreUnavailableException;

/// Which items a folder has, page by page, each once. Memory does not depend on their number but
/// for eight bytes each. Used by one thread.
///
/// Each page begins with the last item of the one before. Where it does not, something went or came
/// before it and the pages moved: the folder is listed again from its beginning, and what was
/// handed out stays handed out.
final class Listing {
    private static final int PAGE = 500;
    private static final int MOST_PASSES = 6;

    /// Exchange keeps a million in a folder.
    private static final long MOST_ITEMS = 5_000_000;

    private final Service service;
    private final String folder;
    private final long most;
    private final SeenIds seen = new SeenIds();
    private String last = "";
    private long offset;
    private long handedOut;
    private int passes = 1;
    private boolean ended;

    /// False once the server refused the properties that it has no words of its own for: then
    /// whether somebody answered, or marked it as deleted by IMAP, is not known.
    private boolean extended = true;
    private boolean restless;

    /// @param most so many items at most, in the order in which they were made
    Listing(Service service, String folder, long most) {
        this.service = service;
        this.folder = folder;
        this.most = most;
    }

    /// The next items, or none at the end.
    ///
    /// @throws RefusedByServerException if the server does not list the folder
    List<Line> next() throws RefusedByServerException, StoreUnavailableException {
        while (!ended) {
            List<Line> fresh = fresh();
            if (!fresh.isEmpty()) {
                handedOut += fresh.size();
                return fresh;
            }
        }
        return List.of();
    }

    private List<Line> fresh() throws RefusedByServerException, StoreUnavailableException {
        boolean first = offset == 0;
        try {
            long from = first ? 0 : offset - 1;
            Reply.One answer =
                    service.patiently(Questions.items(folder, from, PAGE, extended)).only();
            if (answer.refusal().isPresent()) {
                if (first && extended && answer.refusal().get().code().contains("Propert")) {
                    extended = false;
                    return List.of();
                }
                throw new RefusedByServerException(answer.refusal().get());
            }
            Page page = Page.of(answer.node(), "Items");
            return first ? take(page, 0) : follow(page);
        } catch (HostileAnswerException e) {
            throw service.noExchange(e);
        }
    }

    private List<Line> follow(Page page) throws HostileAnswerException {
        if (!page.entries().isEmpty() && Line.id(page.entries().getFirst()).equals(last)) {
            return take(page, 1);
        }
        again();
        return List.of();
    }

    /// Lists the folder once more from its beginning.
    private void again() {
        if (passes++ == MOST_PASSES) {
            restless = true;
            ended = true;
        }
        offset = 0;
    }

    private List<Line> take(Page page, int from) throws HostileAnswerException {
        List<Line> fresh = new ArrayList<>();
        List<Node> entries = page.entries();
        for (Node entry : entries.subList(Math.min(from, entries.size()), entries.size())) {
            Line line = Line.of(entry);
            offset++;
            last = line.id();
            if (handedOut + fresh.size() < most && seen.add(line.id())) {
                fresh.add(line);
            }
        }
        long known = handedOut + fresh.size();
        if (known > MOST_ITEMS) {
            throw new HostileAnswerException("a list in it has no end");
        }
        if (offset > known && known < most) {
            again(); // it came twice in one pass, and could do so for ever
            return fresh;
        }
        boolean none = entries.size() <= from;
        if (none && !page.last() && offset < page.total()) {
            throw new HostileAnswerException("a list in it ends before its end");
        }
        ended = none || page.last() || known >= most;
        return fresh;
    }

    /// Why it is not known what the folder has, if so.
    Optional<String> trouble() {
        return restless
                ? Optional.of(
                        "Mail came and went while it was listed, "
                                + MOST_PASSES
                                + " times over, so some of it may not have been seen. Run this"
                                + " again when the folder is at rest.")
                : Optional.empty();
    }
}
