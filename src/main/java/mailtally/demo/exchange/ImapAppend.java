package mailtally.demo.exchange;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// APPEND (RFC 3501 section 6.3.11), with all that Exchange refuses.
final class ImapAppend {
    private static final int LONGEST_LINE_BYTES = 10_000;
    private static final Pattern FIELD = Pattern.compile("[!-9;-~]+[ \t]*:");

    private final ExchangeMailbox mailbox;
    private final ExchangeSettings settings;
    private boolean broken;

    ImapAppend(ExchangeMailbox mailbox) {
        this.mailbox = mailbox;
        this.settings = mailbox.settings();
    }

    /// True if the last message was stored and its connection ends without saying so.
    boolean broken() {
        return broken;
    }

    /// Stores the message.
    ///
    /// @return what stands behind OK
    String done(ImapCommand command, ImapFolders folders) throws ImapRefusal {
        int at = 1;
        Set<String> flags = new TreeSet<>();
        if (command.size() > at && command.arguments().get(at) instanceof ImapToken.Group) {
            flags.addAll(ImapFlags.of(command.group(at++)));
        }
        Instant received = settings.clock().instant();
        if (command.size() == at + 2) {
            Instant given = ImapDates.instant(command.word(at++));
            received = settings.has(ExchangeQuirk.INTERNAL_DATE_IGNORED) ? received : given;
        }
        boolean literal =
                command.size() == at + 1
                        && command.arguments().get(at) instanceof ImapToken.Word(_, var form)
                        && form == ImapToken.Form.LITERAL;
        if (!literal) {
            throw ImapRefusal.badArgument();
        }
        ExchangeFolder folder = folders.found(command.word(0));
        if (!folder.takesMail()) {
            throw ImapRefusal.no("The folder does not take messages.");
        }
        return store(folder, command.word(at), received, flags);
    }

    private String store(ExchangeFolder folder, String octets, Instant received, Set<String> flags)
            throws ImapRefusal {
        check(octets);
        Optional<Duration> wait = mailbox.throttle().take(octets.length());
        if (wait.isPresent()) {
            throw ImapMailbox.throttled(wait.get());
        }
        if (settings.has(ExchangeQuirk.FLAGGED_OF_APPEND_FORGOTTEN)) {
            flags.remove("\\Flagged");
        }
        try {
            ExchangeItem item =
                    mailbox.add(
                            folder,
                            octets.getBytes(StandardCharsets.ISO_8859_1),
                            received,
                            flags,
                            flags.contains("\\Draft"));
            broken =
                    settings.has(ExchangeQuirk.CUT_AFTER_STORING)
                            && mailbox.stored() % settings.cuts().everyMessages() == 0;
            return "[APPENDUID " + folder.uidValidity() + " " + item.uid() + "] APPEND completed.";
        } catch (ExchangeRefusal e) {
            throw ImapRefusal.of(e);
        }
    }

    private void check(String octets) throws ImapRefusal {
        boolean message = octets.indexOf('\0') < 0 && FIELD.matcher(octets).lookingAt();
        if (settings.has(ExchangeQuirk.MALFORMED_REFUSED) && !message) {
            throw ImapRefusal.badArgument();
        }
        if (settings.has(ExchangeQuirk.LONG_LINES_REFUSED)) {
            int from = 0;
            while (from < octets.length()) {
                int end = octets.indexOf('\n', from);
                int next = end < 0 ? octets.length() : end + 1;
                if (next - from > LONGEST_LINE_BYTES + 2) {
                    throw ImapRefusal.badCommand();
                }
                from = next;
            }
        }
    }
}
