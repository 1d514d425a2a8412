package mailtally.store.imap;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.LongPredicate;
import mailtally.store.StoreUnavailableException;
import org.eclipse.angus.mail.iap.Argument;
import org.eclipse.angus.mail.imap.protocol.FetchResponse;

/// Fills a batch from a folder that is open for reading only. A refusal, and a connection that
/// breaks, are taken apart until the message that causes them is alone; it is named, and the rest
/// is read. Every loop has a limit.
final class Fetching {
    private static final int MOST_TRIES = 4;
    private static final long[] PAUSES_MS = {100, 500, 2_000, 4_000};

    private final Sessions sessions;
    private final MailboxName name;
    private final long uidValidity;
    private final boolean anew;
    private final String bodyItem;

    /// @param anew looks at the folder as it is now, not as it was when a connection opened it
    /// @param headersOnly asks for headers alone
    Fetching(
            Sessions sessions,
            MailboxName name,
            long uidValidity,
            boolean anew,
            boolean headersOnly) {
        this.sessions = sessions;
        this.name = name;
        this.uidValidity = uidValidity;
        this.anew = anew;
        this.bodyItem =
                headersOnly
                        ? "(UID FLAGS INTERNALDATE RFC822.SIZE BODY.PEEK[HEADER])"
                        : "(UID FLAGS INTERNALDATE BODY.PEEK[])";
    }

    /// Asks for all that the batch wants.
    ///
    /// @param memoryBytes how much of it may stay in memory
    void fill(Batch batch, long memoryBytes) throws StoreUnavailableException {
        some(batch, batch.open(false), false, memoryBytes, 0);
        some(batch, batch.open(true), true, memoryBytes, 0);
        // What the server passed over, or handed out empty, is asked for once more, each alone.
        batch.forgetEmpty();
        alone(batch, true, memoryBytes);
        alone(batch, false, memoryBytes);
    }

    private void alone(Batch batch, boolean whole, long memoryBytes)
            throws StoreUnavailableException {
        for (long uid : batch.open(whole)) {
            some(batch, List.of(uid), whole, memoryBytes, 0);
        }
    }

    private void some(Batch batch, List<Long> uids, boolean whole, long memoryBytes, int failures)
            throws StoreUnavailableException {
        if (uids.isEmpty()) {
            return;
        }
        try {
            sessions.lend(name, session -> ask(session, batch, uids, whole, memoryBytes));
        } catch (CommandRefusedException e) {
            if (e.passing() && failures < MOST_TRIES) {
                sessions.checkBackOff(e);
                pause(e.backOff(), failures);
                some(batch, still(batch, uids), whole, memoryBytes, failures + 1);
            } else if (uids.size() == 1 && failures == 0) {
                // A refusal may pass by itself; a second one is believed.
                pause(Optional.empty(), failures);
                some(batch, uids, whole, memoryBytes, failures + 1);
            } else if (uids.size() == 1) {
                batch.trouble(
                        uids.getFirst(),
                        "The server does not hand it out. It answered: " + e.getMessage());
            } else {
                halves(batch, uids, whole, memoryBytes, failures);
            }
        } catch (BrokenFolderException e) {
            uids.forEach(uid -> batch.trouble(uid, e.getMessage()));
        } catch (IOException e) {
            batch.doubtLast();
            List<Long> left = still(batch, uids);
            if (left.size() == 1 && failures >= 2) {
                batch.trouble(
                        left.getFirst(),
                        "The connection broke each time it was fetched: " + e.getMessage() + ".");
            } else {
                pause(Optional.empty(), failures);
                if (failures == 0 || left.size() <= 1) {
                    some(batch, left, whole, memoryBytes, failures + 1);
                } else {
                    halves(batch, left, whole, memoryBytes, failures);
                }
            }
        }
    }

    private static List<Long> still(Batch batch, List<Long> uids) {
        LongPredicate open = uid -> batch.got(uid).isEmpty() && batch.trouble(uid).isEmpty();
        return uids.stream().filter(open::test).toList();
    }

    private void halves(Batch batch, List<Long> uids, boolean whole, long memoryBytes, int failures)
            throws StoreUnavailableException {
        int middle = uids.size() / 2;
        some(batch, uids.subList(0, middle), whole, memoryBytes, failures);
        some(batch, uids.subList(middle, uids.size()), whole, memoryBytes, failures);
    }

    private Void ask(Session session, Batch batch, List<Long> uids, boolean whole, long memoryBytes)
            throws IOException, CommandRefusedException {
        Argument arguments = new Argument();
        arguments.writeAtom(UidSet.text(uids));
        arguments.writeAtom(whole ? bodyItem : "(UID FLAGS INTERNALDATE)");
        session.fetch(
                name,
                anew,
                this::check,
                arguments,
                memoryBytes,
                answer -> {
                    if (answer instanceof FetchResponse fetch) {
                        Fetched.of(fetch, session).ifPresent(batch::add);
                    }
                });
        return null;
    }

    private void check(Selected selected) throws BrokenFolderException {
        if (selected.uidValidity() != uidValidity) {
            throw new BrokenFolderException(uidValidity, selected.uidValidity());
        }
    }

    private static void pause(Optional<Duration> asked, int failures)
            throws StoreUnavailableException {
        // A wait that the server asked for is kept by Sessions, for all connections.
        if (asked.isEmpty()) {
            Sessions.pause(PAUSES_MS[Math.min(failures, PAUSES_MS.length - 1)]);
        }
    }

    /// The folder was made anew under the same name while it was read.
    static final class BrokenFolderException extends IOException {
        private static final long serialVersionUID = 1L;

        BrokenFolderException(long was, long is) {
            super(
                    "UIDVALIDITY of its folder was "
                            + was
                            + ", is "
                            + is
                            + ": the server made the folder anew. Run this again.");
        }
    }
}
