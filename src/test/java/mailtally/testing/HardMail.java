package mailtally.testing;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/// Kinds of mail that break some mail program or server: each has a folder of its own.
///
/// @param name the kind, in plain words
/// @param folder levels joined by `/`
/// @param flags letters of a Maildir's file name, such as `FS`
/// @param messages one character a byte
public record HardMail(
        String name, String folder, String flags, Instant internalDate, List<String> messages) {
    private static final Instant RECEIVED = Instant.parse("2016-02-29T11:12:13Z");
    private static final String FROM = "From: Ana <ana@example.com>\r\n";
    private static final String DATE = "Date: Mon, 29 Feb 2016 12:12:13 +0100\r\n";

    /// The message's bytes.
    public static byte[] bytes(String message) {
        return message.getBytes(StandardCharsets.ISO_8859_1);
    }

    /// Every kind, in the order of the table in docs/servers.md.
    public static List<HardMail> all() {
        return List.of(
                kind(
                        "no Message-ID and no Received",
                        FROM + DATE + "Subject: draft\r\n\r\nText.\r\n"),
                kind(
                        "two different messages with one Message-ID",
                        mail("same-id", "", "The first.\r\n"),
                        mail("same-id", "", "The second.\r\n")),
                kind(
                        "the same message twice in one folder",
                        mail("twice", "", "Text.\r\n"),
                        mail("twice", "", "Text.\r\n")),
                kind("a header and no body", FROM + DATE + "Subject: header only\r\n\r\n"),
                kind("a line of 12,000 bytes", mail("long", "", "x".repeat(12_000) + "\r\n")),
                kind(
                        "a binary part",
                        mail(
                                "binary",
                                lines(
                                        "MIME-Version: 1.0",
                                        "Content-Type: image/png",
                                        "Content-Transfer-Encoding: binary"),
                                "\u0089PNG\r\n\u001a\u0001\u00ff\u00fe\r\n")),
                kind(
                        "8-bit bytes in a header",
                        mail("eight", "X-Town: K\u00c3\u00b6ln\r\n", "Text.\r\n")),
                kind(
                        "an encoded word with an odd charset",
                        mail("word", "X-Word: =?134?Q?abc?=\r\n", "Text.\r\n")),
                kind(
                        "a body that is not the UTF-8 it says",
                        mail(
                                "utf8",
                                lines(
                                        "MIME-Version: 1.0",
                                        "Content-Type: text/plain; charset=utf-8",
                                        "Content-Transfer-Encoding: 8bit"),
                                "caf\u00e9\r\n")),
                kind("NUL bytes", mail("nul", "", "a\0b\r\n")),
                kind("LF for CRLF", mail("lf", "", "Text.\r\n").replace("\r\n", "\n")),
                kind("a CR alone", mail("cr", "", "one\rtwo\r\n")),
                kind("both line ends", mail("mixed", "", "one\r\ntwo\nthree\r\n")),
                kind(
                        "lines that begin with From",
                        mail("from", "", "From here\r\n>From there\r\n>>From all\r\n")),
                kind("no line end at the end", mail("open", "", "no end")),
                kind("no Date", FROM + "Subject: undated\r\nMessage-ID: <n@x>\r\n\r\nText.\r\n"),
                kind(
                        "a Date that is none",
                        FROM + "Subject: absurd\r\nDate: Blursday, 99\r\n\r\nText.\r\n"),
                new HardMail(
                        "received long before its Date",
                        "Kind old",
                        "S",
                        Instant.parse("1990-01-01T00:00:00Z"),
                        List.of(mail("old", "", "Text.\r\n"))),
                new HardMail(
                        "flagged, answered, a draft",
                        "Kind flags",
                        "DFRS",
                        RECEIVED,
                        List.of(mail("flags", "", "Text.\r\n"))),
                kind(
                        "a receipt is asked for",
                        mail(
                                "receipt",
                                "Disposition-Notification-To: ana@example.com\r\n",
                                "Text.\r\n")),
                kind("signed (S/MIME, PGP)", signed()),
                kind(
                        "winmail.dat (TNEF)",
                        mail(
                                "tnef",
                                lines(
                                        "MIME-Version: 1.0",
                                        "Content-Type: application/ms-tnef; name=winmail.dat",
                                        "Content-Transfer-Encoding: base64"),
                                "eJ8+IgEAAQ==\r\n")),
                kind(
                        "a message within a message",
                        mail(
                                "outer",
                                lines("MIME-Version: 1.0", "Content-Type: message/rfc822"),
                                mail("inner", "", "Inner text.\r\n"))),
                kind("text before and after the parts", parts()),
                folder("a quote in its name", "a \"quoted\" name"),
                folder("an ampersand in its name", "R&D"),
                folder("an umlaut in its name", "Entw\u00fcrfe 2014"),
                folder("an emoji in its name", "\ud83d\udcec post"),
                folder("blanks inside and a percent sign", "50 % off"),
                folder("six levels", "a/b/c/d/e/f"));
    }

    private static HardMail kind(String name, String... messages) {
        return new HardMail(
                name,
                "Kind " + name.replaceAll("[^a-z0-9]+", " ").strip(),
                "S",
                RECEIVED,
                Arrays.asList(messages));
    }

    private static HardMail folder(String name, String folder) {
        return new HardMail(
                "a folder with " + name,
                folder,
                "S",
                RECEIVED,
                List.of(mail(name.replace(' ', '-'), "", "Text.\r\n")));
    }

    private static String mail(String id, String fields, String body) {
        return FROM
                + DATE
                + "Subject: "
                + id
                + "\r\nMessage-ID: <"
                + id
                + "@example.com>\r\n"
                + fields
                + "\r\n"
                + body;
    }

    /// Lines, each with its end.
    private static String lines(String... lines) {
        return String.join("\r\n", lines) + "\r\n";
    }

    private static String signed() {
        return mail(
                "signed",
                lines(
                        "MIME-Version: 1.0",
                        "Content-Type: multipart/signed; micalg=sha-256; protocol=\"application/pkcs7-signature\"; boundary=s"),
                lines(
                        "--s",
                        "Content-Type: text/plain",
                        "",
                        "Signed. ",
                        "--s",
                        "Content-Type: application/pkcs7-signature",
                        "Content-Transfer-Encoding: base64",
                        "",
                        "AAECAw==",
                        "--s--"));
    }

    private static String parts() {
        return mail(
                "parts",
                lines("MIME-Version: 1.0", "Content-Type: multipart/mixed; boundary=p"),
                "Before.\r\n--p\r\n\r\nOne.\r\n--p\r\n\r\nTwo.\r\n--p--\r\nAfter.\r\n");
    }
}
