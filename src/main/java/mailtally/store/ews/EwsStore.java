package mailtally.store.ews;

import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import mailtally.message.MessageBytes;
import mailtally.message.Profile;
import mailtally.message.UnreadableException;
import mailtally.store.AddressException;
import mailtally.store.Appender;
import mailtally.store.Finding;
import mailtally.store.Folder;
import mailtally.store.FolderPath;
import mailtally.store.HoldingVisitor;
import mailtally.store.Locator;
import mailtally.store.RefusedException;
import mailtally.store.Revisitor;
import mailtally.store.SpecialUse;
import mailtally.store.StoreUnavailableException;
import mailtally.store.TrialMark;
import mailtally.store.TrialStore;
import mailtally.store.server.Secrets;
import mailtally.store.server.ServerAddress;
import mailtally.store.server.ServerOptions;

/// A mailbox on an Exchange Server, by EWS. A locator is the item's id on the server.
///
/// Messages that came after the store was opened are not visited: what was counted then is what is
/// read, but for folders that were opened for adding. As a source nothing is sent that changes the
/// mailbox; [#create], [#appender], [#begin] and [#end] are for targets alone.
public final class EwsStore implements TrialStore {
    /// For all folders together; a batch that has more goes to files.
    private static final long MEMORY_BYTES = 24L << 20;

    private static final int MOST_NAMED = 50;

    private final Service service;
    private final FolderTree tree;
    private final List<Folder> folders;
    private final Reading reading;

    /// Folders that were opened for messages to be added: they are read to their present end.
    private final Set<FolderPath> written = ConcurrentHashMap.newKeySet();

    private final ExecutorService workers =
            Executors.newCachedThreadPool(Thread.ofPlatform().daemon().name("ews-", 0).factory());

    /// What [#reopen] handed out last, by thread.
    private final Map<Long, Batch> lent = new ConcurrentHashMap<>();

    private EwsStore(Service service, FolderTree tree, List<Folder> folders) {
        this.service = service;
        this.tree = tree;
        this.folders = folders;
        this.reading = new Reading(service, workers, new ByteBudget(MEMORY_BYTES));
    }

    /// Signs in and lists the folders.
    ///
    /// @throws StoreUnavailableException if the server is not to be had, does not let us in, or
    ///     lets nobody use EWS
    /// @throws AddressException if the folder in the address is not there
    public static EwsStore open(ServerAddress address, ServerOptions options, Secrets secrets)
            throws StoreUnavailableException, AddressException {
        return open(address, options, secrets, Clock.systemUTC());
    }

    /// The same, with a clock that tells which day it is, for what is to be said of Exchange
    /// Online.
    static EwsStore open(ServerAddress address, ServerOptions options, Secrets secrets, Clock clock)
            throws StoreUnavailableException, AddressException {
        Service service = Service.open(address, options, secrets, clock);
        try {
            FolderTree tree = FolderTree.of(service);
            return new EwsStore(service, tree, chosen(address, tree));
        } catch (StoreUnavailableException | AddressException | RuntimeException e) {
            service.close();
            throw e;
        }
    }

    private static List<Folder> chosen(ServerAddress address, FolderTree tree)
            throws AddressException {
        if (address.folder().isEmpty()) {
            return tree.folders();
        }
        FolderPath wanted = address.folder().get();
        List<Folder> chosen =
                tree.folders().stream().filter(f -> within(f.path(), wanted)).toList();
        if (chosen.isEmpty()) {
            List<String> names =
                    tree.folders().stream().limit(MOST_NAMED).map(f -> f.path().text()).toList();
            throw new AddressException(
                    "There is no folder "
                            + wanted.text()
                            + " at "
                            + address.host()
                            + ". Nothing was changed. It has:\n  "
                            + String.join("\n  ", names));
        }
        return chosen;
    }

    private static boolean within(FolderPath path, FolderPath wanted) {
        int depth = wanted.names().size();
        return path.names().size() >= depth
                && FolderNames.key(new FolderPath(path.names().subList(0, depth)))
                        .equals(FolderNames.key(wanted));
    }

    @Override
    public String address() {
        return service.address().text();
    }

    @Override
    public List<Folder> folders() {
        return folders;
    }

    @Override
    public void read(Folder folder, HoldingVisitor visitor)
            throws StoreUnavailableException, IOException {
        RemoteFolder remote = remote(folder);
        boolean toTheEnd = written.contains(folder.path()) || remote.total() < 0;
        Listing listing =
                new Listing(service, remote.id(), toTheEnd ? Long.MAX_VALUE : remote.total());
        try {
            reading.visit(listing::next, visitor, service.options().headersOnly());
        } catch (RefusedByServerException e) {
            visitor.folderUnreadable(
                    folder.path().text(),
                    "The server does not list the folder. It answered: " + e.getMessage() + ".");
            return;
        }
        Optional<String> trouble = listing.trouble();
        if (trouble.isPresent()) {
            visitor.folderUnreadable(folder.path().text(), trouble.get());
        }
    }

    @Override
    public MessageBytes reopen(Folder folder, Locator locator) throws IOException {
        Batch one = new Batch(looked(folder, locator), Set.of());
        Optional.ofNullable(lent.put(Thread.currentThread().threadId(), one))
                .ifPresent(Batch::close);
        Line line = one.lines().getFirst();
        try {
            new Fetching(service, false).fill(one, MessageBytes.IN_MEMORY_LIMIT_BYTES);
        } catch (StoreUnavailableException e) {
            throw new UnreadableException(e.getMessage(), e);
        }
        Optional<Mime> got = one.got(line);
        if (got.isEmpty()) {
            throw new UnreadableException(one.trouble(line).orElse("It is no mail."));
        }
        return got.get().message();
    }

    private List<Line> looked(Folder folder, Locator locator) throws UnreadableException {
        Again again = new Again(service, remote(folder), List.of(locator));
        List<Line> lines;
        try {
            lines = again.next();
        } catch (StoreUnavailableException e) {
            throw new UnreadableException(e.getMessage(), e);
        }
        if (lines.isEmpty()) {
            throw new UnreadableException(again.gone().get(locator));
        }
        return lines;
    }

    @Override
    public void reopen(Folder folder, List<Locator> locators, Revisitor visitor)
            throws StoreUnavailableException, IOException {
        Again again = new Again(service, remote(folder), locators);
        try {
            reading.visit(again::next, new Passing(visitor), false);
        } catch (RefusedByServerException e) {
            throw new IllegalStateException("what is refused is told with each", e);
        }
        for (Map.Entry<Locator, String> gone : again.gone().entrySet()) {
            visitor.unreadable(gone.getKey(), gone.getValue());
        }
    }

    @Override
    public Folder create(FolderPath path, Optional<SpecialUse> use)
            throws RefusedException, StoreUnavailableException {
        return tree.create(path).folder();
    }

    @Override
    public Appender appender(Folder folder) {
        written.add(folder.path());
        return new EwsAppender(service, remote(folder));
    }

    @Override
    public Folder begin(TrialMark mark) throws RefusedException, StoreUnavailableException {
        return new EwsTrial(service, tree, reading, mark).make().folder();
    }

    @Override
    public Ended end(TrialMark mark) throws StoreUnavailableException {
        return new EwsTrial(service, tree, reading, mark).remove();
    }

    @Override
    public List<Finding> findings() {
        return new ArrayList<>(tree.findings());
    }

    /// Exchange empties Deleted Items and Junk Email by its rules, and other folders by those that
    /// an administrator sets.
    @Override
    public boolean keepsForever() {
        return false;
    }

    @Override
    public Profile profile() {
        return Profile.REWRITING;
    }

    @Override
    public void close() {
        workers.shutdownNow();
        lent.values().forEach(Batch::close);
        service.close();
    }

    private RemoteFolder remote(Folder folder) {
        return tree.find(folder.path()).orElseThrow();
    }
}
