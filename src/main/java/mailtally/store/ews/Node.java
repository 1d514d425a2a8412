package mailtally.store.ews;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// An element of an answer with what is in it. Names are without their namespace: the words of EWS
/// do not occur in two of them. Filled by [AnswerReader], and not changed afterwards.
final class Node {
    private final String name;
    private final Map<String, String> attributes = new LinkedHashMap<>();
    private final List<Node> children = new ArrayList<>();
    private String text = "";

    Node(String name) {
        this.name = name;
    }

    String name() {
        return name;
    }

    /// Its text; empty for an element that has others in it.
    String text() {
        return text;
    }

    List<Node> children() {
        return children;
    }

    /// The first child with this name.
    Optional<Node> child(String wanted) {
        return children.stream().filter(c -> c.name.equals(wanted)).findFirst();
    }

    /// The element that this path of names leads to, if it is there.
    Optional<Node> at(String... path) {
        Optional<Node> here = Optional.of(this);
        for (String step : path) {
            here = here.flatMap(n -> n.child(step));
        }
        return here;
    }

    /// The text of the element that the path leads to.
    Optional<String> textAt(String... path) {
        return at(path).map(Node::text);
    }

    Optional<String> attribute(String wanted) {
        return Optional.ofNullable(attributes.get(wanted));
    }

    void add(Node child) {
        children.add(child);
    }

    void put(String attribute, String value) {
        attributes.put(attribute, value);
    }

    void setText(String all) {
        text = all;
    }

    @Override
    public String toString() {
        return "<" + name + ">";
    }
}
