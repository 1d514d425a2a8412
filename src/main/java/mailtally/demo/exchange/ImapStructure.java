package mailtally.demo.exchange;

import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.internet.ContentDisposition;
import jakarta.mail.internet.ContentType;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimePart;
import jakarta.mail.internet.ParameterList;
import jakarta.mail.internet.ParseException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/// BODY and BODYSTRUCTURE of a message (RFC 3501 section 7.4.2).
final class ImapStructure {
    private static final int DEEPEST = 20;
    private static final String BROKEN =
            "(\"TEXT\" \"PLAIN\" (\"CHARSET\" \"US-ASCII\") NIL NIL \"7BIT\" 0 0)";

    private final boolean extended;

    private ImapStructure(boolean extended) {
        this.extended = extended;
    }

    static String of(byte[] mime, boolean extended) {
        try {
            MimeMessage message = new MimeMessage(null, new ByteArrayInputStream(mime));
            return new ImapStructure(extended).part(message, 0);
        } catch (MessagingException | IOException e) {
            return BROKEN;
        }
    }

    private String part(MimePart part, int depth) throws MessagingException, IOException {
        ContentType type = type(part);
        if (depth < DEEPEST
                && type.match("multipart/*")
                && part.getContent() instanceof Multipart several) {
            return multipart(several, type, depth);
        }
        byte[] body = body(part);
        List<String> values = new ArrayList<>();
        values.add(quoted(type.getPrimaryType()));
        values.add(quoted(type.getSubType()));
        values.add(parameters(type.getParameterList()));
        values.add(ImapEnvelope.string(Optional.ofNullable(part.getContentID())));
        values.add(ImapEnvelope.string(Optional.ofNullable(part.getDescription())));
        values.add(quoted(Optional.ofNullable(part.getEncoding()).orElse("7BIT")));
        values.add(Integer.toString(body.length));
        if (type.match("message/rfc822")
                && depth < DEEPEST
                && part.getContent() instanceof MimeMessage inner) {
            values.add(ImapEnvelope.of(inner));
            values.add(part(inner, depth + 1));
            values.add(lines(body));
        } else if (type.match("text/*")) {
            values.add(lines(body));
        }
        if (extended) {
            values.addAll(List.of("NIL", disposition(part), "NIL", "NIL"));
        }
        return "(" + String.join(" ", values) + ")";
    }

    private String multipart(Multipart several, ContentType type, int depth)
            throws MessagingException, IOException {
        StringBuilder parts = new StringBuilder();
        for (int i = 0; i < several.getCount(); i++) {
            BodyPart child = several.getBodyPart(i);
            parts.append(child instanceof MimePart one ? part(one, depth + 1) : BROKEN);
        }
        String more = extended ? " " + parameters(type.getParameterList()) + " NIL NIL NIL" : "";
        return "("
                + (parts.isEmpty() ? BROKEN : parts)
                + " "
                + quoted(type.getSubType())
                + more
                + ")";
    }

    private static ContentType type(MimePart part) throws MessagingException {
        try {
            return new ContentType(part.getContentType());
        } catch (ParseException e) {
            return new ContentType("application/octet-stream");
        }
    }

    private static byte[] body(MimePart part) throws MessagingException, IOException {
        return switch (part) {
            case MimeBodyPart body -> body.getRawInputStream().readAllBytes();
            case MimeMessage message -> message.getRawInputStream().readAllBytes();
            default -> new byte[0];
        };
    }

    private static String lines(byte[] body) {
        int lines = 0;
        for (byte b : body) {
            lines += b == '\n' ? 1 : 0;
        }
        return Integer.toString(lines);
    }

    private static String disposition(MimePart part) throws MessagingException {
        String given = part.getHeader("Content-Disposition", null);
        if (given == null) {
            return "NIL";
        }
        try {
            ContentDisposition disposition = new ContentDisposition(given);
            return "("
                    + quoted(disposition.getDisposition())
                    + " "
                    + parameters(disposition.getParameterList())
                    + ")";
        } catch (ParseException e) {
            return "NIL";
        }
    }

    private static String parameters(ParameterList parameters) {
        if (parameters == null || parameters.size() == 0) {
            return "NIL";
        }
        List<String> values = new ArrayList<>();
        for (String name : Collections.list(parameters.getNames())) {
            values.add(quoted(name));
            values.add(quoted(parameters.get(name)));
        }
        return "(" + String.join(" ", values) + ")";
    }

    /// What is no ASCII becomes UTF-8.
    private static String quoted(String text) {
        byte[] utf8 =
                Optional.ofNullable(text)
                        .orElse("")
                        .getBytes(java.nio.charset.StandardCharsets.UTF_8);
        return ImapOutput.quoted(new String(utf8, java.nio.charset.StandardCharsets.ISO_8859_1));
    }
}
