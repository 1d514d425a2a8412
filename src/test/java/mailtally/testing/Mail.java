package mailtally.testing;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// A message as a model: what it says, apart from how its bytes say it.
///
/// @param messageId with angle brackets
/// @param date in whole seconds
/// @param others header fields that no rule looks at, such as Received
public record Mail(
        Optional<String> messageId,
        Optional<Instant> date,
        Address from,
        String subject,
        List<Recipient> recipients,
        List<String> others,
        Part body) {
    public Mail {
        recipients = List.copyOf(recipients);
        others = List.copyOf(others);
    }

    /// Somebody. An empty name stands for none.
    public record Address(String name, String address) {}

    /// Somebody to whom it goes.
    ///
    /// @param field `To`, `Cc` or `Bcc`
    public record Recipient(String field, Address address) {}

    /// How text is written as bytes.
    ///
    /// @param charset such as `utf-8`
    /// @param encoding `7bit`, `8bit`, `quoted-printable`, `base64`, or `attached`: in base64, as a
    ///     file with a name that a store made up
    public record Form(String charset, String encoding) {
        /// As a store attaches what was part of the text.
        public static final Form ATTACHED = new Form("utf-8", "attached");
    }

    /// A part of a message.
    public sealed interface Part {}

    /// Plain text.
    public record Text(List<String> lines, Form form) implements Part {
        public Text {
            lines = List.copyOf(lines);
        }
    }

    /// HTML.
    public record Html(List<Piece> pieces, Form form) implements Part {
        public Html {
            pieces = List.copyOf(pieces);
        }
    }

    /// A file.
    ///
    /// @param octets its bytes, one character each
    public record File(String name, String mediaType, String octets, Form form) implements Part {}

    /// A message inside this one.
    public record Inner(Mail mail) implements Part {}

    /// Several parts.
    public record Multi(String subtype, List<Part> parts) implements Part {
        public Multi {
            parts = List.copyOf(parts);
        }
    }

    /// A piece of HTML.
    public sealed interface Piece {}

    /// A word.
    public record Word(String text) implements Piece {}

    /// A word that leads somewhere.
    public record Link(String href, String text) implements Piece {}

    /// A picture, with the words for those who do not see it.
    public record Picture(String source, String alternative) implements Piece {}

    /// The same message with another body.
    public Mail withBody(Part other) {
        return new Mail(messageId, date, from, subject, recipients, others, other);
    }

    /// The same message with other recipients.
    public Mail withRecipients(List<Recipient> other) {
        return new Mail(messageId, date, from, subject, other, others, body);
    }

    /// The same message with another subject.
    public Mail withSubject(String other) {
        return new Mail(messageId, date, from, other, recipients, others, body);
    }

    /// The same message with another date.
    public Mail withDate(Optional<Instant> other) {
        return new Mail(messageId, other, from, subject, recipients, others, body);
    }

    /// The same message with another Message-ID, or none.
    public Mail withMessageId(Optional<String> other) {
        return new Mail(other, date, from, subject, recipients, others, body);
    }

    /// Every part that has no parts, in order; those of inner messages too.
    public List<Part> leaves() {
        List<Part> leaves = new ArrayList<>();
        collect(body, leaves);
        return leaves;
    }

    private static void collect(Part part, List<Part> leaves) {
        switch (part) {
            case Multi multi -> multi.parts().forEach(child -> collect(child, leaves));
            case Inner inner -> collect(inner.mail().body(), leaves);
            case Text text -> leaves.add(text);
            case Html html -> leaves.add(html);
            case File file -> leaves.add(file);
        }
    }

    /// The same message with the n-th leaf exchanged.
    public Mail withLeaf(int n, UnaryOperator<Part> change) {
        int[] left = {n};
        return withBody(exchange(body, left, change));
    }

    private static Part exchange(Part part, int[] left, UnaryOperator<Part> change) {
        return switch (part) {
            case Multi multi -> {
                List<Part> parts = new ArrayList<>();
                multi.parts().forEach(child -> parts.add(exchange(child, left, change)));
                yield new Multi(multi.subtype(), parts);
            }
            case Inner inner -> {
                Part body = exchange(inner.mail().body(), left, change);
                yield new Inner(inner.mail().withBody(body));
            }
            default -> left[0]-- == 0 ? change.apply(part) : part;
        };
    }
}
