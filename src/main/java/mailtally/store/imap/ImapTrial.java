package mailtally.store.imap;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import mailtally.message.Digester;
import mailtally.store.FolderPath;
import mailtally.store.RefusedException;
import mailtally.store.StoreUnavailableException;
import mailtally.store.TrialMark;
import mailtally.store.TrialStore.Ended;
import org.eclipse.angus.mail.iap.Argument;

/// The folder of a trial: made by CREATE, removed by DELETE (RFC 9051 sections 6.3.4 and 6.3.5),
/// which takes its messages with it. Before DELETE each message's header is read, and the list of
/// messages must be the same twice.
final class ImapTrial {
    /// A late commit can leave a message twice.
    private static final int MOST_MESSAGES = 3 * TrialMark.MOST_MESSAGES;

    private static final int MOST_NAMES = 1_000;

    private final Sessions sessions;
    private final MailboxName.Space space;
    private final TrialMark mark;
    private final MailboxName name;

    ImapTrial(Sessions sessions, MailboxName.Space space, TrialMark mark) {
        this.sessions = sessions;
        this.space = space;
        this.mark = mark;
        this.name = MailboxName.of(mark.folder(), space);
    }

    /// Makes the folder.
    ///
    /// @return its name
    MailboxName make() throws RefusedException, StoreUnavailableException {
        try {
            if (!listed(name.raw()).isEmpty()) {
                throw new RefusedException(
                        "There is a folder " + mark.folder() + " already. It was left as it is.");
            }
            // Not tried twice: an answer that is lost could hide a folder that was there before.
            sessions.lend(session -> session.run("CREATE", name.argument(), answer -> {}));
            return name;
        } catch (CommandRefusedException e) {
            throw new RefusedException(
                    "The server does not make the folder "
                            + mark.folder()
                            + ". It answered: "
                            + e.getMessage());
        } catch (IOException e) {
            throw sessions.broke(e);
        }
    }

    Ended remove() throws StoreUnavailableException {
        try {
            if (listed(name.raw()).isEmpty()) {
                return new Ended.NotThere();
            }
            Optional<String> kept = whyKept();
            if (kept.isPresent()) {
                return new Ended.Kept(kept.get());
            }
            return deleted();
        } catch (CommandRefusedException e) {
            return new Ended.Kept(
                    "The server does not open or remove it. It answered: " + e.getMessage());
        }
    }

    private Optional<String> whyKept() throws CommandRefusedException, StoreUnavailableException {
        if (space.delimiter().isPresent()
                && !listed(name.raw() + space.delimiter().get() + "*").isEmpty()) {
            return Optional.of("It has folders in it that are not the trial's.");
        }
        UidList now = uids();
        if (now.uids().size() > MOST_MESSAGES) {
            return Optional.of("It holds more messages than a trial puts.");
        }
        return foreign(now)
                .map(
                        why ->
                                "It holds a message that is not the trial's, or cannot be told: "
                                        + why);
    }

    private UidList uids() throws CommandRefusedException, StoreUnavailableException {
        return sessions.lendPatiently(s -> UidList.of(s, name, 0, Long.MAX_VALUE));
    }

    /// What is not the trial's own, as a part of a sentence.
    private Optional<String> foreign(UidList now) throws StoreUnavailableException {
        if (now.uids().isEmpty()) {
            return Optional.empty();
        }
        Batch batch = new Batch(now.uids(), List.<Long>of());
        try {
            new Fetching(sessions, name, now.uidValidity(), true, true)
                    .fill(batch, mailtally.message.MessageBytes.IN_MEMORY_LIMIT_BYTES);
            for (long uid : now.uids()) {
                if (!ours(batch, uid)) {
                    return Optional.of("number " + uid + ".");
                }
            }
            return Optional.empty();
        } finally {
            batch.close();
        }
    }

    private boolean ours(Batch batch, long uid) {
        Optional<Fetched> got = batch.got(uid).filter(f -> !f.empty());
        if (got.isEmpty()) {
            return false;
        }
        try {
            return mark.marks(new Digester().digest(got.get().message()).envelope());
        } catch (IOException e) {
            return false;
        }
    }

    /// Looks once more, and removes at once.
    private Ended deleted() throws CommandRefusedException, StoreUnavailableException {
        UidList before = uids();
        Optional<String> foreign = foreign(before);
        if (foreign.isPresent()) {
            return new Ended.Kept("It holds a message that is not the trial's: " + foreign.get());
        }
        boolean same;
        try {
            same =
                    sessions.lend(
                            session -> {
                                UidList last = UidList.of(session, name, 0, Long.MAX_VALUE);
                                if (!last.equals(before)) {
                                    return false;
                                }
                                // A server may keep a folder that somebody has open.
                                session.examineAnew(new MailboxName("INBOX"));
                                session.run("DELETE", name.argument(), answer -> {});
                                return true;
                            });
        } catch (IOException e) {
            if (!listed(name.raw()).isEmpty()) {
                throw sessions.broke(e);
            }
            same = true;
        }
        if (!same) {
            return new Ended.Kept("It changed while it was looked at.");
        }
        if (!listed(name.raw()).isEmpty()) {
            return new Ended.Kept("The server says that it removed it, and lists it still.");
        }
        return new Ended.Removed(before.uids().size(), elsewhere());
    }

    /// Where the server moved it, if it did.
    private Optional<FolderPath> elsewhere() throws StoreUnavailableException {
        String plain = mark.folder().text();
        try {
            return listed("*", n -> n.raw().contains(plain)).stream()
                    .map(n -> n.path(space))
                    .findFirst();
        } catch (CommandRefusedException e) {
            return Optional.empty(); // it is gone from where it was
        }
    }

    /// The folders of these names.
    private List<MailboxName> listed(String pattern)
            throws CommandRefusedException, StoreUnavailableException {
        return listed(pattern, _ -> true);
    }

    private List<MailboxName> listed(String pattern, Predicate<MailboxName> wanted)
            throws CommandRefusedException, StoreUnavailableException {
        return sessions.lendPatiently(
                session -> {
                    List<MailboxName> names = new ArrayList<>();
                    Argument arguments = new Argument();
                    arguments.writeString("");
                    arguments.append(new MailboxName(pattern).argument());
                    session.run(
                            "LIST",
                            arguments,
                            answer -> {
                                if (answer.keyEquals("LIST") && names.size() < MOST_NAMES) {
                                    FolderList.name(answer).filter(wanted).ifPresent(names::add);
                                }
                            });
                    return names;
                });
    }
}
