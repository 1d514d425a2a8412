package mailtally.store.graph;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import mailtally.message.MessageBytes;
import mailtally.message.Profile;
import mailtally.message.UnreadableException;
import mailtally.store.AddressException;
import mailtally.store.Finding;
import mailtally.store.Folder;
import mailtally.store.HoldingVisitor;
import mailtally.store.Locator;
import mailtally.store.Revisitor;
import mailtally.store.Store;
import mailtally.store.StoreUnavailableException;
import mailtally.store.server.Secrets;
import mailtally.store.server.ServerAddress;
import mailtally.store.server.ServerOptions;

/// A mailbox in Exchange Online, read by Microsoft Graph. A locator is the message's immutable id.
///
/// Content is remembered for one version alone: an edit in Outlook gives the message another, and
/// so does a flag, which costs one more fetch and no proof. Messages that came after the store was
/// opened are not visited. Nothing is ever changed.
public final class GraphStore implements Store {
    private static final int MOST_NAMED = 50;

    /// Where the service is, unless somebody names another cloud.
    public static final URI USUAL = URI.create("https://graph.microsoft.com/v1.0");

    private final ServerAddress address;
    private final GraphCalls calls;
    private final GraphFolders list;
    private final List<Folder> folders;
    private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();

    /// What [#reopen] handed out last, by thread.
    private final Map<Thread, GraphFetched> lent = new ConcurrentHashMap<>();

    private GraphStore(
            ServerAddress address, GraphCalls calls, GraphFolders list, List<Folder> folders) {
        this.address = address;
        this.calls = calls;
        this.list = list;
        this.folders = folders;
    }

    /// Lists the folders.
    ///
    /// @param service where Microsoft Graph is: https, or http to this computer itself
    /// @throws StoreUnavailableException if it is not to be had, or does not show the mailbox; the
    ///     message says who can do what
    /// @throws AddressException if the folder in the address is not there
    public static GraphStore open(
            ServerAddress address, ServerOptions options, Secrets secrets, URI service)
            throws StoreUnavailableException, AddressException {
        GraphCalls calls = new GraphCalls(address, service, options, secrets);
        try {
            GraphFolders list = GraphFolders.list(calls);
            return new GraphStore(address, calls, list, chosen(address, list.folders()));
        } catch (StoreUnavailableException | AddressException | RuntimeException e) {
            calls.close();
            throw e;
        }
    }

    private static List<Folder> chosen(ServerAddress address, List<Folder> all)
            throws AddressException {
        if (address.folder().isEmpty()) {
            return all;
        }
        String wanted = address.folder().get().key();
        List<Folder> chosen =
                all.stream()
                        .filter(
                                one ->
                                        one.path().key().equals(wanted)
                                                || one.path().key().startsWith(wanted + "/"))
                        .toList();
        if (chosen.isEmpty()) {
            throw new AddressException(
                    "There is no folder "
                            + address.folder().get().text()
                            + " in the mailbox "
                            + address.mailbox()
                            + ". Nothing was changed. It has:\n  "
                            + all.stream()
                                    .limit(MOST_NAMED)
                                    .map(one -> one.path().text())
                                    .collect(Collectors.joining("\n  ")));
        }
        return chosen;
    }

    @Override
    public String address() {
        return address.text();
    }

    @Override
    public List<Folder> folders() {
        return folders;
    }

    @Override
    public void read(Folder folder, HoldingVisitor visitor)
            throws StoreUnavailableException, IOException {
        GraphFolders.Remote remote = list.find(folder.path()).orElseThrow();
        GraphListing listing;
        try {
            listing = GraphListing.of(calls, remote.id());
        } catch (GraphRefusedException e) {
            if (e.mailbox()) {
                throw calls.unavailable(e);
            }
            visitor.folderUnreadable(
                    folder.path().text(),
                    "The service does not list the folder. It answered: " + e.getMessage() + ".");
            return;
        } catch (IOException e) {
            visitor.folderUnreadable(
                    folder.path().text(), "The folder was not listed: " + e.getMessage() + ".");
            return;
        }
        try (GraphVisit visit =
                new GraphVisit(
                        listing, new GraphFetch(calls), workers, remote.counted(), visitor)) {
            visit.run();
        }
    }

    @Override
    public MessageBytes reopen(Folder folder, Locator locator) throws IOException {
        if (!GraphItem.sound(locator.value())) {
            throw new UnreadableException("The message is not in this folder: " + locator + ".");
        }
        GraphFetched fetched;
        try {
            fetched = new GraphFetch(calls).fetch(locator.value());
        } catch (StoreUnavailableException e) {
            throw new UnreadableException(e.getMessage(), e);
        }
        Optional.ofNullable(lent.put(Thread.currentThread(), fetched))
                .ifPresent(GraphFetched::close);
        if (!fetched.trouble().isEmpty()) {
            throw new UnreadableException(fetched.trouble());
        }
        return fetched.message();
    }

    @Override
    public void reopen(Folder folder, List<Locator> locators, Revisitor visitor)
            throws StoreUnavailableException, IOException {
        try (GraphAgain again = new GraphAgain(new GraphFetch(calls), workers, visitor)) {
            again.visit(locators);
        }
    }

    @Override
    public List<Finding> findings() {
        return list.findings();
    }

    /// Deleted Items and Junk Email are emptied, and a directory can have rules that remove mail.
    @Override
    public boolean keepsForever() {
        return false;
    }

    /// Exchange keeps properties, and makes MIME of them when it is asked.
    @Override
    public Profile profile() {
        return Profile.REWRITING;
    }

    @Override
    public void close() {
        workers.shutdownNow();
        lent.values().forEach(GraphFetched::close);
        lent.clear();
        calls.close();
    }
}
