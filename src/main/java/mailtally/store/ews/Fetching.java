package mailtally.store.ews;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import mailtally.store.StoreUnavailableException;
import mailtally.store.server.WebBody;

/// Fills a batch with messages (GetItem). A refusal, and a connection that breaks, are taken apart
/// until the message that causes them is alone; it is named, and the rest is read. Every loop has a
/// limit.
final class Fetching {
    private static final int MOST_TRIES = 3;
    private static final long[] PAUSES_MS = {200, 1_000, 4_000};

    /// What an answer has besides messages, and what a message may have more than the server
    /// guesses: base64 twice, and more, since it is a guess.
    private static final long FRAME_BYTES = 16L << 20;

    private static final int MOST_TIMES_GUESSED = 4;

    /// What the messages of one answer should have together, unless there is only one.
    static final long ANSWER_BYTES = 4L << 20;

    private final Service service;
    private final boolean headersOnly;

    /// @param headersOnly wants headers alone
    Fetching(Service service, boolean headersOnly) {
        this.service = service;
        this.headersOnly = headersOnly;
    }

    /// Fetches all that the batch wants.
    ///
    /// @param memoryBytes how much of it may stay in memory
    void fill(Batch batch, long memoryBytes) throws StoreUnavailableException {
        Shelf shelf = new Shelf(service.options().spill(), memoryBytes);
        batch.shelve(shelf);
        if (headersOnly) {
            new HeaderFetching(service).fill(batch, shelf);
        }
        List<Line> open = batch.open();
        for (int from = 0; from < open.size(); ) {
            long bytes = open.get(from).sizeBytes();
            int to = from + 1;
            while (to < open.size() && bytes + open.get(to).sizeBytes() <= ANSWER_BYTES) {
                bytes += open.get(to++).sizeBytes();
            }
            some(batch, open.subList(from, to), shelf, 0);
            from = to;
        }
    }

    private void some(Batch batch, List<Line> wanted, Shelf shelf, int failures)
            throws StoreUnavailableException {
        List<Line> open = wanted;
        Waits waits = service.waits();
        while (!open.isEmpty()) {
            Optional<Refusal> busy = Optional.empty();
            try {
                busy = ask(batch, open, shelf, failures);
            } catch (RefusedByServerException e) {
                if (!e.refusal().busy()) {
                    String reason = "The server does not hand it out. It answered: ";
                    failed(batch, open, shelf, failures, reason + e.getMessage());
                    return;
                }
                busy = Optional.of(e.refusal());
            } catch (Spills.FailedException e) {
                throw service.notKept(e);
            } catch (IOException e) {
                String reason = "It could not be fetched: " + why(e) + ".";
                failed(batch, still(batch, open), shelf, failures, reason);
                return;
            }
            List<Line> left = still(batch, open);
            if (busy.isEmpty()) {
                again(batch, left, shelf, failures);
                return;
            }
            // Some came, so the server is not too busy altogether.
            waits = left.size() < open.size() ? service.waits() : waits;
            waits.busy(busy.get());
            open = left;
        }
    }

    private static String why(IOException failure) {
        return failure instanceof HostileAnswerException
                ? "what the server answered for it is no answer of EWS: " + failure.getMessage()
                : Service.explain(failure);
    }

    private static List<Line> still(Batch batch, List<Line> wanted) {
        return wanted.stream().filter(batch::lacks).toList();
    }

    /// Each that lacks is asked for once more, alone.
    private void again(Batch batch, List<Line> left, Shelf shelf, int failures)
            throws StoreUnavailableException {
        for (Line line : left) {
            some(batch, List.of(line), shelf, failures + 1);
        }
    }

    private void failed(Batch batch, List<Line> left, Shelf shelf, int failures, String reason)
            throws StoreUnavailableException {
        if (left.size() == 1 && failures >= MOST_TRIES - 1) {
            batch.trouble(left.getFirst(), reason);
            return;
        }
        Waits.pause(PAUSES_MS[Math.min(failures, PAUSES_MS.length - 1)]);
        if (left.size() <= 1 || failures == 0) {
            some(batch, left, shelf, failures + 1);
        } else {
            int middle = left.size() / 2;
            some(batch, left.subList(0, middle), shelf, failures);
            some(batch, left.subList(middle, left.size()), shelf, failures);
        }
    }

    /// Asks once; the answer is what the server said of the first message for which it was busy.
    private Optional<Refusal> ask(Batch batch, List<Line> wanted, Shelf shelf, int failures)
            throws IOException, RefusedByServerException, StoreUnavailableException {
        long guessed = wanted.stream().mapToLong(Line::sizeBytes).sum();
        Reply reply =
                service.once(
                        WebBody.of(Questions.messages(wanted.stream().map(Line::id).toList())),
                        FRAME_BYTES + MOST_TIMES_GUESSED * guessed,
                        Optional.of(shelf));
        List<Reply.One> answers = reply.all(wanted.size());
        List<Refusal> busy = new ArrayList<>();
        for (int i = 0; i < wanted.size(); i++) {
            Line line = wanted.get(i);
            Optional<Refusal> refusal = answers.get(i).refusal();
            if (refusal.isEmpty()) {
                take(batch, line, answers.get(i), shelf, failures);
            } else if (refusal.get().busy()) {
                busy.add(refusal.get());
            } else if (gone(refusal.get())) {
                batch.trouble(
                        line,
                        "It vanished while the folder was read: the server listed it, and then"
                                + " had it no longer.");
            } else if (failures > 0 && wanted.size() == 1) {
                batch.trouble(
                        line,
                        "The server does not hand it out. It answered: " + refusal.get().text());
            }
        }
        return busy.stream().findFirst();
    }

    private static boolean gone(Refusal refusal) {
        return refusal.code().equals("ErrorItemNotFound");
    }

    private void take(Batch batch, Line line, Reply.One answer, Shelf shelf, int failures)
            throws IOException {
        List<Node> items = answer.items();
        if (items.size() != 1 || !Line.id(items.getFirst()).equals(line.id())) {
            throw new HostileAnswerException("it has another item in it than was asked for");
        }
        Optional<Mime> mime = items.getFirst().textAt("MimeContent").map(shelf::get);
        if (mime.isPresent() && !mime.get().wrong() && !mime.get().empty()) {
            batch.put(line, headersOnly ? Header.of(mime.get(), shelf) : mime.get());
        } else if (failures > 0) {
            batch.trouble(
                    line,
                    mime.filter(Mime::wrong).isPresent()
                            ? "What the server handed out for it is no message: its base64 is"
                                    + " broken, twice."
                            : "The server handed out no bytes for it, twice.");
        }
    }
}
