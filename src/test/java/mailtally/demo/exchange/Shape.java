package mailtally.demo.exchange;

import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// A message's tree in words, as another library reads it: `mixed{text/plain, image/png}`.
final class Shape {
    private Shape() {}

    static String of(String octets) throws MessagingException, IOException {
        return of(OneMailbox.read(octets));
    }

    private static String of(Part part) throws MessagingException, IOException {
        if (!(part.getContent() instanceof Multipart multi)) {
            String type = part.getContentType().split(";", 2)[0].strip();
            return type.toLowerCase(Locale.ROOT);
        }
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < multi.getCount(); i++) {
            parts.add(of(multi.getBodyPart(i)));
        }
        String type = multi.getContentType().split(";", 2)[0].strip();
        return type.substring(10).toLowerCase(Locale.ROOT) + "{" + String.join(", ", parts) + "}";
    }

    /// Its parts without parts, in order.
    static List<Part> leaves(String octets) throws MessagingException, IOException {
        MimeMessage message = OneMailbox.read(octets);
        List<Part> leaves = new ArrayList<>();
        collect(message, leaves);
        return leaves;
    }

    private static void collect(Part part, List<Part> leaves)
            throws MessagingException, IOException {
        if (part.getContent() instanceof Multipart multi) {
            for (int i = 0; i < multi.getCount(); i++) {
                collect(multi.getBodyPart(i), leaves);
            }
        } else {
            leaves.add(part);
        }
    }

    /// Its transfer encoding.
    static String encoding(Part leaf) {
        try {
            return ((jakarta.mail.internet.MimePart) leaf).getEncoding();
        } catch (MessagingException e) {
            throw new AssertionError(e);
        }
    }

    static byte[] bytes(Part leaf) throws MessagingException, IOException {
        return leaf.getInputStream().readAllBytes();
    }
}
