package mailtally.demo;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;

/// Makes messages of letters, each in the way its kind asks for.
final class Composer {
    private static final int LONG_LINE_BYTES = 120_000;

    private final Random random;

    Composer(Random random) {
        this.random = random;
    }

    /// A message as it was sent, and as Mail keeps it in part.
    ///
    /// @param whole the message in octets
    /// @param partial the message without attached files; equal to `whole` where it has none
    /// @param detached what `partial` lacks
    record Composed(Letter letter, String whole, String partial, List<Part.Detached> detached) {
        Composed {
            detached = List.copyOf(detached);
        }
    }

    /// The letter as a message of this kind.
    Composed compose(Letter letter, DemoKind kind) {
        return switch (kind) {
            case HTML -> of(letter, alternative(letter));
            case ATTACHMENT, PARTIAL, NOT_DOWNLOADED, BOTH_FORMS -> of(letter, withFiles(letter));
            case NESTED -> of(letter, nested(letter));
            case MIXED -> of(letter, withBinaryPicture(letter));
            case NO_MESSAGE_ID -> plain(letter.withMessageId(""));
            case SHARED_MESSAGE_ID -> plain(letter.withMessageId("<shared.20230301@example.org>"));
            case FROM_LINES ->
                    plain(
                            letter.withText(
                                    "From now on we meet at eight.\n>From the last letter:\n\n"
                                            + letter.text()
                                            + "\nFrom my side that is all.\n"));
            case NUL -> plain(letter.withText("A gap\0in the middle.\n\n" + letter.text()));
            case LONG_LINE -> {
                String words = "one very long line without an end ";
                String line = words.repeat(LONG_LINE_BYTES / words.length() + 1);
                yield plain(letter.withText(line.strip() + "\n\n" + letter.text()));
            }
            case EIGHT_BIT_HEADER -> whole(letter, eightBitSubject(plain(letter).whole()));
            case CRLF ->
                    whole(letter, of(letter, alternative(letter)).whole().replace("\n", "\r\n"));
            default -> plain(letter);
        };
    }

    private Composed plain(Letter letter) {
        return of(letter, text(letter.text()));
    }

    private static Composed of(Letter letter, Part part) {
        List<Part.Detached> detached = new ArrayList<>();
        String partial = letter.header() + part.partial(detached);
        return new Composed(letter, letter.header() + part.whole(), partial, detached);
    }

    private static Composed whole(Letter letter, String octets) {
        return new Composed(letter, octets, octets, List.of());
    }

    private static String eightBitSubject(String octets) {
        return octets.replaceFirst("\nSubject: ", "\nSubject: Gr\u00fc\u00dfe vom B\u00fcro: ");
    }

    private Part alternative(Letter letter) {
        return multi("alternative", text(letter.text()), html(letter));
    }

    /// The shapes in which Mail and others attach files.
    private Part withFiles(Letter letter) {
        return switch (random.nextInt(4)) {
            case 0 -> multi("mixed", text(letter.text()), pdf(letter));
            case 1 -> multi("mixed", alternative(letter), pdf(letter), png());
            case 2 ->
                    multi(
                            "alternative",
                            text(letter.text()),
                            multi("mixed", html(letter), pdf(letter), html(letter.withText("\n"))));
            default -> multi("mixed", text(letter.text()), table(letter), png());
        };
    }

    private Part nested(Letter letter) {
        Letter inner = letter.withMessageId("<inner." + random.nextInt(1 << 30) + "@example.net>");
        String message = of(inner, multi("mixed", text(inner.text()), pdf(inner))).whole();
        String header = "Content-Type: message/rfc822\nContent-Disposition: inline\n";
        return multi(
                "mixed",
                text("See the forwarded message below.\n"),
                new Part.Leaf(header, message, Optional.empty()));
    }

    private Part withBinaryPicture(Letter letter) {
        String header = fileHeader("image/png", "picture.png") + encoding("binary");
        String octets = Octets.of(DemoFiles.png(24, random));
        return multi("mixed", text(letter.text()), new Part.Leaf(header, octets, Optional.empty()));
    }

    /// Text in one of the encodings that programs choose for it.
    private Part text(String text) {
        String octets = Octets.utf8(text);
        boolean ascii = octets.chars().allMatch(c -> c < 128);
        if (ascii) {
            return leaf("text/plain; charset=us-ascii", "7bit", octets);
        }
        return switch (random.nextInt(3)) {
            case 0 -> leaf("text/plain; charset=utf-8", "8bit", octets);
            case 1 -> {
                String coded = TransferEncoding.quotedPrintable(octets);
                yield leaf("text/plain; charset=utf-8", "quoted-printable", coded);
            }
            default -> {
                byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
                yield leaf("text/plain; charset=utf-8", "base64", TransferEncoding.base64(utf8));
            }
        };
    }

    private static Part html(Letter letter) {
        String text = letter.text().replace("&", "&amp;").replace("<", "&lt;");
        String page =
                "<html><head><meta charset=\"utf-8\"></head><body><p>"
                        + text.strip().replace("\n\n", "</p>\n<p>").replace("\n", "<br>\n")
                        + "</p>\n<p><a href=\"https://www.example.com/\">www.example.com</a></p>\n"
                        + "</body></html>\n";
        String coded = TransferEncoding.quotedPrintable(Octets.utf8(page));
        return leaf("text/html; charset=utf-8", "quoted-printable", coded);
    }

    private Part pdf(Letter letter) {
        byte[] file = DemoFiles.pdf(letter.file(), 2_000 + random.nextInt(30_000), random);
        return attached("application/pdf", letter.file() + ".pdf", file);
    }

    private Part png() {
        byte[] file = DemoFiles.png(32 + random.nextInt(48), random);
        return attached("image/png", "picture " + (1 + random.nextInt(90)) + ".png", file);
    }

    private Part table(Letter letter) {
        StringBuilder rows = new StringBuilder("date;amount;paid\n");
        for (int i = 0; i < 12; i++) {
            rows.append("2023-%02d-01;%d;yes\n".formatted(i + 1, random.nextInt(900)));
        }
        String name = letter.file() + ".csv";
        String header = fileHeader("text/csv", name) + encoding("7bit");
        Part.AttachedFile file = new Part.AttachedFile(name, rows.toString());
        return new Part.Leaf(header, rows.toString(), Optional.of(file));
    }

    /// A file in base64: some programs end it with a line end of its own, some do not.
    private Part attached(String mediaType, String name, byte[] content) {
        String header = fileHeader(mediaType, name) + encoding("base64");
        String body = TransferEncoding.base64(content) + (random.nextBoolean() ? "\n" : "");
        Part.AttachedFile file = new Part.AttachedFile(name, Octets.of(content));
        return new Part.Leaf(header, body, Optional.of(file));
    }

    private static String fileHeader(String mediaType, String name) {
        return "Content-Disposition: attachment;\n\tfilename=\"%s\"\n".formatted(name)
                + "Content-Type: %s;\n\tname=\"%s\"\n".formatted(mediaType, name);
    }

    private static Part leaf(String contentType, String encoding, String body) {
        String header = "Content-Type: " + contentType + "\n" + encoding(encoding);
        return new Part.Leaf(header, body, Optional.empty());
    }

    private static String encoding(String name) {
        return "Content-Transfer-Encoding: " + name + "\n";
    }

    private Part multi(String subtype, Part... parts) {
        String mark = new UUID(random.nextLong(), random.nextLong()).toString();
        String boundary = "Apple-Mail=_" + mark.toUpperCase(Locale.ROOT);
        return new Part.Multi(subtype, boundary, List.of(parts));
    }
}
