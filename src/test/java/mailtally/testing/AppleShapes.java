package mailtally.testing;

import java.util.ArrayList;
import java.util.List;

/// Messages in the shapes that Mail on a Mac makes, which plain servers keep and Exchange does not:
/// text that says the same as the HTML beside it, HTML around attachments, subjects of any length.
public final class AppleShapes {
    private static final Mail.Form PLAIN = new Mail.Form("utf-8", "quoted-printable");
    private static final int LONG_SUBJECT_WORDS = 60;

    private AppleShapes() {}

    /// A message.
    ///
    /// @param number tells it from all others
    public static Mail mail(Choices choices, int number) {
        Mail mail = MailGenerator.mail(choices, number);
        Mail shaped =
                switch (choices.below(7)) {
                    case 0 -> mail.withBody(alternative(choices, mail, number));
                    case 1 -> mail.withBody(around(choices, number));
                    case 2 -> mail.withBody(texts(choices, number));
                    case 3 -> mail.withBody(pages(choices, number));
                    default -> mail;
                };
        return choices.oneIn(10)
                ? shaped.withSubject(("subject " + number + " ").repeat(LONG_SUBJECT_WORDS).strip())
                : shaped;
    }

    /// Text and HTML with the same words.
    private static Mail.Multi alternative(Choices choices, Mail mail, int number) {
        Mail.Html html = html(choices, number, 0);
        Mail.Multi both = new Mail.Multi("alternative", List.of(spoken(html), html));
        return mail.recipients().size() > 1
                ? new Mail.Multi("mixed", List.of(both, file(choices, number)))
                : both;
    }

    /// Apple's own: alternative{text, mixed{html, file, html}}.
    private static Mail.Multi around(Choices choices, int number) {
        Mail.Html before = html(choices, number, 1);
        Mail.Html after = html(choices, number, 2);
        List<Mail.Piece> all = new ArrayList<>(before.pieces());
        all.addAll(after.pieces());
        return new Mail.Multi(
                "alternative",
                List.of(
                        spoken(new Mail.Html(all, PLAIN)),
                        new Mail.Multi("mixed", List.of(before, file(choices, number), after))));
    }

    /// mixed{text, file, text}.
    private static Mail.Multi texts(Choices choices, int number) {
        return new Mail.Multi(
                "mixed",
                List.of(
                        spoken(html(choices, number, 3)),
                        file(choices, number),
                        spoken(html(choices, number, 4))));
    }

    /// mixed{html, html, file}.
    private static Mail.Multi pages(Choices choices, int number) {
        return new Mail.Multi(
                "mixed",
                List.of(html(choices, number, 5), html(choices, number, 6), file(choices, number)));
    }

    private static Mail.Html html(Choices choices, int number, int place) {
        List<Mail.Piece> pieces = new ArrayList<>();
        pieces.add(new Mail.Word("page" + place + "of" + number));
        for (int i = 0; i <= choices.below(8); i++) {
            String where = "https://www.example.org/" + number + "/" + place + "/" + i;
            pieces.add(
                    choices.oneIn(4)
                            ? new Mail.Link(where, choices.one("there", "read", "b\u00fccher"))
                            : new Mail.Word(
                                    choices.one(
                                            "offer", "we", "meet", "\u20ac5", "Tuesday", "no")));
        }
        return new Mail.Html(pieces, PLAIN);
    }

    /// What the HTML says, as text.
    private static Mail.Text spoken(Mail.Html html) {
        List<String> lines = new ArrayList<>();
        for (Mail.Piece piece : html.pieces()) {
            switch (piece) {
                case Mail.Word word -> lines.add(word.text());
                case Mail.Link link -> lines.add(link.text() + " <" + link.href() + ">");
                case Mail.Picture _ -> {}
            }
        }
        return new Mail.Text(lines, PLAIN);
    }

    private static Mail.File file(Choices choices, int number) {
        boolean rows = choices.oneIn(3);
        return rows
                ? new Mail.File(
                        "rows " + number + ".csv",
                        "text/csv",
                        "a;" + number + "\nb;2\n",
                        new Mail.Form("us-ascii", "7bit"))
                : new Mail.File(
                        "plan " + number + ".pdf",
                        "application/pdf",
                        "%PDF\r\n" + number + "\n" + (char) choices.below(256),
                        new Mail.Form("binary", "base64"));
    }
}
