package mailtally.trial;

import java.io.IOException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import mailtally.message.Flags;
import mailtally.store.AnswerLostException;
import mailtally.store.Appender;
import mailtally.store.Folder;
import mailtally.store.FolderPath;
import mailtally.store.Locator;
import mailtally.store.RefusedException;
import mailtally.store.StoreUnavailableException;
import mailtally.store.TrialMark;
import mailtally.store.TrialStore;

/// One trial of one mailbox: makes the folder, puts the messages, reads them back, compares, and
/// removes the folder. Used by one thread.
public final class Trial {
    private final TrialStore store;
    private final TrialMark mark;
    private final SizeTeller sizes;
    private final Map<TrialKind, TrialLetter> put = new EnumMap<>(TrialKind.class);
    private final Map<TrialKind, Fate> fates = new EnumMap<>(TrialKind.class);
    private final Map<TrialKind, Locator> told = new EnumMap<>(TrialKind.class);
    private boolean ended;

    /// Says how long a server says its messages are.
    public interface SizeTeller {
        /// Nobody says.
        SizeTeller NONE = _ -> Map.of();

        /// The lengths of the messages of a folder.
        ///
        /// @throws IOException if they cannot be asked for
        Map<Locator, Long> of(FolderPath folder) throws IOException, StoreUnavailableException;
    }

    /// @param mark a new one, or one whose folder is not there
    public Trial(TrialStore store, TrialMark mark, SizeTeller sizes) {
        this.store = store;
        this.mark = mark;
        this.sizes = sizes;
    }

    /// Does all of it. However it ends, the folder is removed if it can be.
    ///
    /// @throws RefusedException if no folder can be made
    /// @throws StoreUnavailableException if the store went away; the message says whether the
    ///     folder was left behind
    /// @throws IOException if an answer was lost, or the folder cannot be read
    public TrialOutcome run() throws RefusedException, StoreUnavailableException, IOException {
        Folder folder = store.begin(mark);
        Optional<LossProfile> profile = Optional.empty();
        try {
            putAll(folder);
            profile = Optional.of(readBack(folder));
        } catch (StoreUnavailableException e) {
            throw new StoreUnavailableException(
                    e.getMessage() + leftBehind(), e.getCause() == null ? e : e.getCause());
        } catch (RefusedException e) {
            throw new RefusedException(e.getMessage() + leftBehind());
        } catch (IOException e) {
            throw new IOException(e.getMessage() + leftBehind(), e);
        } finally {
            if (profile.isEmpty() && !ended) {
                leftBehind(); // what was thrown is a defect of ours, and says more
            }
        }
        return new TrialOutcome(mark, fates, profile.get(), store.end(mark));
    }

    /// Removes the folder after a failure.
    ///
    /// @return what is to be said of it where it may be there still, else nothing
    private String leftBehind() {
        ended = true;
        String why;
        try {
            switch (store.end(mark)) {
                case TrialStore.Ended.Removed _, TrialStore.Ended.NotThere _ -> {
                    return "";
                }
                case TrialStore.Ended.Kept(String reason) -> why = reason + " ";
            }
        } catch (StoreUnavailableException | RuntimeException e) {
            why = "";
        }
        return " The folder '"
                + mark.folder()
                + "' may be on the server still. "
                + why
                + "Run this again: the next trial removes it.";
    }

    private void putAll(Folder folder)
            throws RefusedException, StoreUnavailableException, IOException {
        try (Appender appender = store.appender(folder)) {
            for (TrialLetter letter : new TrialLetters(mark).all()) {
                put.put(letter.kind(), letter);
                put(appender, letter);
            }
        }
    }

    private void put(Appender appender, TrialLetter letter)
            throws StoreUnavailableException, IOException {
        Appender.Outgoing outgoing =
                new Appender.Outgoing(
                        letter.bytes(), Flags.of(letter.flags()), Optional.of(letter.received()));
        List<Appender.Answer> answers;
        try {
            answers = appender.append(List.of(outgoing));
        } catch (AnswerLostException e) {
            return; // whether it came is seen when the folder is read
        }
        switch (answers.getFirst()) {
            case Appender.Answer.Stored(Optional<Locator> where) ->
                    where.ifPresent(at -> told.put(letter.kind(), at));
            case Appender.Answer.Refused(String reason) ->
                    fates.put(letter.kind(), new Fate.Refused(reason));
        }
    }

    private LossProfile readBack(Folder folder)
            throws RefusedException, StoreUnavailableException, IOException {
        ReadBack read = new ReadBack();
        store.read(folder, read);
        Map<TrialKind, ReadBack.Seen> back = new EnumMap<>(TrialKind.class);
        for (ReadBack.Seen seen : read.seen()) {
            kind(seen).ifPresent(kind -> back.putIfAbsent(kind, seen));
        }
        Comparing comparing = new Comparing(store.profile());
        String why = read.troubles().isEmpty() ? "" : read.troubles().getFirst();
        for (TrialKind kind : TrialKind.values()) {
            Fate fate =
                    back.containsKey(kind)
                            ? comparing.of(put.get(kind).bytes(), back.get(kind).bytes())
                            : new Fate.Missing(why);
            fates.putIfAbsent(kind, fate);
        }
        return new Profiling(put, back)
                .profile(flaggedLater(folder, back), sizes.of(folder.path()));
    }

    /// By the number that the server gave it, else by its header.
    private Optional<TrialKind> kind(ReadBack.Seen seen) {
        Optional<TrialKind> byNumber =
                told.entrySet().stream()
                        .filter(e -> e.getValue().equals(seen.holding().locator()))
                        .map(Map.Entry::getKey)
                        .findFirst();
        if (byNumber.isPresent()) {
            return byNumber;
        }
        for (TrialKind kind : TrialKind.values()) {
            if (seen.envelope().messageId().strip().equals(mark.messageId(kind.number()))) {
                return Optional.of(kind);
            }
        }
        return seen.envelope().subject().strip().equals(mark.subjectWithoutId())
                ? Optional.of(TrialKind.WITHOUT_ID)
                : Optional.empty();
    }

    /// What the flagged message shows once the flag was set again, where it did not come back.
    private Optional<Set<String>> flaggedLater(Folder folder, Map<TrialKind, ReadBack.Seen> back)
            throws RefusedException, StoreUnavailableException, IOException {
        ReadBack.Seen flagged = back.get(TrialKind.FLAGGED);
        if (flagged == null || flagged.holding().flags().names().contains("\\Flagged")) {
            return Optional.empty();
        }
        Locator where = flagged.holding().locator();
        try (Appender appender = store.appender(folder)) {
            appender.addFlags(where, Set.of("\\Flagged"));
        } catch (IOException e) {
            return Optional.empty(); // it is not kept then
        }
        ReadBack again = new ReadBack();
        store.read(folder, again);
        return again.seen().stream()
                .filter(s -> s.holding().locator().equals(where))
                .map(s -> (Set<String>) s.holding().flags().names())
                .findFirst();
    }
}
