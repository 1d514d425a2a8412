package mailtally.demo.exchange;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// Folders and messages of one user, as Exchange keeps them, whichever door they came by. A message
/// is changed once, when it comes in; it is handed out the same from then on. Used by several
/// threads.
final class ExchangeMailbox implements AutoCloseable {
    private final String user;
    private final ExchangeSettings settings;
    private final List<ExchangeFolder> folders = new ArrayList<>();
    private long lastUidValidity = 1_700_000_000L;
    private long lastId;
    private long change;
    private long bytes;
    private long stored;
    private final ExchangeThrottle throttle;
    private final ExchangeVault vault = new ExchangeVault();

    ExchangeMailbox(String user, ExchangeSettings settings) {
        this.user = user;
        this.settings = settings;
        this.throttle = new ExchangeThrottle(settings);
        standard("INBOX", "IPF.Note", "Inbox");
        standard("Drafts", "IPF.Note", "Drafts");
        standard("Sent Items", "IPF.Note", "Sent");
        standard("Deleted Items", "IPF.Note", "Trash");
        standard("Junk Email", "IPF.Note", "Junk");
        standard("Archive", "IPF.Note", "Archive");
        standard("Calendar", "IPF.Appointment", "");
        standard("Contacts", "IPF.Contact", "");
        standard("Tasks", "IPF.Task", "");
        standard("Notes", "IPF.StickyNote", "");
        standard("Journal", "IPF.Journal", "");
        standard("Outbox", "IPF.Note", "");
        standard("Sync Issues", "IPF.Note", "");
        standard("Conversation History", "IPF.Note", "");
    }

    private void standard(String name, String itemClass, String use) {
        add(List.of(name), itemClass, use.isEmpty() ? Optional.empty() : Optional.of(use));
    }

    String user() {
        return user;
    }

    ExchangeSettings settings() {
        return settings;
    }

    /// How fast it may be filled, for all doors together.
    ExchangeThrottle throttle() {
        return throttle;
    }

    synchronized List<ExchangeFolder> folders() {
        return List.copyOf(folders);
    }

    /// The folder with this name.
    synchronized Optional<ExchangeFolder> folder(List<String> path) {
        String key = key(path);
        return folders.stream().filter(f -> key(f.path()).equals(key)).findFirst();
    }

    synchronized Optional<ExchangeFolder> folder(String id) {
        return folders.stream().filter(f -> f.id().equals(id)).findFirst();
    }

    private String key(List<String> path) {
        String name = String.join("/", kept(path));
        boolean anyCase =
                settings.has(ExchangeQuirk.FOLDERS_WITHOUT_CASE) || name.equalsIgnoreCase("INBOX");
        return anyCase ? name.toLowerCase(Locale.ROOT) : name;
    }

    /// The name as it is kept.
    private List<String> kept(List<String> path) {
        return settings.has(ExchangeQuirk.TRAILING_BLANKS_CUT)
                ? path.stream().map(String::stripTrailing).toList()
                : path;
    }

    /// Makes a folder; those above it must be there. The one that is there already is no error.
    synchronized ExchangeFolder create(List<String> wanted) throws ExchangeRefusal {
        List<String> path = kept(wanted);
        Optional<ExchangeFolder> there = folder(path);
        if (there.isPresent()) {
            return there.get();
        }
        if (path.size() == 1 && settings.reserved(path.getFirst())) {
            throw new ExchangeRefusal(ExchangeRefusal.Why.FOLDER_RESERVED);
        }
        if (path.size() > 1 && folder(path.subList(0, path.size() - 1)).isEmpty()) {
            throw new ExchangeRefusal(ExchangeRefusal.Why.NO_SUCH_FOLDER);
        }
        return add(path, "IPF.Note", Optional.empty());
    }

    private ExchangeFolder add(List<String> path, String itemClass, Optional<String> use) {
        ExchangeFolder folder =
                new ExchangeFolder(nextId(), path, itemClass, use, ++lastUidValidity);
        folders.add(folder);
        change++;
        return folder;
    }

    private String nextId() {
        return "AAMk" + HexFormat.of().toHexDigits(++lastId, 12);
    }

    /// Takes a message, changed as the settings' quirks say.
    ///
    /// @param draft true where the door marks it as one
    ExchangeItem add(
            ExchangeFolder folder, byte[] mime, Instant received, Set<String> flags, boolean draft)
            throws ExchangeRefusal {
        reserve(mime.length);
        ExchangeVault.Kept kept = vault.keep(settings.rewrite(mime, user));
        synchronized (this) {
            ExchangeItem item =
                    new ExchangeItem(
                            folder.takeUid(),
                            nextId(),
                            ++change,
                            kept,
                            settings.has(ExchangeQuirk.WHOLE_SECONDS)
                                    ? received.truncatedTo(ChronoUnit.SECONDS)
                                    : received,
                            settings.clock().instant(),
                            settings.keptFlags(flags),
                            draft);
            folder.put(item);
            stored++;
            return item;
        }
    }

    private synchronized void reserve(long more) throws ExchangeRefusal {
        if (more > settings.mostMessageBytes()) {
            throw new ExchangeRefusal(ExchangeRefusal.Why.TOO_LARGE);
        }
        if (bytes + more > settings.mostMailboxBytes()) {
            throw new ExchangeRefusal(ExchangeRefusal.Why.FULL);
        }
        bytes += more;
    }

    synchronized List<ExchangeItem> items(ExchangeFolder folder) {
        return folder.items();
    }

    synchronized Optional<ExchangeItem> item(ExchangeFolder folder, long uid) {
        return folder.item(uid);
    }

    synchronized long uidNext(ExchangeFolder folder) {
        return folder.uidNext();
    }

    /// How many messages the folder lost since it was made.
    synchronized int removals(ExchangeFolder folder) {
        return folder.removals();
    }

    /// How many messages ever came in.
    synchronized long stored() {
        return stored;
    }

    /// The UIDs of the folder's messages above this one, ascending.
    synchronized List<Long> uidsAbove(ExchangeFolder folder, long uid) {
        return folder.uidsAbove(uid);
    }

    /// The item with this id, in whichever folder.
    synchronized Optional<ExchangeItem> item(String id) {
        return folders.stream()
                .flatMap(f -> f.items().stream())
                .filter(i -> i.id().equals(id))
                .findFirst();
    }

    /// Adds to a message's flags, or takes from them.
    synchronized void flags(ExchangeFolder folder, long uid, Set<String> add, Set<String> remove) {
        folder.item(uid)
                .ifPresent(
                        item -> {
                            Set<String> flags = new TreeSet<>(item.flags());
                            flags.addAll(settings.keptFlags(add));
                            flags.removeAll(remove);
                            folder.put(item.withFlags(flags, ++change));
                        });
    }

    /// Puts a message into another folder, as it is. One that moves keeps its id.
    synchronized ExchangeItem copy(
            ExchangeFolder from, ExchangeItem item, ExchangeFolder to, boolean moving) {
        ExchangeItem copy =
                new ExchangeItem(
                        to.takeUid(),
                        moving ? item.id() : nextId(),
                        ++change,
                        item.kept(),
                        item.received(),
                        settings.clock().instant(),
                        item.flags(),
                        item.draft());
        to.put(copy);
        if (moving) {
            from.remove(item.uid(), change);
        }
        return copy;
    }

    /// Removes a message, as its user or an administrator could.
    synchronized void remove(ExchangeFolder folder, long uid) {
        folder.remove(uid, ++change);
    }

    /// Removes a folder with what is in it.
    synchronized void remove(ExchangeFolder folder) {
        folders.remove(folder);
        change++;
    }

    /// The number of the last change; [ExchangeItem#change] and [ExchangeFolder.Removed#change] are
    /// at most this.
    synchronized long change() {
        return change;
    }

    @Override
    public void close() {
        vault.close();
    }
}
