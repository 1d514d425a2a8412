package mailtally.demo.exchange;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/// ENVELOPE of a message (RFC 3501 section 7.4.2).
final class ImapEnvelope {
    private ImapEnvelope() {}

    static String of(byte[] mime) {
        try {
            return of(new MimeMessage(null, new ByteArrayInputStream(mime)));
        } catch (MessagingException e) {
            return "(" + String.join(" ", Collections.nCopies(10, "NIL")) + ")";
        }
    }

    static String of(MimeMessage message) throws MessagingException {
        List<String> values = new ArrayList<>();
        values.add(text(message, "Date"));
        values.add(text(message, "Subject"));
        String from = addresses(message, "From");
        values.add(from);
        for (String field : List.of("Sender", "Reply-To")) {
            String given = addresses(message, field);
            values.add(given.equals("NIL") ? from : given);
        }
        for (String field : List.of("To", "Cc", "Bcc")) {
            values.add(addresses(message, field));
        }
        values.add(text(message, "In-Reply-To"));
        values.add(text(message, "Message-ID"));
        return "(" + String.join(" ", values) + ")";
    }

    private static String text(MimeMessage message, String field) throws MessagingException {
        return string(Optional.ofNullable(message.getHeader(field, " ")));
    }

    static String string(Optional<String> text) {
        return text.map(t -> ImapOutput.quoted(t.replaceAll("\r?\n[ \t]*", " ").replace('\r', ' ')))
                .orElse("NIL");
    }

    private static String addresses(MimeMessage message, String field) throws MessagingException {
        String given = message.getHeader(field, ",");
        if (given == null) {
            return "NIL";
        }
        StringBuilder list = new StringBuilder();
        try {
            for (InternetAddress one : InternetAddress.parseHeader(given, false)) {
                list.append(address(one));
            }
        } catch (AddressException e) {
            return "NIL";
        }
        return list.isEmpty() ? "NIL" : "(" + list + ")";
    }

    private static String address(InternetAddress one) {
        String address = Optional.ofNullable(one.getAddress()).orElse("");
        int at = address.lastIndexOf('@');
        return "("
                + string(Optional.ofNullable(one.getPersonal()).map(ImapEnvelope::ascii))
                + " NIL "
                + string(Optional.of(at < 0 ? address : address.substring(0, at)))
                + " "
                + string(Optional.of(at < 0 ? "" : address.substring(at + 1)))
                + ")";
    }

    /// Encoded again, since a line is bytes.
    private static String ascii(String text) {
        try {
            return jakarta.mail.internet.MimeUtility.encodeWord(text, "UTF-8", "B");
        } catch (java.io.UnsupportedEncodingException e) {
            throw new IllegalStateException(e);
        }
    }
}
