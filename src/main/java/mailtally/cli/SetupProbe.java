package mailtally.cli;

import java.io.IOException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import mailtally.message.MessageBytes;
import mailtally.store.AddressException;
import mailtally.store.Completeness;
import mailtally.store.Folder;
import mailtally.store.FolderPath;
import mailtally.store.Holding;
import mailtally.store.HoldingVisitor;
import mailtally.store.Locator;
import mailtally.store.RefusedException;
import mailtally.store.Store;
import mailtally.store.StoreUnavailableException;
import mailtally.store.TrialMark;
import mailtally.store.TrialStore;
import mailtally.store.Witness;
import mailtally.trial.Trial;
import mailtally.trial.TrialOutcome;

/// Looks what a mailbox lets one do: signs in, lists its folders, and tries ten messages.
final class SetupProbe {
    private final CommonOptions options;
    private final Places places;
    private final String address;

    /// What was seen.
    ///
    /// @param messages as the server counts them
    /// @param notes what else there is to say, a sentence each
    record Seen(
            String address,
            int folders,
            long messages,
            Optional<TrialOutcome> trial,
            List<String> notes) {
        Seen {
            notes = List.copyOf(notes);
        }
    }

    SetupProbe(CommonOptions options, Places places, String address) {
        this.options = options;
        this.places = places;
        this.address = address;
    }

    /// Signs in and counts; changes nothing.
    Seen look() throws AddressException, StoreUnavailableException {
        Store store = places.open(Side.TARGET, address);
        List<String> notes = new ArrayList<>();
        for (Folder folder : store.folders()) {
            TrialMark.of(folder.path())
                    .ifPresent(
                            _ ->
                                    notes.add(
                                            "There is a folder of an earlier trial: "
                                                    + folder.path()
                                                    + ". The next trial removes it."));
        }
        return seen(store, Optional.empty(), notes);
    }

    /// Signs in, counts, removes what earlier trials left, and tries.
    Seen tried() throws AddressException, StoreUnavailableException, RefusedException, IOException {
        if (!(places.openWritable(address) instanceof TrialStore store)) {
            Seen seen = look();
            List<String> notes = new ArrayList<>(seen.notes());
            notes.add("What it does to mail was not tried: its kind takes no trial yet.");
            return new Seen(seen.address(), seen.folders(), seen.messages(), seen.trial(), notes);
        }
        List<String> notes = new ArrayList<>();
        for (Folder folder : store.folders()) {
            Optional<TrialMark> left = TrialMark.of(folder.path());
            if (left.isPresent()) {
                notes.add(leftover(folder.path(), store.end(left.get())));
            }
        }
        TrialMark mark = TrialMark.make(new SecureRandom());
        AtStop.set(
                () ->
                        "Stopped. The folder '"
                                + mark.folder()
                                + "' may be on the server still. Run this again: the next trial"
                                + " removes it.");
        try {
            TrialOutcome outcome = new Trial(store, mark, this::sizes).run();
            return seen(store, Optional.of(outcome), notes);
        } finally {
            AtStop.clear();
        }
    }

    private Seen seen(Store store, Optional<TrialOutcome> trial, List<String> notes)
            throws StoreUnavailableException {
        List<Folder> all =
                store.folders().stream().filter(f -> TrialMark.of(f.path()).isEmpty()).toList();
        long messages =
                all.stream().flatMap(f -> f.witnesses().stream()).mapToLong(Witness::count).sum();
        return new Seen(store.address(), all.size(), messages, trial, notes);
    }

    private static String leftover(FolderPath path, TrialStore.Ended ended) {
        return switch (ended) {
            case TrialStore.Ended.Removed(int messages, _) ->
                    "An earlier trial had left the folder "
                            + path
                            + ". It held "
                            + messages
                            + " messages of that trial and nothing else, and was removed.";
            case TrialStore.Ended.NotThere _ -> "The folder " + path + " is gone already.";
            case TrialStore.Ended.Kept(String reason) ->
                    "There is a folder " + path + ", which was left as it is. " + reason;
        };
    }

    /// By a session of its own, as another program would see it.
    private Map<Locator, Long> sizes(FolderPath path)
            throws StoreUnavailableException, IOException {
        Map<Locator, Long> sizes = new HashMap<>();
        try (Places quick = new Places(options, true)) {
            Store store = quick.open(Side.TARGET, address);
            for (Folder folder : store.folders()) {
                if (folder.path().equals(path)) {
                    store.read(folder, new Lengths(sizes));
                }
            }
        } catch (AddressException e) {
            throw new IOException("the mailbox cannot be opened a second time", e);
        }
        return sizes;
    }

    /// Notes what the server says of lengths, and nothing else.
    private record Lengths(Map<Locator, Long> sizes) implements HoldingVisitor {
        @Override
        public void message(Holding holding, MessageBytes bytes) {
            if (holding.completeness() instanceof Completeness.HeadersOnly(long size)) {
                sizes.put(holding.locator(), size);
            }
        }

        @Override
        public void unreadable(Holding holding, String reason, Optional<MessageBytes> rawFile) {
            // its length is not known then
        }

        @Override
        public void folderUnreadable(String where, String reason) {
            // no length is known then
        }
    }
}
