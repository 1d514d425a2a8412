package mailtally.backup;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import mailtally.message.MessageBytes;

/// The sender for an mbox separator line: the address in the first Return-Path field (RFC 5321
/// section 4.4), where it stands near the beginning and is printable ASCII.
final class EnvelopeSender {
    /// Stands for a sender that is not known.
    static final String NONE = "MAILER-DAEMON";

    private static final int LOOK_BYTES = 4096;
    private static final int LIMIT_CHARS = 254;
    private static final String FIELD = "return-path:";

    private EnvelopeSender() {}

    static String of(MessageBytes message) throws IOException {
        String head = new String(message.head(LOOK_BYTES), StandardCharsets.ISO_8859_1);
        for (String line : head.split("\n", -1)) {
            String text = line.strip();
            if (text.isEmpty()) {
                return NONE;
            }
            if (text.toLowerCase(Locale.ROOT).startsWith(FIELD)) {
                return address(text.substring(FIELD.length()).strip());
            }
        }
        return NONE;
    }

    private static String address(String value) {
        boolean bracketed = value.startsWith("<") && value.endsWith(">") && value.length() > 2;
        String address = bracketed ? value.substring(1, value.length() - 1) : value;
        boolean usable =
                !address.isEmpty()
                        && address.length() <= LIMIT_CHARS
                        && address.chars().allMatch(c -> c > 0x20 && c < 0x7f && c != '<');
        return usable ? address : NONE;
    }
}
