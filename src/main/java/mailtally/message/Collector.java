package mailtally.message;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A sheet in the making.
final class Collector {
    private final List<Component> components = new ArrayList<>();
    private final List<Optional<Detail>> details = new ArrayList<>();

    void add(Component component) throws UnaccountedException {
        add(component, Optional.empty());
    }

    void add(Component component, Optional<Detail> detail) throws UnaccountedException {
        if (components.size() == Sheet.COMPONENTS_LIMIT) {
            throw new UnaccountedException("a message has too many parts");
        }
        components.add(component);
        details.add(detail);
    }

    /// A place to come back to.
    int mark() {
        return components.size();
    }

    /// Forgets what was added since the mark.
    void backTo(int mark) {
        components.subList(mark, components.size()).clear();
        details.subList(mark, details.size()).clear();
    }

    boolean isEmpty() {
        return components.isEmpty();
    }

    Reading reading() {
        return new Reading(sheet(), details);
    }

    Sheet sheet() {
        return new Sheet(Sheet.VERSION, components);
    }
}
