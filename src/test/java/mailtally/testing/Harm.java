package mailtally.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// What loses something of a message's content. After any of these the oracle must say that the
/// message no longer contains what it was.
public enum Harm {
    LOST_WORD,
    LOST_LEAF,
    LOST_RECIPIENT,
    LOST_LINK,
    CHANGED_FILE_BYTE,
    CHANGED_SUBJECT,
    CHANGED_DATE,
    LOST_MESSAGE_ID;

    /// The message with this harm done, or empty where it has nothing of that kind to lose.
    public Optional<Mail> apply(Mail mail, Choices choices) {
        return switch (this) {
            case LOST_WORD -> leaf(mail, choices, Harm::hasWords, leaf -> lostWord(leaf, choices));
            case LOST_LEAF -> lostLeaf(mail, choices);
            case LOST_RECIPIENT -> lostRecipient(mail, choices);
            case LOST_LINK -> leaf(mail, choices, Harm::hasLink, Harm::lostLink);
            case CHANGED_FILE_BYTE ->
                    leaf(
                            mail,
                            choices,
                            leaf -> leaf instanceof Mail.File,
                            leaf -> changedByte((Mail.File) leaf, choices));
            case CHANGED_SUBJECT -> Optional.of(mail.withSubject(mail.subject() + " again"));
            case CHANGED_DATE ->
                    mail.date().map(date -> mail.withDate(Optional.of(date.plusSeconds(1))));
            case LOST_MESSAGE_ID ->
                    mail.messageId().map(id -> mail.withMessageId(Optional.empty()));
        };
    }

    private static Optional<Mail> leaf(
            Mail mail,
            Choices choices,
            java.util.function.Predicate<Mail.Part> fits,
            java.util.function.UnaryOperator<Mail.Part> change) {
        List<Mail.Part> leaves = mail.leaves();
        List<Integer> fitting =
                IntStream.range(0, leaves.size())
                        .filter(i -> fits.test(leaves.get(i)))
                        .boxed()
                        .toList();
        return fitting.isEmpty()
                ? Optional.empty()
                : Optional.of(mail.withLeaf(choices.one(fitting), change));
    }

    private static boolean hasWords(Mail.Part part) {
        return part instanceof Mail.Text || part instanceof Mail.Html;
    }

    private static Mail.Part lostWord(Mail.Part part, Choices choices) {
        return switch (part) {
            case Mail.Text text -> {
                List<String> lines = new ArrayList<>(text.lines());
                List<Integer> full =
                        IntStream.range(0, lines.size())
                                .filter(i -> !lines.get(i).isBlank())
                                .boxed()
                                .toList();
                int line = choices.one(full);
                List<String> words =
                        new ArrayList<>(List.of(lines.get(line).strip().split(" +", -1)));
                words.remove(choices.below(words.size()));
                lines.set(line, String.join(" ", words));
                yield new Mail.Text(lines, text.form());
            }
            case Mail.Html html -> {
                List<Mail.Piece> pieces = new ArrayList<>(html.pieces());
                List<Integer> words =
                        IntStream.range(0, pieces.size())
                                .filter(i -> pieces.get(i) instanceof Mail.Word)
                                .boxed()
                                .toList();
                pieces.remove((int) choices.one(words));
                yield new Mail.Html(pieces, html.form());
            }
            default -> throw new IllegalArgumentException("no words in " + part);
        };
    }

    private static boolean hasLink(Mail.Part part) {
        return part instanceof Mail.Html html
                && html.pieces().stream().anyMatch(p -> !(p instanceof Mail.Word));
    }

    /// The words stay, only what they lead to is lost.
    private static Mail.Part lostLink(Mail.Part part) {
        Mail.Html html = (Mail.Html) part;
        List<Mail.Piece> pieces = new ArrayList<>();
        boolean done = false;
        for (Mail.Piece piece : html.pieces()) {
            if (done || piece instanceof Mail.Word) {
                pieces.add(piece);
            } else {
                done = true;
                if (piece instanceof Mail.Link link) {
                    pieces.add(new Mail.Word(link.text()));
                }
            }
        }
        return new Mail.Html(pieces, html.form());
    }

    private static Mail.Part changedByte(Mail.File file, Choices choices) {
        StringBuilder octets = new StringBuilder(file.octets());
        int at = choices.below(octets.length());
        boolean text = file.mediaType().startsWith("text/");
        // In a text file a digit or letter, so that it stays one.
        while (text && !Character.isLetterOrDigit(octets.charAt(at))) {
            at = (at + 1) % octets.length();
        }
        char changed = (char) (octets.charAt(at) ^ 1);
        octets.setCharAt(at, text && !Character.isLetterOrDigit(changed) ? 'q' : changed);
        return new Mail.File(file.name(), file.mediaType(), octets.toString(), file.form());
    }

    private static Optional<Mail> lostLeaf(Mail mail, Choices choices) {
        if (!(mail.body() instanceof Mail.Multi multi)) {
            return Optional.empty();
        }
        List<Mail.Part> parts = new ArrayList<>(multi.parts());
        parts.remove(choices.below(parts.size()));
        return Optional.of(mail.withBody(new Mail.Multi(multi.subtype(), parts)));
    }

    private static Optional<Mail> lostRecipient(Mail mail, Choices choices) {
        if (mail.recipients().isEmpty()) {
            return Optional.empty();
        }
        List<Mail.Recipient> recipients = new ArrayList<>(mail.recipients());
        recipients.remove(choices.below(recipients.size()));
        return Optional.of(mail.withRecipients(recipients));
    }
}
