package mailtally.store.ews;

import java.util.List;

/// One page of a list.
///
/// @param last true if it is the last one
/// @param total how long the whole list is
record Page(List<Node> entries, boolean last, long total) {
    /// Reads a `RootFolder`.
    ///
    /// @param what the element that holds the entries
    static Page of(Node message, String what) throws HostileAnswerException {
        Node root =
                message.child("RootFolder")
                        .orElseThrow(() -> new HostileAnswerException("a list in it is missing"));
        return new Page(
                root.child(what).map(Node::children).orElse(List.of()),
                root.attribute("IncludesLastItemInRange").filter("true"::equals).isPresent(),
                root.attribute("TotalItemsInView")
                        .filter(t -> t.matches("\\d{1,10}"))
                        .map(Long::parseLong)
                        .orElseThrow(
                                () -> new HostileAnswerException("a list in it has no length")));
    }
}
