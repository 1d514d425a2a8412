package mailtally.message;

import java.util.ArrayList;
import java.util.List;

/// A sheet in the making.
final class Collector {
    private final List<Component> components = new ArrayList<>();

    void add(Component component) throws UnaccountedException {
        if (components.size() == Sheet.COMPONENTS_LIMIT) {
            throw new UnaccountedException("a message has too many parts");
        }
        components.add(component);
    }

    /// A place to come back to.
    int mark() {
        return components.size();
    }

    /// Forgets what was added since the mark.
    void backTo(int mark) {
        components.subList(mark, components.size()).clear();
    }

    boolean isEmpty() {
        return components.isEmpty();
    }

    Sheet sheet() {
        return new Sheet(Sheet.VERSION, components);
    }
}
