package mailtally.transfer;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import mailtally.store.Appender;
import mailtally.store.Folder;
import mailtally.store.Locator;
import mailtally.store.RefusedException;
import mailtally.store.StoreUnavailableException;
import mailtally.store.WritableStore;

/// The one door through which anything goes onto the target; each step is announced. May be used by
/// several threads.
final class TargetDoor {
    private final WritableStore store;
    private final Steps steps;

    TargetDoor(WritableStore store, Steps steps) {
        this.store = store;
        this.steps = steps;
    }

    WritableStore store() {
        return store;
    }

    Folder create(Part part) throws RefusedException, StoreUnavailableException {
        steps.before("create folder " + part.path());
        return store.create(part.path(), part.use());
    }

    List<Appender.Answer> append(Part part, Appender appender, List<Appender.Outgoing> messages)
            throws IOException, StoreUnavailableException {
        steps.before("put " + messages.size() + " into " + part.path());
        return appender.append(messages);
    }

    void addFlags(Appender appender, Locator where, Set<String> flags)
            throws IOException, StoreUnavailableException {
        steps.before("set flags");
        appender.addFlags(where, flags);
    }
}
