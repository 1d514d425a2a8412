package mailtally.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What a store like Exchange hands out for a message: the same things, said in another way. It
/// works on models, and so shares nothing with the program or with the stand-in.
public final class RewrittenMail {
    private static final int MOST_SUBJECT_CHARS = 255;

    private final Choices choices;
    private int names;

    private RewrittenMail(Choices choices) {
        this.choices = choices;
    }

    /// The message after it was stored.
    public static Mail of(Mail mail, Choices choices) {
        return new RewrittenMail(choices).rewrite(mail);
    }

    private Mail rewrite(Mail mail) {
        String subject = mail.subject();
        Optional<String> id =
                mail.messageId()
                        .or(() -> Optional.of("<made.up." + names++ + "@exchange.invalid>"));
        return new Mail(
                id,
                mail.date(),
                mail.from(),
                subject.length() > MOST_SUBJECT_CHARS && choices.oneIn(2)
                        ? subject.substring(0, MOST_SUBJECT_CHARS)
                        : subject,
                recipients(mail.recipients()),
                List.of("Thread-Topic: x", "X-MS-Has-Attach: yes"),
                body(mail.body()));
    }

    /// Named twice is named once; a name may be written in another way.
    private List<Mail.Recipient> recipients(List<Mail.Recipient> all) {
        boolean bare = choices.oneIn(4);
        return all.stream()
                .map(
                        r ->
                                bare
                                        ? new Mail.Recipient(
                                                r.field(),
                                                new Mail.Address("", r.address().address()))
                                        : r)
                .distinct()
                .toList();
    }

    private Mail.Part body(Mail.Part part) {
        return switch (part) {
            case Mail.Text text -> anew(text);
            case Mail.Html html ->
                    choices.oneIn(4)
                            ? new Mail.Multi("alternative", List.of(made(html), anew(html)))
                            : anew(html);
            case Mail.File file -> file(file);
            case Mail.Inner inner ->
                    new Mail.Inner(choices.oneIn(2) ? rewrite(inner.mail()) : inner.mail());
            case Mail.Multi multi -> several(multi);
        };
    }

    /// mixed{alternative{text, html}, files …}, or what it was with its parts made anew.
    private Mail.Part several(Mail.Multi multi) {
        if (choices.oneIn(4)) {
            return new Mail.Multi(multi.subtype(), multi.parts().stream().map(this::body).toList());
        }
        Sorted sorted = new Sorted();
        sort(multi, false, sorted);
        List<Mail.Part> read = new ArrayList<>();
        List<Mail.Part> after = new ArrayList<>(sorted.files.stream().map(this::body).toList());
        boolean leaveOut = !sorted.pages.isEmpty() && choices.oneIn(2);
        if (!leaveOut) {
            sorted.beside.stream().map(this::anew).forEach(read::add);
        }
        read.addAll(texts(sorted.texts, after));
        read.addAll(pages(sorted.pages, after));
        List<Mail.Part> parts = new ArrayList<>();
        if (!read.isEmpty()) {
            boolean choice = read.size() == 2 && !sorted.beside.isEmpty() && !leaveOut;
            if (choice) {
                parts.add(new Mail.Multi("alternative", read));
            } else {
                parts.addAll(read);
            }
        }
        parts.addAll(after);
        return parts.size() == 1 && !(parts.getFirst() instanceof Mail.Inner)
                ? parts.getFirst()
                : new Mail.Multi("mixed", parts);
    }

    private static final class Sorted {
        final List<Mail.Text> beside = new ArrayList<>();
        final List<Mail.Text> texts = new ArrayList<>();
        final List<Mail.Html> pages = new ArrayList<>();
        final List<Mail.Part> files = new ArrayList<>();
    }

    /// Only text with the same words as its HTML may go.
    private static void sort(Mail.Multi multi, boolean choice, Sorted into) {
        boolean alternative = choice || multi.subtype().equals("alternative");
        for (Mail.Part part : multi.parts()) {
            switch (part) {
                case Mail.Text text -> {
                    boolean same = alternative && RewritingOracle.says(multi, text);
                    (same ? into.beside : into.texts).add(text);
                }
                case Mail.Html html -> into.pages.add(html);
                case Mail.File file -> into.files.add(file);
                case Mail.Inner inner -> into.files.add(inner);
                case Mail.Multi inside -> sort(inside, alternative, into);
            }
        }
    }

    private List<Mail.Part> texts(List<Mail.Text> texts, List<Mail.Part> after) {
        if (texts.size() > 1 && choices.oneIn(2)) {
            List<String> lines = new ArrayList<>();
            texts.forEach(
                    text -> {
                        lines.addAll(text.lines());
                        lines.add("");
                    });
            return List.of(anew(new Mail.Text(lines, texts.getFirst().form())));
        }
        List<Mail.Part> read = new ArrayList<>();
        for (Mail.Text text : texts) {
            if (read.isEmpty()) {
                read.add(anew(text));
            } else {
                after.add(new Mail.Text(text.lines(), Mail.Form.ATTACHED));
            }
        }
        return read;
    }

    private List<Mail.Part> pages(List<Mail.Html> pages, List<Mail.Part> after) {
        if (pages.size() > 1 && choices.oneIn(2)) {
            List<Mail.Piece> pieces = new ArrayList<>();
            pages.forEach(page -> pieces.addAll(page.pieces()));
            return List.of(anew(new Mail.Html(pieces, pages.getFirst().form())));
        }
        List<Mail.Part> read = new ArrayList<>();
        for (Mail.Html page : pages) {
            if (read.isEmpty()) {
                read.add(anew(page));
            } else {
                after.add(new Mail.Html(page.pieces(), Mail.Form.ATTACHED));
            }
        }
        return read;
    }

    private static Mail.Text made(Mail.Html html) {
        List<String> lines = new ArrayList<>();
        for (Mail.Piece piece : html.pieces()) {
            if (piece instanceof Mail.Word word) {
                lines.add(word.text());
            }
        }
        return new Mail.Text(lines, new Mail.Form("utf-8", "base64"));
    }

    private Mail.Text anew(Mail.Text text) {
        return new Mail.Text(text.lines(), form());
    }

    private Mail.Html anew(Mail.Html html) {
        return new Mail.Html(html.pieces(), form());
    }

    private Mail.Part file(Mail.File file) {
        boolean text = file.mediaType().startsWith("text/") && choices.oneIn(2);
        return text
                ? new Mail.File(
                        file.name(),
                        file.mediaType(),
                        file.octets().replace("\r\n", "\n").replace("\n", "\r\n"),
                        new Mail.Form("binary", "base64"))
                : file;
    }

    private Mail.Form form() {
        return new Mail.Form("utf-8", choices.one("base64", "quoted-printable"));
    }
}
