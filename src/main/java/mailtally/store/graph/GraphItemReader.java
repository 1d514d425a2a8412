package mailtally.store.graph;

import java.time.Instant;
import java.util.Optional;
import tools.jackson.core.JsonParser;

/// Reads one message of a folder's list.
final class GraphItemReader implements GraphJson.Field {
    private String id = "";
    private String changeKey = "";
    private Optional<Instant> received = Optional.empty();
    private Optional<Instant> created = Optional.empty();
    private boolean read;
    private boolean draft;
    private boolean flagged;
    private boolean removed;
    private int lastVerb;

    @Override
    public void take(String name, JsonParser json) throws GraphJson.SenselessException {
        switch (name) {
            case "id" -> id = GraphJson.text(json).orElse("");
            case "changeKey" ->
                    changeKey = GraphJson.text(json).filter(GraphItem::sound).orElse("");
            case "receivedDateTime" -> received = GraphJson.time(json);
            case "createdDateTime" -> created = GraphJson.time(json);
            case "isRead" -> read = GraphJson.yes(json);
            case "isDraft" -> draft = GraphJson.yes(json);
            case "@removed" -> removed = true;
            case "flag" -> GraphJson.object(json, this::flag);
            case "singleValueExtendedProperties" ->
                    GraphJson.array(json, one -> GraphJson.object(one, this::property));
            default -> {}
        }
    }

    private void flag(String name, JsonParser json) {
        if (name.equals("flagStatus")) {
            flagged = GraphJson.text(json).filter("flagged"::equals).isPresent();
        }
    }

    /// The one that was asked for; there is no other.
    private void property(String name, JsonParser json) {
        if (name.equals("value")) {
            lastVerb =
                    GraphJson.text(json)
                            .filter(text -> text.matches("[0-9]{1,9}"))
                            .map(Integer::parseInt)
                            .orElse(0);
        }
    }

    GraphItem item() {
        return new GraphItem(
                id,
                changeKey,
                received,
                created,
                GraphItem.flags(read, draft, flagged, lastVerb),
                removed);
    }
}
