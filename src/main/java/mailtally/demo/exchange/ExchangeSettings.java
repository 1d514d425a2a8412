package mailtally.demo.exchange;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/// How the stand-in behaves: which quirks it has, and its limits.
///
/// @param quirks what it does as Exchange does
/// @param mostMessageBytes the largest message; 35 MB where nobody set another
/// @param mostMailboxBytes when the mailbox is full
public record ExchangeSettings(
        Set<ExchangeQuirk> quirks, long mostMessageBytes, long mostMailboxBytes) {
    private static final long USUAL_MESSAGE_BYTES = 35L << 20;
    private static final long USUAL_MAILBOX_BYTES = 100L << 30;

    private static final Set<String> RESERVED = Set.of("files");

    public ExchangeSettings {
        quirks = Set.copyOf(quirks);
    }

    /// A server that gives back what it was given.
    public static ExchangeSettings plain() {
        return new ExchangeSettings(Set.of(), USUAL_MESSAGE_BYTES, USUAL_MAILBOX_BYTES);
    }

    /// Every quirk at once.
    public static ExchangeSettings worstDay() {
        return new ExchangeSettings(
                EnumSet.allOf(ExchangeQuirk.class), USUAL_MESSAGE_BYTES, USUAL_MAILBOX_BYTES);
    }

    boolean has(ExchangeQuirk quirk) {
        return quirks.contains(quirk);
    }

    boolean reserved(String name) {
        return RESERVED.contains(name.toLowerCase(Locale.ROOT));
    }

    /// The message as the mailbox will hand it out.
    byte[] rewrite(byte[] mime, String user) {
        return mime;
    }

    /// The flags that stay.
    Set<String> keptFlags(Set<String> flags) {
        return flags.stream().filter(f -> f.startsWith("\\")).collect(Collectors.toSet());
    }
}
