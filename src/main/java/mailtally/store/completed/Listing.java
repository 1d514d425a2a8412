package mailtally.store.completed;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import mailtally.message.MessageBytes;
import mailtally.store.Holding;
import mailtally.store.HoldingVisitor;
import mailtally.store.Locator;

/// Goes through a server's folder and gives each wanted message its candidates. Says that all
/// messages are known, so that a server hands out none.
final class Listing implements HoldingVisitor {
    private final Map<String, List<Wanted>> byId = new HashMap<>();
    private final Map<Long, List<Wanted>> byDate = new HashMap<>();
    private final List<Wanted> all;

    Listing(List<Wanted> wanted) {
        all = List.copyOf(wanted);
        for (Wanted one : all) {
            Holding holding = one.holding();
            holding.remoteId().ifPresent(id -> list(byId, id).add(one));
            holding.internalDate().ifPresent(d -> list(byDate, d.getEpochSecond()).add(one));
        }
    }

    @Override
    public Set<Locator> known(List<Locator> locators) {
        return Set.copyOf(locators);
    }

    @Override
    public void unchanged(Holding there) {
        ofId(there, one -> one.sameId(there.locator()));
        there.internalDate()
                .map(d -> byDate.getOrDefault(d.getEpochSecond(), List.of()))
                .ifPresent(same -> same.forEach(one -> one.sameDate(there.locator())));
    }

    @Override
    public void message(Holding there, MessageBytes bytes) {
        unchanged(there);
    }

    @Override
    public void unreadable(Holding there, String reason, Optional<MessageBytes> rawFile) {
        ofId(there, one -> one.not("the server's message cannot be read. " + reason));
    }

    @Override
    public void folderUnreadable(String where, String reason) {
        all.forEach(one -> one.not("the server's folder " + where + " cannot be read. " + reason));
    }

    private void ofId(Holding there, Consumer<Wanted> action) {
        there.remoteId()
                .map(id -> byId.getOrDefault(id, List.of()))
                .ifPresent(l -> l.forEach(action));
    }

    private static <K> List<Wanted> list(Map<K, List<Wanted>> map, K key) {
        return map.computeIfAbsent(key, _ -> new ArrayList<>());
    }
}
