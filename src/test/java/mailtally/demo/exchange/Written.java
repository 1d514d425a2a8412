package mailtally.demo.exchange;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/// Messages for the tests of what is kept. A character is a byte; lines end in CRLF.
final class Written {
    static final String HEAD =
            """
            From: Jane Doe <jane@example.com>
            To: bob@example.org
            Subject: Roof
            Date: Tue, 5 Mar 2019 10:11:12 +0100
            Message-ID: <1@example.com>
            MIME-Version: 1.0
            """;

    /// Bytes that no charset and no line end survives.
    static final byte[] PICTURE = {
        (byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n', 0, (byte) 0xff, '\r', '\r', 'x'
    };

    private Written() {}

    static String lines(String text) {
        return text.replace("\n", "\r\n");
    }

    /// Lines, each with its end.
    static String part(String... lines) {
        return String.join("\n", lines) + "\n";
    }

    /// A message of these fields and this rest.
    static String mail(String fieldsAndBody) {
        return lines(HEAD + fieldsAndBody);
    }

    static String text(String type, String text) {
        return "Content-Type: " + type + "\n\n" + text + "\n";
    }

    static String html(String inside) {
        return text("text/html; charset=us-ascii", "<html><body>" + inside + "</body></html>");
    }

    static String file() {
        return "Content-Type: image/png; name=\"roof.png\"\n"
                + "Content-Disposition: attachment; filename=\"roof.png\"\n"
                + "Content-Transfer-Encoding: base64\n\n"
                + Base64.getEncoder().encodeToString(PICTURE)
                + "\n";
    }

    /// A multipart of these parts.
    static String multi(String subtype, String... parts) {
        String boundary = "b-" + subtype + "-" + parts.length;
        StringBuilder all =
                new StringBuilder("Content-Type: multipart/")
                        .append(subtype)
                        .append("; boundary=\"")
                        .append(boundary)
                        .append("\"\n\n");
        for (String part : parts) {
            all.append("--").append(boundary).append('\n').append(part).append('\n');
        }
        return all.append("--").append(boundary).append("--\n").toString();
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
