package mailtally.demo.exchange;

import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimePart;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The bytes of one section of a message (RFC 3501 section 6.4.5, BODY).
final class ImapSection {
    private static final int DEEPEST = 20;
    private static final Pattern NUMBERED =
            Pattern.compile("(\\d{1,4}(?:\\.\\d{1,4}){0,19})(?:\\.([A-Z].*))?");
    private static final Pattern FIELDS =
            Pattern.compile("HEADER\\.FIELDS(\\.NOT)? ?\\(([^)]*)\\)");

    private ImapSection() {}

    /// Cuts it out.
    ///
    /// @param section in upper case
    /// @return nothing where the message has no such section
    static Optional<byte[]> of(byte[] mime, String section) throws ImapRefusal {
        Matcher fields = FIELDS.matcher(section);
        if (fields.matches()) {
            return Optional.of(fields(mime, fields.group(2), fields.group(1) != null));
        }
        Matcher numbered = NUMBERED.matcher(section);
        if (numbered.matches()) {
            return part(mime, numbered.group(1), Optional.ofNullable(numbered.group(2)));
        }
        int body = bodyStart(mime);
        return switch (section) {
            case "" -> Optional.of(mime);
            case "HEADER" -> Optional.of(Arrays.copyOf(mime, body));
            case "TEXT" -> Optional.of(Arrays.copyOfRange(mime, body, mime.length));
            default -> throw ImapRefusal.badArgument();
        };
    }

    /// Where the body begins: behind the first empty line.
    static int bodyStart(byte[] mime) {
        int line = 0;
        for (int i = 0; i < mime.length; i++) {
            if (mime[i] == '\n') {
                int length = i - line;
                if (length == 0 || (length == 1 && mime[line] == '\r')) {
                    return i + 1;
                }
                line = i + 1;
            }
        }
        return mime.length;
    }

    private static byte[] fields(byte[] mime, String names, boolean not) {
        Set<String> wanted = new TreeSet<>();
        for (String name : names.split(" +", -1)) {
            wanted.add(name.replace("\"", "").toUpperCase(Locale.ROOT));
        }
        StringBuilder kept = new StringBuilder();
        boolean keeping = false;
        String header = new String(mime, 0, bodyStart(mime), StandardCharsets.ISO_8859_1);
        for (String line : header.split("(?<=\n)", -1)) {
            if (!line.startsWith(" ") && !line.startsWith("\t")) {
                int colon = line.indexOf(':');
                String name = colon < 0 ? "" : line.substring(0, colon).strip();
                keeping = colon > 0 && wanted.contains(name.toUpperCase(Locale.ROOT)) != not;
            }
            kept.append(keeping ? line : "");
        }
        return kept.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    private static Optional<byte[]> part(byte[] mime, String numbers, Optional<String> what)
            throws ImapRefusal {
        try {
            MimePart part = new MimeMessage(null, new ByteArrayInputStream(mime));
            String[] path = numbers.split("\\.", -1);
            if (path.length > DEEPEST) {
                return Optional.empty();
            }
            for (String number : path) {
                Optional<MimePart> next = child(part, Integer.parseInt(number));
                if (next.isEmpty()) {
                    return Optional.empty();
                }
                part = next.get();
            }
            return what.isPresent() ? within(part, what.get()) : Optional.of(raw(part));
        } catch (MessagingException | IOException e) {
            return Optional.empty();
        }
    }

    private static Optional<MimePart> child(MimePart part, int number)
            throws MessagingException, IOException {
        MimePart within = part;
        if (part.isMimeType("message/rfc822") && part.getContent() instanceof MimeMessage inner) {
            within = inner;
        }
        if (within.isMimeType("multipart/*") && within.getContent() instanceof Multipart several) {
            if (number < 1 || number > several.getCount()) {
                return Optional.empty();
            }
            BodyPart child = several.getBodyPart(number - 1);
            return child instanceof MimePart found ? Optional.of(found) : Optional.empty();
        }
        return number == 1 ? Optional.of(within) : Optional.empty();
    }

    private static Optional<byte[]> within(MimePart part, String what)
            throws MessagingException, IOException, ImapRefusal {
        if (what.equals("MIME")) {
            StringBuilder lines = new StringBuilder();
            part.getAllHeaderLines()
                    .asIterator()
                    .forEachRemaining(line -> lines.append(line).append("\r\n"));
            return Optional.of(
                    lines.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
        }
        return part.isMimeType("message/rfc822") ? of(raw(part), what) : Optional.empty();
    }

    private static byte[] raw(MimePart part) throws MessagingException, IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        switch (part) {
            case jakarta.mail.internet.MimeBodyPart body ->
                    body.getRawInputStream().transferTo(out);
            case MimeMessage message -> message.getRawInputStream().transferTo(out);
            default -> throw new IOException("a part of another kind");
        }
        return out.toByteArray();
    }
}
