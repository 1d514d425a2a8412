package mailtally.store.imap;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import mailtally.message.MessageBytes;
import mailtally.message.Profile;
import mailtally.message.UnreadableException;
import mailtally.store.AddressException;
import mailtally.store.Appender;
import mailtally.store.Finding;
import mailtally.store.Folder;
import mailtally.store.FolderPath;
import mailtally.store.Holding;
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

/// A mailbox on an IMAP server. A locator is `UIDVALIDITY.UID` (RFC 9051 section 2.3.1.1).
///
/// Messages that came after the store was opened are not visited: what was counted then is what is
/// read, but for folders that were opened for adding. As a source it sends nothing that changes the
/// mailbox; [#create], [#appender], [#begin] and [#end] are for targets alone.
public final class ImapStore implements TrialStore {
    /// For all folders together; a batch that has more goes to files.
    private static final long MEMORY_BYTES = 24L << 20;

    private static final Pattern LOCATOR = Pattern.compile("(\\d{1,10})\\.(\\d{1,10})");
    private static final int MOST_NAMED = 50;
    private static final long REFUSED_PAUSE_MS = 300;

    private final ServerAddress address;
    private final ServerOptions options;
    private final Sessions sessions;
    private final FolderList list;
    private final List<Folder> folders;
    private final List<Finding> whileReading = new ArrayList<>();

    /// Folders that were opened for messages to be added: they are read to their present end.
    private final Set<FolderPath> written = ConcurrentHashMap.newKeySet();

    private final ByteBudget budget = new ByteBudget(MEMORY_BYTES);
    private final ExecutorService workers =
            Executors.newCachedThreadPool(Thread.ofPlatform().daemon().name("imap-", 0).factory());

    /// What [#reopen] handed out last, by thread.
    private final Map<Long, Batch> lent = new ConcurrentHashMap<>();

    private ImapStore(
            ServerAddress address,
            ServerOptions options,
            Sessions sessions,
            FolderList list,
            List<Folder> folders) {
        this.address = address;
        this.options = options;
        this.sessions = sessions;
        this.list = list;
        this.folders = folders;
    }

    /// Logs in and lists the folders.
    ///
    /// @throws StoreUnavailableException if the server is not to be had, does not let us in, or
    ///     lists nothing
    /// @throws AddressException if the folder in the address is not there
    public static ImapStore open(ServerAddress address, ServerOptions options, Secrets secrets)
            throws StoreUnavailableException, AddressException {
        Sessions sessions = new Sessions(address, options, secrets);
        try {
            FolderList list = FolderList.of(sessions);
            return new ImapStore(address, options, sessions, list, chosen(address, list));
        } catch (StoreUnavailableException | AddressException | RuntimeException e) {
            sessions.close();
            throw e;
        }
    }

    private static List<Folder> chosen(ServerAddress address, FolderList list)
            throws AddressException {
        if (address.folder().isEmpty()) {
            return list.folders();
        }
        FolderPath wanted = address.folder().get();
        List<Folder> chosen =
                list.folders().stream().filter(f -> within(f.path(), wanted)).toList();
        if (chosen.isEmpty()) {
            List<String> names =
                    list.folders().stream().limit(MOST_NAMED).map(f -> f.path().text()).toList();
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
                && new FolderPath(path.names().subList(0, depth)).key().equals(wanted.key());
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
        FolderList.Remote remote = remote(folder);
        long below = written.contains(folder.path()) ? Long.MAX_VALUE : remote.uidNext();
        UidList now;
        try {
            now = list(remote, below);
        } catch (CommandRefusedException e) {
            visitor.folderUnreadable(
                    folder.path().text(),
                    "The server does not open the folder. It answered: " + e.getMessage());
            return;
        }
        if (now.uidValidity() == 0) {
            say(Finding.note(folder.path().text() + ": the server's numbers do not last."));
        } else if (remote.uidValidity() != 0 && now.uidValidity() != remote.uidValidity()) {
            say(
                    Finding.doubt(
                            folder.path().text()
                                    + ": the server made the folder anew while it was read"
                                    + " (UIDVALIDITY was "
                                    + remote.uidValidity()
                                    + ", is "
                                    + now.uidValidity()
                                    + "). Run this again."));
        }
        visit(remote.name(), now, false, visitor);
    }

    /// A refusal may pass by itself; a second one is believed.
    private UidList list(FolderList.Remote remote, long below)
            throws CommandRefusedException, StoreUnavailableException {
        Sessions.Work<UidList> work =
                s -> UidList.of(s, remote.name(), remote.uidValidity(), below);
        try {
            return sessions.lendPatiently(work);
        } catch (CommandRefusedException e) {
            Sessions.pause(REFUSED_PAUSE_MS);
            return sessions.lendPatiently(work);
        }
    }

    private void visit(MailboxName name, UidList now, boolean anew, HoldingVisitor visitor)
            throws StoreUnavailableException, IOException {
        try (Ahead ahead =
                new Ahead(
                        fetching(name, now.uidValidity(), anew),
                        workers,
                        budget,
                        sessions.most() + 1)) {
            new FolderVisit(visitor, now.uidValidity(), options.headersOnly(), now.uids())
                    .run(ahead);
        }
    }

    private Fetching fetching(MailboxName name, long uidValidity, boolean anew) {
        return new Fetching(sessions, name, uidValidity, anew, options.headersOnly());
    }

    @Override
    public MessageBytes reopen(Folder folder, Locator locator) throws IOException {
        Matcher parts = LOCATOR.matcher(locator.value());
        if (!parts.matches()) {
            throw new UnreadableException("The message is not in this folder: " + locator + ".");
        }
        long uid = Long.parseLong(parts.group(2));
        Batch one = new Batch(List.of(uid), List.<Long>of());
        Optional.ofNullable(lent.put(Thread.currentThread().threadId(), one))
                .ifPresent(Batch::close);
        try {
            fetching(remote(folder).name(), Long.parseLong(parts.group(1)), true)
                    .fill(one, MessageBytes.IN_MEMORY_LIMIT_BYTES);
        } catch (StoreUnavailableException e) {
            throw new UnreadableException(e.getMessage(), e);
        }
        if (one.trouble(uid).isPresent()) {
            throw new UnreadableException(one.trouble(uid).get());
        }
        Fetched fetched =
                one.got(uid)
                        .filter(f -> !f.empty())
                        .orElseThrow(
                                () -> new UnreadableException("It is no longer on the server."));
        return fetched.message();
    }

    @Override
    public void reopen(Folder folder, List<Locator> locators, Revisitor visitor)
            throws StoreUnavailableException, IOException {
        TreeSet<Long> uids = new TreeSet<>();
        long uidValidity = 0;
        for (Locator locator : locators) {
            Matcher parts = LOCATOR.matcher(locator.value());
            long validity = parts.matches() ? Long.parseLong(parts.group(1)) : -1;
            if (validity < 0 || (!uids.isEmpty() && validity != uidValidity)) {
                visitor.unreadable(locator, "The message is not in this folder: " + locator + ".");
                continue;
            }
            uidValidity = validity;
            uids.add(Long.parseLong(parts.group(2)));
        }
        visit(
                remote(folder).name(),
                new UidList(uidValidity, List.copyOf(uids)),
                true,
                new Again(visitor));
    }

    /// Passes on what was asked for again.
    private record Again(Revisitor visitor) implements HoldingVisitor {
        @Override
        public void message(Holding holding, MessageBytes bytes) throws IOException {
            visitor.message(holding.locator(), bytes);
        }

        @Override
        public void unreadable(Holding holding, String reason, Optional<MessageBytes> rawFile)
                throws IOException {
            visitor.unreadable(holding.locator(), reason);
        }

        @Override
        public void folderUnreadable(String where, String reason) {
            throw new IllegalStateException("no folder is listed here");
        }
    }

    @Override
    public Folder create(FolderPath path, Optional<SpecialUse> use)
            throws RefusedException, StoreUnavailableException {
        return list.create(sessions, path, use).folder();
    }

    @Override
    public Appender appender(Folder folder) throws RefusedException, StoreUnavailableException {
        written.add(folder.path());
        return ImapAppender.open(sessions, remote(folder).name());
    }

    @Override
    public Folder begin(TrialMark mark) throws RefusedException, StoreUnavailableException {
        return list.made(new ImapTrial(sessions, list.space(), mark).make()).folder();
    }

    @Override
    public Ended end(TrialMark mark) throws StoreUnavailableException {
        return new ImapTrial(sessions, list.space(), mark).remove();
    }

    @Override
    public List<Finding> findings() {
        List<Finding> all = new ArrayList<>(list.findings());
        synchronized (whileReading) {
            all.addAll(whileReading);
        }
        return all;
    }

    /// Servers purge Trash and Junk, and whatever is marked `\Deleted`.
    @Override
    public boolean keepsForever() {
        return false;
    }

    @Override
    public Profile profile() {
        return sessions.exchange() ? Profile.REWRITING : Profile.FAITHFUL;
    }

    @Override
    public void close() {
        workers.shutdownNow();
        lent.values().forEach(Batch::close);
        sessions.close();
    }

    private void say(Finding finding) {
        synchronized (whileReading) {
            whileReading.add(finding);
        }
    }

    private FolderList.Remote remote(Folder folder) {
        return list.find(folder.path()).orElseThrow();
    }
}
