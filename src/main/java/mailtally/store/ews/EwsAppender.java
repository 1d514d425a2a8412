package mailtally.store.ews;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import mailtally.store.AnswerLostException;
import mailtally.store.Appender;
import mailtally.store.Locator;
import mailtally.store.StoreUnavailableException;
import mailtally.store.server.WebBody;

/// Adds messages to one folder (CreateItem with MimeContent). Several in one request; each has an
/// answer of its own.
///
/// EWS has no UIDs, so a mark is the folder's id and how many items it has: it tells that something
/// came, and whoever wants to know what looks through the folder.
final class EwsAppender implements Appender {
    private static final long REQUEST_BYTES = 4L << 20;
    private static final int REQUEST_MESSAGES = 100;

    private final Service service;
    private final RemoteFolder folder;

    /// How many items there were at the last mark, and how many were stored since.
    private long marked = -1;

    private long storedSince;

    EwsAppender(Service service, RemoteFolder folder) {
        this.service = service;
        this.folder = folder;
    }

    @Override
    public Mark mark() throws IOException, StoreUnavailableException {
        marked = count();
        storedSince = 0;
        return new Mark(folder.id(), marked);
    }

    private long count() throws StoreUnavailableException {
        try {
            Reply.One answer = service.patiently(Questions.folder(folder.id())).only();
            if (answer.refusal().isPresent()) {
                throw new RefusedByServerException(answer.refusal().get());
            }
            return answer.folders().isEmpty()
                    ? 0
                    : Math.max(0, FolderLine.of(answer.folders().getFirst()).total());
        } catch (RefusedByServerException e) {
            throw new StoreUnavailableException(
                    service.address().hostAndPort()
                            + " does not show a folder again that messages are put into. It"
                            + " answered: "
                            + e.getMessage()
                            + ". What was put there stays. Run this again.",
                    e);
        } catch (HostileAnswerException e) {
            throw service.noExchange(e);
        }
    }

    /// Exchange does not tell how large a message may be, and keeps no keywords.
    @Override
    public Takes takes() {
        return new Takes(Optional.empty(), ItemFlags.KEPT, false);
    }

    @Override
    public List<Answer> append(List<Outgoing> messages)
            throws IOException, StoreUnavailableException {
        List<NewItem> items = new ArrayList<>();
        for (Outgoing message : messages) {
            items.add(NewItem.of(message));
        }
        try {
            return inRequests(items);
        } catch (HostileAnswerException e) {
            throw lost(e, e.getMessage());
        } catch (IOException e) {
            throw lost(e, Service.explain(e));
        }
    }

    private AnswerLostException lost(IOException failure, String why) {
        return new AnswerLostException(
                "What "
                        + service.address().hostAndPort()
                        + " answered while messages were being added was lost: "
                        + why
                        + ".",
                failure);
    }

    private List<Answer> inRequests(List<NewItem> items)
            throws IOException, StoreUnavailableException {
        List<Answer> answers = new ArrayList<>();
        int from = 0;
        while (from < items.size()) {
            long bytes = items.get(from).message().wireBytes();
            int to = from + 1;
            while (to < items.size()
                    && to - from < REQUEST_MESSAGES
                    && bytes + items.get(to).message().wireBytes() <= REQUEST_BYTES) {
                bytes += items.get(to++).message().wireBytes();
            }
            answers.addAll(put(items.subList(from, to)));
            from = to;
        }
        return answers;
    }

    /// Adds what one request holds; again what the server was too busy for.
    private List<Answer> put(List<NewItem> items) throws IOException, StoreUnavailableException {
        Map<NewItem, Answer> answers = new HashMap<>();
        List<NewItem> open = items;
        Waits waits = service.waits();
        while (!open.isEmpty()) {
            Optional<Refusal> busy = Optional.empty();
            try {
                busy = once(open, answers);
            } catch (RefusedByServerException e) {
                if (e.refusal().passing()) {
                    throw new BadAnswerException("it answered " + e.getMessage());
                }
                if (!e.refusal().busy()) {
                    return refused(items, open, answers, e.refusal());
                }
                if (e.refusal().gateway() && marked >= 0) {
                    notGrown(e.refusal());
                }
                busy = Optional.of(e.refusal());
            }
            List<NewItem> left = open.stream().filter(i -> !answers.containsKey(i)).toList();
            waits = left.size() < open.size() ? service.waits() : waits;
            if (busy.isPresent()) {
                waits.busy(busy.get());
            }
            open = left;
        }
        return items.stream().map(answers::get).toList();
    }

    /// The server took none of them. One of them may be why, so each is tried alone.
    private List<Answer> refused(
            List<NewItem> items, List<NewItem> open, Map<NewItem, Answer> answers, Refusal refusal)
            throws IOException, StoreUnavailableException {
        if (open.size() == 1) {
            answers.put(open.getFirst(), new Answer.Refused(refusal.text()));
        } else {
            for (NewItem item : open) {
                answers.put(item, put(List.of(item)).getFirst());
            }
        }
        return items.stream().map(answers::get).toList();
    }

    /// Asks once; the answer is what the server said of the first message for which it was busy.
    private Optional<Refusal> once(List<NewItem> items, Map<NewItem, Answer> answers)
            throws IOException, RefusedByServerException, StoreUnavailableException {
        Reply reply = service.once(body(items), Service.USUAL_BYTES, Optional.empty());
        List<Reply.One> said = reply.all(items.size());
        List<Refusal> doubtful = new ArrayList<>();
        Optional<Refusal> busy = Optional.empty();
        for (int i = 0; i < items.size(); i++) {
            Optional<Refusal> refusal = said.get(i).refusal();
            if (refusal.isEmpty()) {
                storedSince++;
                answers.put(items.get(i), stored(said.get(i)));
            } else if (refusal.get().busy()) {
                busy = busy.or(() -> refusal);
            } else {
                answers.put(items.get(i), new Answer.Refused(refusal.get().text()));
                refusal.filter(Refusal::passing).ifPresent(doubtful::add);
            }
        }
        if (!doubtful.isEmpty()) {
            notGrown(doubtful.getFirst());
        }
        return busy;
    }

    /// A server that broke may have stored a message all the same. Where the folder has grown by
    /// another number than was acknowledged nothing is known, and it must be looked for.
    private void notGrown(Refusal refusal) throws BadAnswerException, StoreUnavailableException {
        if (marked < 0 || count() - marked != storedSince) {
            throw new BadAnswerException(
                    "the folder does not have as many messages as were acknowledged, after the"
                            + " server answered: "
                            + refusal.text());
        }
    }

    private static Answer stored(Reply.One said) throws HostileAnswerException {
        List<Node> items = said.items();
        return new Answer.Stored(
                items.isEmpty()
                        ? Optional.empty()
                        : Optional.of(new Locator(Line.id(items.getFirst()))));
    }

    private JoinedBody body(List<NewItem> items) {
        List<WebBody> parts = new ArrayList<>();
        parts.add(
                WebBody.of(
                        "<m:CreateItem MessageDisposition=\"SaveOnly\">"
                                + "<m:SavedItemFolderId>"
                                + Questions.folderId(folder.id())
                                + "</m:SavedItemFolderId><m:Items>"));
        items.forEach(item -> parts.addAll(item.parts()));
        parts.add(WebBody.of("</m:Items></m:CreateItem>"));
        return new JoinedBody(parts);
    }

    @Override
    public void addFlags(Locator where, Set<String> flags)
            throws IOException, StoreUnavailableException {
        List<String> changes = FlagChange.of(flags);
        if (changes.isEmpty()) {
            return;
        }
        try {
            Optional<Refusal> refusal =
                    service.patiently(FlagChange.question(where.value(), changes)).only().refusal();
            if (refusal.isPresent()) {
                throw new RefusedByServerException(refusal.get());
            }
        } catch (RefusedByServerException e) {
            throw new IOException("The server does not set the flags: " + e.getMessage(), e);
        }
    }

    /// Nothing is held between calls.
    @Override
    public void close() {}
}
