package mailtally.testing;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Makes messages of all shapes. Each has a number that stands in its Message-ID, its Subject and
/// each of its texts, so that two messages with different numbers never contain each other.
public final class MailGenerator {
    private static final List<String> WORDS =
            List.of(
                    "agenda",
                    "budget",
                    "roof",
                    "meeting",
                    "Gr\u00fc\u00dfe",
                    "caf\u00e9",
                    "train",
                    "score",
                    "fence",
                    "invoice",
                    "naïve",
                    "winter",
                    "library",
                    "cake",
                    "bus",
                    "key");
    private static final List<String> WIDE_WORDS =
            List.of(
                    "\u65e5\u672c",
                    "\u03c0\u03bb\u03bf\u03af\u03bf",
                    "\ud83d\udcee",
                    "M\u00fcnchen");
    private static final List<String> ODD_LINES =
            List.of(
                    "",
                    "From now on",
                    ">From then on",
                    ">>From",
                    ".",
                    "--",
                    "-- ",
                    "a\tb",
                    "= = =",
                    "  indented",
                    "trailing blanks   ",
                    "--=_almost a boundary",
                    "\u00a0hard blank");
    private static final int DEPTH_LIMIT = 3;

    private final Choices choices;
    private int links;

    private MailGenerator(Choices choices) {
        this.choices = choices;
    }

    /// A message.
    ///
    /// @param number tells it from all others
    public static Mail mail(Choices choices, int number) {
        return new MailGenerator(choices).mail(number, 0);
    }

    /// Several messages, numbered from the given number.
    public static List<Mail> mails(Choices choices, int first, int count) {
        List<Mail> mails = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            mails.add(mail(choices, first + i));
        }
        return mails;
    }

    private Mail mail(int number, int depth) {
        Optional<String> id =
                choices.oneIn(8)
                        ? Optional.empty()
                        : Optional.of("<m" + number + "." + depth + "@example.com>");
        Optional<Instant> date =
                choices.oneIn(12)
                        ? Optional.empty()
                        : Optional.of(
                                Instant.ofEpochSecond(1_300_000_000L + choices.below(400_000_000)));
        List<Mail.Recipient> recipients = new ArrayList<>();
        for (int i = 0; i <= choices.below(4); i++) {
            recipients.add(
                    new Mail.Recipient(
                            i == 0 ? "To" : choices.one("To", "Cc", "Bcc"),
                            new Mail.Address(name(), "r" + i + "." + number + "@example.org")));
        }
        List<String> others = new ArrayList<>();
        for (int i = 0; i < choices.below(3); i++) {
            others.add("Received: from mx%d.example.com by mail.example.org".formatted(i));
        }
        String subject = word() + " " + word() + " no" + number;
        Mail.Address from = new Mail.Address(name(), "s" + number + "@example.com");
        return new Mail(id, date, from, subject, recipients, others, body(number, depth));
    }

    private Mail.Part body(int number, int depth) {
        return switch (choices.below(8)) {
            case 0, 1 -> text(number);
            case 2 -> html(number);
            case 3, 4 -> alternative(number);
            case 5 -> new Mail.Multi("mixed", List.of(alternative(number), file(number)));
            case 6 -> several(number);
            default ->
                    depth < DEPTH_LIMIT
                            ? new Mail.Multi(
                                    "mixed",
                                    List.of(text(number), new Mail.Inner(mail(number, depth + 1))))
                            : text(number);
        };
    }

    private Mail.Part alternative(int number) {
        return new Mail.Multi("alternative", List.of(text(number), html(number)));
    }

    private Mail.Part several(int number) {
        List<Mail.Part> parts = new ArrayList<>(List.of(text(number)));
        for (int i = 0; i <= choices.below(3); i++) {
            parts.add(file(number * 10 + i));
        }
        return new Mail.Multi("mixed", parts);
    }

    private Mail.Text text(int number) {
        boolean wide = choices.oneIn(4);
        List<String> lines = new ArrayList<>(List.of(word() + " mark" + number + " " + word()));
        for (int i = 0; i < choices.below(5); i++) {
            lines.add(choices.oneIn(4) ? choices.one(ODD_LINES) : sentence(wide));
        }
        if (choices.oneIn(30)) {
            lines.add("word ".repeat(400).strip());
        }
        return new Mail.Text(lines, form(String.join("\n", lines)));
    }

    private String sentence(boolean wide) {
        StringBuilder line = new StringBuilder(word());
        for (int i = 0; i < choices.below(9); i++) {
            line.append(' ').append(wide ? choices.one(WIDE_WORDS) : word());
        }
        return line.toString();
    }

    private Mail.Html html(int number) {
        List<Mail.Piece> pieces = new ArrayList<>(List.of(new Mail.Word("mark" + number)));
        for (int i = 0; i < choices.below(6); i++) {
            String place = "https://www.example.com/" + number + "/" + links++;
            pieces.add(
                    switch (choices.below(4)) {
                        case 0, 1 -> new Mail.Word(word());
                        case 2 -> new Mail.Link(place, word());
                        default -> new Mail.Picture(place + ".png", word() + links);
                    });
        }
        return new Mail.Html(pieces, form(pieces.toString()));
    }

    private Mail.File file(int number) {
        if (choices.oneIn(4)) {
            String rows = "date;amount;mark" + number + "\n2024-01-01;5;yes\n";
            return new Mail.File(
                    "table " + number + ".csv",
                    "text/csv",
                    rows,
                    new Mail.Form("us-ascii", "7bit"));
        }
        StringBuilder octets = new StringBuilder(choices.one("", "\u0089PNG\r\n\u001a\n", "%PDF"));
        octets.append("file ").append(number);
        int length = choices.below(3) == 2 ? 1 + choices.below(400) : choices.below(60);
        for (int i = 0; i < length; i++) {
            octets.append((char) choices.below(256));
        }
        return new Mail.File(
                "file " + number + choices.one(".pdf", ".png", ".bin"),
                choices.one("application/pdf", "image/png", "application/octet-stream"),
                octets.toString(),
                new Mail.Form("binary", "base64"));
    }

    /// A charset that can write the text, in any encoding that can carry it.
    private Mail.Form form(String text) {
        if (text.chars().allMatch(c -> c < 128)) {
            return new Mail.Form(
                    "us-ascii", choices.one("7bit", "7bit", "quoted-printable", "base64"));
        }
        boolean latin = text.chars().allMatch(c -> c < 256);
        return new Mail.Form(
                latin && choices.oneIn(2) ? "iso-8859-1" : "utf-8",
                choices.one("quoted-printable", "8bit", "base64"));
    }

    private String word() {
        return choices.one(WORDS);
    }

    private String name() {
        return choices.one("", "Ann Baker", "J\u00f6rg M\u00fcller", "Baker, Ann", "\u7530\u4e2d");
    }
}
