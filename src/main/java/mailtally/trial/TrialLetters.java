package mailtally.trial;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import mailtally.message.MessageBytes;
import mailtally.store.TrialMark;

/// Writes the messages of a trial: the same for the same mark, of nobody and to nobody.
final class TrialLetters {
    /// A keyword that many servers keep and Exchange does not.
    static final String KEYWORD = "$Forwarded";

    static final Instant USUAL = Instant.parse("2019-03-05T09:11:12Z");
    static final Instant OLD = Instant.parse("1999-12-31T12:34:56Z");

    private static final String END = "\r\n";
    private static final String HOST = "mailtally.invalid";
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("EEE, d MMM yyyy HH:mm:ss '+0000'", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);

    /// One pixel.
    private static final String IMAGE =
            "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5E"
                    + "rkJggg==";

    private final TrialMark mark;

    TrialLetters(TrialMark mark) {
        this.mark = mark;
    }

    List<TrialLetter> all() {
        List<TrialLetter> all = new ArrayList<>();
        for (TrialKind kind : TrialKind.values()) {
            all.add(
                    new TrialLetter(
                            kind,
                            MessageBytes.of(text(kind).getBytes(StandardCharsets.UTF_8)),
                            kind == TrialKind.OLD_DATE ? OLD : USUAL,
                            kind == TrialKind.FLAGGED
                                    ? Set.of("\\Seen", "\\Flagged", KEYWORD)
                                    : Set.of("\\Seen")));
        }
        return all;
    }

    private String text(TrialKind kind) {
        return switch (kind) {
            case PLAIN, WITHOUT_ID, BLIND_COPY, LONG_SUBJECT, FLAGGED, OLD_DATE ->
                    head(kind) + plain("One line.\r\n\r\nAnother line, after an empty one.\r\n");
            case INLINE_IMAGE -> head(kind) + inlineImage();
            case ATTACHMENT ->
                    head(kind) + multipart("mixed", 1, plain("See the plan.\r\n"), attachment());
            case APPLE_SHAPE -> head(kind) + appleShape();
            case EIGHT_BIT ->
                    head(kind)
                            + "Content-Type: text/plain; charset=utf-8\r\n"
                            + "Content-Transfer-Encoding: 8bit\r\n\r\n"
                            + "Grüße aus Köln, 東京 und Αθήνα.\r\n";
        };
    }

    private String head(TrialKind kind) {
        Instant date = kind == TrialKind.OLD_DATE ? OLD : USUAL;
        String name =
                kind == TrialKind.EIGHT_BIT
                        ? "=?utf-8?B?" + base64("Prüferin Große") + "?="
                        : "Mailtally trial";
        StringBuilder head = new StringBuilder();
        head.append("From: " + name + " <from@" + HOST + ">" + END);
        head.append("To: Mailtally trial <to@" + HOST + ">" + END);
        if (kind == TrialKind.BLIND_COPY) {
            head.append("Bcc: hidden@" + HOST + END);
        }
        head.append("Subject: " + subject(kind) + END);
        head.append("Date: " + DATE.format(date) + END);
        if (kind != TrialKind.WITHOUT_ID) {
            head.append("Message-ID: " + mark.messageId(kind.number()) + END);
        }
        return head + "MIME-Version: 1.0" + END;
    }

    private String subject(TrialKind kind) {
        return switch (kind) {
            case WITHOUT_ID -> mark.subjectWithoutId();
            case LONG_SUBJECT -> longSubject();
            case EIGHT_BIT -> "=?utf-8?Q?Stra=C3=9Fe_und_?= =?utf-8?B?" + base64("東京") + "?=";
            default -> "Mailtally trial " + mark.code() + ": " + kind.words();
        };
    }

    /// About 400 characters, folded; where it is cut at 255 it ends with no blank.
    static String longSubject() {
        StringBuilder words = new StringBuilder("Mailtally trial with a long subject:");
        for (int i = 1; words.length() < 396; i++) {
            words.append(i % 8 == 0 ? "\r\n " : " ").append("word").append(i);
        }
        return words.toString();
    }

    private static String plain(String text) {
        return "Content-Type: text/plain; charset=us-ascii" + END + END + text;
    }

    private static String html(String text) {
        return "Content-Type: text/html; charset=us-ascii" + END + END + text;
    }

    private static String inlineImage() {
        String image =
                "Content-Type: image/png; name=dot.png\r\n"
                        + "Content-Transfer-Encoding: base64\r\n"
                        + "Content-ID: <dot@"
                        + HOST
                        + ">\r\nContent-Disposition: inline; filename=dot.png\r\n\r\n"
                        + IMAGE
                        + END;
        return multipart(
                "related",
                1,
                html(
                        "<html><body><p>A dot: <img src=\"cid:dot@"
                                + HOST
                                + "\"></p></body></html>\r\n"),
                image);
    }

    private static String appleShape() {
        String mixed =
                multipart(
                        "mixed",
                        2,
                        html("<html><body><p>Before the plan.</p></body></html>\r\n"),
                        attachment(),
                        html("<html><body><p>After the plan.</p></body></html>\r\n"));
        return multipart(
                "alternative", 1, plain("Before the plan.\r\n\r\nAfter the plan.\r\n"), mixed);
    }

    /// Every byte value, and line ends of all kinds.
    private static String attachment() {
        byte[] bytes = new byte[1024];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (i + i / 256);
        }
        return "Content-Type: application/pdf; name=plan.pdf\r\n"
                + "Content-Transfer-Encoding: base64\r\n"
                + "Content-Disposition: attachment; filename=plan.pdf\r\n\r\n"
                + Base64.getMimeEncoder().encodeToString(bytes)
                + END;
    }

    private static String multipart(String kind, int level, String... parts) {
        String boundary = "Mailtally-trial-" + level;
        StringBuilder text = new StringBuilder();
        text.append("Content-Type: multipart/" + kind + "; boundary=\"" + boundary + "\"\r\n\r\n");
        for (String part : parts) {
            text.append("--" + boundary + END).append(part);
        }
        return text + "--" + boundary + "--" + END;
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
