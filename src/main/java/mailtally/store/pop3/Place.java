package mailtally.store.pop3;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import mailtally.message.Sha256;
import mailtally.store.Locator;

/// Where a message lies, as a locator says it.
///
/// - `uidl.1234.0000000a5d2f` with the length that LIST tells and the UIDL, percent-encoded: a UIDL
///   stands for one message for good (RFC 1939 section 7), and a server that hands the same one out
///   again for another message is noticed by the length.
/// - `number.7.` and the message's SHA-256 where UIDLs are missing or repeated. Numbers mean
///   something in one session only, so what is fetched by a number again counts only if its bytes
///   are the same.
/// - `number.7.unread` for a message without a UIDL that could not be fetched either.
sealed interface Place {
    /// A message with a UIDL of its own.
    record Named(long sizeBytes, String uidl) implements Place {}

    /// A message that is known by what it is.
    record Numbered(int number, Sha256 digest) implements Place {}

    String UNRESERVED = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";
    Pattern NAMED = Pattern.compile("uidl\\.(-1|\\d{1,18})\\.((?:[A-Za-z0-9._~-]|%[0-9A-F]{2})+)");
    Pattern NUMBERED = Pattern.compile("number\\.([1-9]\\d{0,8})\\.([0-9a-f]{64})");

    /// The locator of a message that has a UIDL of its own.
    static Locator named(Entry entry) {
        return new Locator("uidl." + entry.sizeBytes() + "." + encode(entry.uidl()));
    }

    /// The locator of another message.
    static Locator numbered(Entry entry, Sha256 digest) {
        return new Locator("number." + entry.number() + "." + digest.hex());
    }

    /// The locator of another message that could not be fetched.
    static Locator unread(Entry entry) {
        return entry.named() ? named(entry) : new Locator("number." + entry.number() + ".unread");
    }

    /// The place that the locator stands for, if it is one of ours.
    static Optional<Place> of(Locator locator) {
        Matcher named = NAMED.matcher(locator.value());
        if (named.matches()) {
            return Optional.of(new Named(Long.parseLong(named.group(1)), decode(named.group(2))));
        }
        Matcher numbered = NUMBERED.matcher(locator.value());
        return numbered.matches()
                ? Optional.of(
                        new Numbered(
                                Integer.parseInt(numbered.group(1)),
                                Sha256.ofHex(numbered.group(2))))
                : Optional.empty();
    }

    private static String encode(String uidl) {
        StringBuilder text = new StringBuilder();
        for (byte b : uidl.getBytes(StandardCharsets.ISO_8859_1)) {
            text.append(
                    UNRESERVED.indexOf(b) >= 0
                            ? String.valueOf((char) b)
                            : String.format("%%%02X", b & 0xff));
        }
        return text.toString();
    }

    private static String decode(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) == '%') {
                bytes.write(Integer.parseInt(text, i + 1, i + 3, 16));
                i += 2;
            } else {
                bytes.write(text.charAt(i));
            }
        }
        return bytes.toString(StandardCharsets.ISO_8859_1);
    }
}
