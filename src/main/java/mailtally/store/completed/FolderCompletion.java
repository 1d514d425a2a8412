package mailtally.store.completed;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.Lock;
import java.util.stream.Collectors;
import mailtally.message.Component;
import mailtally.message.Containment;
import mailtally.message.MessageBytes;
import mailtally.message.MissingPart;
import mailtally.message.Sheet;
import mailtally.message.SheetMaker;
import mailtally.message.UnreadableException;
import mailtally.store.Completeness;
import mailtally.store.Folder;
import mailtally.store.Holding;
import mailtally.store.HoldingVisitor;
import mailtally.store.Locator;
import mailtally.store.Revisitor;
import mailtally.store.Store;
import mailtally.store.StoreUnavailableException;

/// Reads one folder. What lacks parts is put aside; at the end, or when enough was put aside, the
/// server's folder is listed once, and what may complete it is fetched and compared. One thread,
/// one use.
final class FolderCompletion implements HoldingVisitor {
    /// So many wanted messages are put aside before the server is asked: some 4 MB of memory.
    static final int MOST_WANTED = 4096;

    private static final int MOST_NAMED = 5;

    private final Store lacking;
    private final Server server;
    private final Folder folder;
    private final Optional<Folder> there;
    private final Remembered remembered;
    private final HoldingVisitor visitor;
    private final SheetMaker sheets = new SheetMaker();
    private final List<Wanted> aside = new ArrayList<>();

    FolderCompletion(
            Store lacking,
            Server server,
            Folder folder,
            Remembered remembered,
            HoldingVisitor visitor) {
        this.lacking = lacking;
        this.server = server;
        this.folder = folder;
        this.there = server.counterpart(folder);
        this.remembered = remembered;
        this.visitor = visitor;
    }

    void read() throws StoreUnavailableException, IOException {
        lacking.read(folder, this);
        complete();
    }

    @Override
    public void message(Holding holding, MessageBytes bytes) throws IOException {
        switch (holding.completeness()) {
            case Completeness.Whole _,
                    Completeness.Rebuilt _,
                    Completeness.Completed _,
                    Completeness.CutShort _,
                    Completeness.HeadersOnly _ ->
                    visitor.message(holding, bytes);
            case Completeness.Incomplete(List<MissingPart> missing) ->
                    incomplete(new Wanted(holding, missing), bytes);
        }
    }

    @Override
    public Set<Locator> known(List<Locator> locators) throws IOException {
        return visitor.known(locators);
    }

    @Override
    public void unchanged(Holding holding) throws IOException {
        visitor.unchanged(holding);
    }

    @Override
    public void unreadable(Holding holding, String reason, Optional<MessageBytes> rawFile)
            throws IOException {
        visitor.unreadable(holding, reason, rawFile);
    }

    @Override
    public void folderUnreadable(String where, String reason) throws IOException {
        visitor.folderUnreadable(where, reason);
    }

    private void incomplete(Wanted wanted, MessageBytes bytes) throws IOException {
        Optional<String> never = never(wanted);
        if (never.isPresent()) {
            visitor.message(wanted.left(never.get()), bytes);
            return;
        }
        aside.add(wanted);
        if (aside.size() == MOST_WANTED) {
            complete();
        }
    }

    /// Why there is no use in asking the server.
    private Optional<String> never(Wanted wanted) {
        if (server.gone().isPresent()) {
            return server.gone();
        }
        if (there.isEmpty()) {
            return Optional.of("the server has no folder " + folder.path().text() + ".");
        }
        Holding holding = wanted.holding();
        if (holding.remoteId().isEmpty() && holding.internalDate().isEmpty()) {
            return Optional.of("nothing tells which of the server's messages it is.");
        }
        return wanted.missing().stream()
                .filter(part -> part.encodedBytes() < 0)
                .findFirst()
                .map(
                        part ->
                                "the length of part "
                                        + part.partNumber()
                                        + " was never written down, so no part on the server can"
                                        + " be proven to be it.");
    }

    private void complete() throws IOException {
        List<Wanted> wanted = List.copyOf(aside);
        aside.clear();
        if (wanted.isEmpty()) {
            return;
        }
        Lock lock = server.lock(there.orElseThrow());
        lock.lock();
        try {
            if (server.gone().isEmpty()) {
                ask(there.orElseThrow(), wanted);
            }
        } catch (StoreUnavailableException e) {
            server.gone(e);
        } finally {
            lock.unlock();
        }
        for (Wanted one : wanted) {
            if (!one.told()) {
                left(one);
            }
        }
    }

    /// Best candidates of all first, then the next ones of those that are still not complete.
    private void ask(Folder there, List<Wanted> wanted)
            throws StoreUnavailableException, IOException {
        server.store().read(there, new Listing(wanted));
        while (true) {
            Map<Locator, List<Wanted>> round = new LinkedHashMap<>();
            for (Wanted one : wanted) {
                one.next()
                        .ifPresent(l -> round.computeIfAbsent(l, _ -> new ArrayList<>()).add(one));
            }
            if (round.isEmpty()) {
                return;
            }
            server.store().reopen(there, List.copyOf(round.keySet()), new Offers(there, round));
        }
    }

    /// The server's messages, each compared with those that may be the same.
    private final class Offers implements Revisitor {
        private final Folder there;
        private final Map<Locator, List<Wanted>> round;

        Offers(Folder there, Map<Locator, List<Wanted>> round) {
            this.there = there;
            this.round = round;
        }

        @Override
        public void message(Locator locator, MessageBytes bytes) throws IOException {
            List<Wanted> takers = round.getOrDefault(locator, List.of());
            Sheet offered;
            try {
                offered = sheets.make(bytes, List.of());
            } catch (UnreadableException e) {
                unreadable(locator, e.getMessage());
                return;
            }
            for (Wanted one : takers) {
                offer(one, locator, bytes, offered);
            }
        }

        private void offer(Wanted one, Locator locator, MessageBytes bytes, Sheet offered)
                throws IOException {
            Optional<Sheet> here = sheet(one);
            if (here.isEmpty()) {
                return;
            }
            Containment containment = Containment.of(here.get(), offered);
            if (!containment.whole()) {
                if (containment.sameHead() || one.hasSameId(locator)) {
                    one.not(different(one, containment));
                }
                return;
            }
            Holding completed = one.completed(server.store().address());
            remembered.add(folder, one.holding().locator(), new Remembered.Place(there, locator));
            one.tell();
            visitor.message(completed, bytes);
        }

        @Override
        public void unreadable(Locator locator, String reason) {
            for (Wanted one : round.getOrDefault(locator, List.of())) {
                one.not("the server's message cannot be read. " + reason);
            }
        }
    }

    /// What is here of the message. Where that is no longer so, the visitor is told.
    private Optional<Sheet> sheet(Wanted one) throws IOException {
        try {
            MessageBytes bytes = lacking.reopen(folder, one.holding().locator());
            return Optional.of(sheets.make(bytes, one.missing()));
        } catch (UnreadableException e) {
            one.tell();
            visitor.unreadable(one.holding(), e.getMessage(), Optional.empty());
            return Optional.empty();
        }
    }

    private static String different(Wanted one, Containment containment) {
        String what =
                containment.lost().stream()
                        .limit(MOST_NAMED)
                        .map(FolderCompletion::name)
                        .collect(Collectors.joining(", "));
        if (containment.lost().stream().allMatch(c -> c.kind() == Component.Kind.NOT_DOWNLOADED)) {
            return "the server's message has no part of that type and length either: " + what + ".";
        }
        return containment.sameHead()
                ? "the server's message differs in what is here: " + what + "."
                : "the server's message "
                        + one.holding().remoteId().map(id -> id + " ").orElse("")
                        + "is another one.";
    }

    private static String name(Component component) {
        String label =
                component.label().isEmpty() ? component.kind().toString() : component.label();
        return component.path().isEmpty() ? label : "part " + component.path() + " (" + label + ")";
    }

    private void left(Wanted one) throws IOException {
        String reason =
                server.gone()
                        .orElseGet(
                                () ->
                                        "the server's folder "
                                                + there.orElseThrow().path().text()
                                                + " has no such message.");
        MessageBytes bytes;
        one.tell();
        try {
            bytes = lacking.reopen(folder, one.holding().locator());
        } catch (UnreadableException e) {
            visitor.unreadable(one.left(reason), e.getMessage(), Optional.empty());
            return;
        }
        visitor.message(one.left(reason), bytes);
    }
}
