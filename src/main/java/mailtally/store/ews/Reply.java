package mailtally.store.ews;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// What the server answered for each thing that one request asked for, in that order.
record Reply(List<One> all) {
    Reply {
        all = List.copyOf(all);
    }

    /// One of the answers.
    ///
    /// @param refusal why it was not done; empty where it was
    record One(Optional<Refusal> refusal, Node node) {
        /// The items in it.
        List<Node> items() {
            return node.child("Items").map(Node::children).orElse(List.of());
        }

        /// The folders in it.
        List<Node> folders() {
            return node.child("Folders").map(Node::children).orElse(List.of());
        }

        boolean busy() {
            return refusal.filter(Refusal::busy).isPresent();
        }
    }

    /// Reads `…Response/ResponseMessages`.
    ///
    /// @throws HostileAnswerException if it is none
    static Reply of(Node response) throws HostileAnswerException {
        Node messages =
                response.child("ResponseMessages")
                        .orElseThrow(
                                () -> new HostileAnswerException("it has no response messages"));
        return new Reply(messages.children().stream().map(Reply::one).toList());
    }

    private static One one(Node message) {
        boolean success = message.attribute("ResponseClass").orElse("").equals("Success");
        return new One(success ? Optional.empty() : Optional.of(refusal(message)), message);
    }

    private static Refusal refusal(Node message) {
        return new Refusal(
                message.textAt("ResponseCode").orElse("an error without a code"),
                message.textAt("MessageText").orElse(""),
                backOff(message));
    }

    /// `MessageXml/Value` with the name BackOffMilliseconds.
    static Optional<Duration> backOff(Node message) {
        return message.at("MessageXml").stream()
                .flatMap(xml -> xml.children().stream())
                .filter(v -> v.attribute("Name").orElse("").equals("BackOffMilliseconds"))
                .map(Node::text)
                .map(String::strip)
                .filter(text -> text.matches("\\d{1,9}"))
                .map(text -> Duration.ofMillis(Long.parseLong(text)))
                .findFirst();
    }

    /// The first refusal of this kind, if there is one.
    Optional<Refusal> firstRefusal(Predicate<Refusal> kind) {
        return all.stream().flatMap(one -> one.refusal().stream()).filter(kind).findFirst();
    }

    /// The only answer.
    ///
    /// @throws HostileAnswerException if there are none or several
    One only() throws HostileAnswerException {
        return all(1).getFirst();
    }

    /// The answers, which must be so many.
    List<One> all(int wanted) throws HostileAnswerException {
        if (all.size() != wanted) {
            throw new HostileAnswerException(
                    "it answers for " + all.size() + " things where " + wanted + " were asked for");
        }
        return all;
    }
}
