package mailtally.store.imap;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import mailtally.store.Appender.Answer;
import mailtally.store.Appender.Outgoing;
import mailtally.store.Locator;
import org.eclipse.angus.mail.iap.Argument;

/// The APPEND command, and what its OK says (RFC 9051 section 6.3.12).
final class AppendCommand {
    static final String FLAGGED = "\\Flagged";

    private static final Pattern APPENDED =
            Pattern.compile("\\[APPENDUID (\\d{1,10}) ([0-9:,]+)\\].*", Pattern.CASE_INSENSITIVE);
    private static final Pattern KEYWORD = Pattern.compile("[!#$&'+,\\-./0-9:;<=>?@A-Z^_`a-z|~]+");
    private static final Set<String> SYSTEM =
            Set.of("\\Answered", "\\Deleted", "\\Draft", "\\Flagged", "\\Seen");

    /// RFC 9051 section 9, date-time.
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("\"dd-MMM-yyyy HH:mm:ss +0000\"", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);

    /// What date-time can say: four digits for the year.
    private static final Instant EARLIEST = Instant.parse("1000-01-01T00:00:00Z");

    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

    private AppendCommand() {}

    /// The command that adds one message.
    ///
    /// @param selected the folder, which says what flags it keeps
    /// @param exchange true where `\Flagged` is left to a second step
    static Session.Command of(
            MailboxName name,
            Outgoing message,
            WireLiteral literal,
            Selected selected,
            boolean exchange) {
        Argument arguments = name.argument();
        add(arguments, message, literal, selected, exchange);
        return new Session.Command("APPEND", arguments, answer -> {});
    }

    /// One message's arguments.
    static void add(
            Argument arguments,
            Outgoing message,
            WireLiteral literal,
            Selected selected,
            boolean exchange) {
        List<String> flags = new ArrayList<>(sendable(message.flags().names(), selected));
        if (exchange) {
            flags.remove(FLAGGED);
        }
        arguments.writeAtom("(" + String.join(" ", flags) + ")");
        message.internalDate()
                .filter(d -> !d.isBefore(EARLIEST) && !d.isAfter(LATEST))
                .ifPresent(d -> arguments.writeAtom(DATE.format(d)));
        arguments.writeBytes(literal);
    }

    /// Flags that the folder keeps and a command can hold; what is not among them is the caller's
    /// to report. `\Recent` is the server's own.
    static List<String> sendable(Collection<String> flags, Selected selected) {
        return flags.stream()
                .filter(
                        f ->
                                SYSTEM.contains(f)
                                        || (KEYWORD.matcher(f).matches()
                                                && (selected.anyKeyword() || selected.keeps(f))))
                .toList();
    }

    /// Where so many messages are, as far as the OK says it (UIDPLUS, RFC 4315).
    static List<Answer> stored(String ok, int messages) {
        Matcher where = APPENDED.matcher(ok.strip());
        List<Long> uids =
                where.matches() ? UidSet.parse(where.group(2), messages) : List.<Long>of();
        List<Answer> answers = new ArrayList<>();
        for (int i = 0; i < messages; i++) {
            answers.add(
                    new Answer.Stored(
                            uids.isEmpty()
                                    ? Optional.<Locator>empty()
                                    : Optional.of(
                                            Fetched.locator(
                                                    Long.parseLong(where.group(1)), uids.get(i)))));
        }
        return answers;
    }
}
