package mailtally.demo.exchange;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// One folder of the mailbox. All access goes through [ExchangeMailbox], which holds the lock.
final class ExchangeFolder {
    /// Mail by their class, and of the mailbox's own use.
    private static final Set<String> OWN = Set.of("Outbox", "Sync Issues", "Conversation History");

    private final String id;
    private final List<String> path;
    private final String itemClass;
    private final Optional<String> use;
    private final long uidValidity;
    private final TreeMap<Long, ExchangeItem> items = new TreeMap<>();
    private final List<Removed> removed = new ArrayList<>();
    private long uidNext = 1;

    /// A message that is gone.
    record Removed(String id, long change) {}

    /// @param path its name, level by level
    /// @param itemClass `IPF.Note` for mail, `IPF.Appointment`, `IPF.Contact`, …
    /// @param use `Sent`, `Trash`, `Drafts`, `Junk`, `Inbox`, `Archive` where it is for that
    ExchangeFolder(
            String id,
            List<String> path,
            String itemClass,
            Optional<String> use,
            long uidValidity) {
        this.id = id;
        this.path = List.copyOf(path);
        this.itemClass = itemClass;
        this.use = use;
        this.uidValidity = uidValidity;
    }

    String id() {
        return id;
    }

    List<String> path() {
        return path;
    }

    String itemClass() {
        return itemClass;
    }

    boolean holdsMail() {
        return itemClass.equals("IPF.Note");
    }

    /// True where a person keeps mail in it.
    boolean takesMail() {
        return holdsMail() && !(path.size() == 1 && OWN.contains(path.getFirst()));
    }

    Optional<String> use() {
        return use;
    }

    long uidValidity() {
        return uidValidity;
    }

    long uidNext() {
        return uidNext;
    }

    /// The items in the order of their UIDs.
    List<ExchangeItem> items() {
        return List.copyOf(items.values());
    }

    /// The UIDs above this one, ascending.
    List<Long> uidsAbove(long uid) {
        return List.copyOf(items.tailMap(uid, false).keySet());
    }

    /// How many messages there are.
    int count() {
        return items.size();
    }

    /// How many are gone since the folder was made.
    int removals() {
        return removed.size();
    }

    List<Removed> removed() {
        return List.copyOf(removed);
    }

    Optional<ExchangeItem> item(long uid) {
        return Optional.ofNullable(items.get(uid));
    }

    long takeUid() {
        return uidNext++;
    }

    void put(ExchangeItem item) {
        items.put(item.uid(), item);
    }

    void remove(long uid, long change) {
        Optional.ofNullable(items.remove(uid))
                .ifPresent(item -> removed.add(new Removed(item.id(), change)));
    }
}
