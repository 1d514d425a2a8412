package mailtally.testing;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;

/// Writes a model as the bytes of a message (RFC 5322, 2045-2047).
public final class MailRenderer {
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("EEE, d MMM yyyy HH:mm:ss xx", Locale.ROOT);
    private static final Base64.Encoder LINES = Base64.getMimeEncoder(76, new byte[] {'\n'});

    private int boundaries;
    private int attached;

    private MailRenderer() {}

    /// The message in this dress.
    public static byte[] render(Mail mail, Dress dress) {
        String octets = new MailRenderer().message(mail, dress.marked());
        for (String header : dress.storeHeaders()) {
            octets = header + "\n" + octets;
        }
        octets += "\n".repeat(dress.finalBlankLines());
        octets = dress.nulAs80() ? octets.replace('\0', '\u0080') : octets;
        return withEnds(octets, dress.ends());
    }

    private static byte[] withEnds(String octets, Dress.Ends ends) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int line = 0;
        for (byte b : octets.getBytes(StandardCharsets.ISO_8859_1)) {
            boolean carriageReturn =
                    b == '\n'
                            && switch (ends) {
                                case LF -> false;
                                case CRLF -> true;
                                case MIXED -> line++ % 3 == 0;
                            };
            if (carriageReturn) {
                out.write('\r');
            }
            out.write(b);
        }
        return out.toByteArray();
    }

    private String message(Mail mail, boolean marked) {
        List<String> lines = new ArrayList<>(mail.others());
        lines.add("From: " + address(mail.from()));
        for (String field : List.of("To", "Cc", "Bcc")) {
            List<String> addresses =
                    mail.recipients().stream()
                            .filter(r -> r.field().equals(field))
                            .map(r -> address(r.address()))
                            .toList();
            if (!addresses.isEmpty()) {
                lines.add(field + ": " + String.join(",\n\t", addresses));
            }
        }
        lines.add("Subject: " + encoded(mail.subject()));
        mail.date().ifPresent(d -> lines.add("Date: " + DATE.format(d.atOffset(ZoneOffset.UTC))));
        mail.messageId().ifPresent(id -> lines.add("Message-ID: " + id));
        if (marked) {
            lines.add("X-Mark: a NUL \0 here");
        }
        lines.add("MIME-Version: 1.0");
        return String.join("\n", lines) + "\n" + part(mail.body());
    }

    private static String address(Mail.Address address) {
        if (address.name().isEmpty()) {
            return address.address();
        }
        boolean quoted = address.name().contains(",");
        String name = quoted ? '"' + address.name() + '"' : encoded(address.name());
        return name + " <" + address.address() + ">";
    }

    private static String encoded(String text) {
        if (text.chars().allMatch(c -> c < 128)) {
            return text;
        }
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        return "=?UTF-8?B?" + Base64.getEncoder().encodeToString(utf8) + "?=";
    }

    private String part(Mail.Part part) {
        return switch (part) {
            case Mail.Text text -> {
                String lines = String.join("\n", text.lines()) + "\n";
                yield leaf("text/plain; charset=" + text.form().charset(), lines, text.form());
            }
            case Mail.Html html ->
                    leaf("text/html; charset=" + html.form().charset(), page(html), html.form());
            case Mail.File file -> {
                String disposition =
                        "Content-Disposition: attachment; filename=\"" + file.name() + "\"\n";
                String octets =
                        file.form().encoding().equals("base64")
                                ? base64(file.octets().getBytes(StandardCharsets.ISO_8859_1))
                                : file.octets();
                yield disposition
                        + header(file.mediaType() + "; name=\"" + file.name() + "\"", file.form())
                        + octets;
            }
            case Mail.Inner inner ->
                    "Content-Type: message/rfc822\n\n" + message(inner.mail(), false);
            case Mail.Multi multi -> {
                String boundary = "=_part_" + boundaries++;
                StringBuilder text = new StringBuilder("Content-Type: multipart/");
                text.append(multi.subtype()).append("; boundary=\"").append(boundary);
                text.append("\"\n\n");
                for (Mail.Part child : multi.parts()) {
                    text.append("--")
                            .append(boundary)
                            .append('\n')
                            .append(part(child))
                            .append('\n');
                }
                yield text.append("--").append(boundary).append("--\n").toString();
            }
        };
    }

    private static String page(Mail.Html html) {
        StringBuilder page = new StringBuilder("<html><body>\n<p>");
        for (Mail.Piece piece : html.pieces()) {
            switch (piece) {
                case Mail.Word word -> page.append(word.text()).append('\n');
                case Mail.Link link ->
                        page.append("<a href=\"")
                                .append(link.href())
                                .append("\">")
                                .append(link.text())
                                .append("</a>\n");
                case Mail.Picture picture ->
                        page.append("<img src=\"")
                                .append(picture.source())
                                .append("\" alt=\"")
                                .append(picture.alternative())
                                .append("\">\n");
            }
        }
        return page.append("</p></body></html>\n").toString();
    }

    private String leaf(String contentType, String text, Mail.Form form) {
        byte[] bytes = text.getBytes(Charset.forName(form.charset()));
        if (form.equals(Mail.Form.ATTACHED)) {
            String ending = contentType.startsWith("text/html") ? "html" : "txt";
            return "Content-Disposition: attachment; filename=\"ATT%05d.%s\"\n"
                            .formatted(++attached, ending)
                    + header(contentType, new Mail.Form(form.charset(), "base64"))
                    + base64(text.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8));
        }
        String octets = new String(bytes, StandardCharsets.ISO_8859_1);
        String body =
                switch (form.encoding()) {
                    case "base64" -> base64(bytes);
                    case "quoted-printable" -> quotedPrintable(octets);
                    default -> octets;
                };
        return header(contentType, form) + body;
    }

    private static String header(String contentType, Mail.Form form) {
        return "Content-Type: %s\nContent-Transfer-Encoding: %s\n\n"
                .formatted(contentType, form.encoding());
    }

    private static String base64(byte[] bytes) {
        return new String(LINES.encode(bytes), StandardCharsets.US_ASCII) + "\n";
    }

    private static String quotedPrintable(String octets) {
        StringBuilder out = new StringBuilder();
        int column = 0;
        for (int i = 0; i < octets.length(); i++) {
            char c = octets.charAt(i);
            if (c == '\n') {
                out.append('\n');
                column = 0;
                continue;
            }
            if (column > 70) {
                out.append("=\n");
                column = 0;
            }
            boolean plain = c > ' ' && c < 127 && c != '=';
            String piece = plain ? String.valueOf(c) : "=%02X".formatted((int) c);
            out.append(piece);
            column += piece.length();
        }
        return out.toString();
    }
}
