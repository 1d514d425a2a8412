package mailtally.store.ews;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import mailtally.store.server.WebAnswer;

/// What is to be said where Exchange Online refuses EWS. Microsoft blocks it in two steps: from the
/// first day on unless a tenant allows it by name, and from the second on for everybody.
final class ExchangeOnline {
    static final LocalDate BLOCKED = LocalDate.of(2026, 10, 1);
    static final LocalDate OFF = LocalDate.of(2027, 4, 1);

    /// Endings of the names under which it answers, here and in the clouds of single countries.
    private static final List<String> NAMES =
            List.of(
                    ".outlook.com",
                    ".office365.com",
                    ".office365.us",
                    ".outlook.cn",
                    ".office.com");

    /// Headers in which a server of Exchange tells which one it is, also behind a name of one's
    /// own.
    private static final List<String> HEADERS =
            List.of("X-CalculatedBETarget", "X-BackEndHttpStatus-Server", "X-FEServer");

    private ExchangeOnline() {}

    /// True where the answer came from there.
    static boolean answered(WebAnswer answer) {
        return named(answer.from().getHost())
                || HEADERS.stream()
                        .anyMatch(h -> answer.header(h).filter(ExchangeOnline::named).isPresent());
    }

    private static boolean named(String host) {
        String lower = host.toLowerCase(Locale.ROOT);
        return NAMES.stream().anyMatch(lower::endsWith);
    }

    /// What can be done, and by whom.
    static String blocked(Clock clock) {
        LocalDate today = LocalDate.now(clock);
        if (!today.isBefore(OFF)) {
            return "Microsoft turned EWS off in Exchange Online on "
                    + OFF
                    + ", for good: nobody can turn it on again. Name the mailbox by imaps://.";
        }
        if (!today.isBefore(BLOCKED)) {
            return "Exchange Online blocks EWS since "
                    + BLOCKED
                    + ", unless the organization's administrator allows it: Set-OrganizationConfig"
                    + " -EWSEnabled $true, and the client id of the app that asked for the token"
                    + " in EwsAllowedAppIDs. That takes up to a day to come into effect, and ends"
                    + " on "
                    + OFF
                    + " for good. Without an administrator, name the mailbox by imaps://.";
        }
        return "In Exchange Online the organization's administrator can allow EWS:"
                + " Set-OrganizationConfig -EWSEnabled $true, and for the mailbox Set-CASMailbox"
                + " -EwsEnabled $true. From "
                + BLOCKED
                + " on the app's client id must be in EwsAllowedAppIDs too, and on "
                + OFF
                + " it ends for good. Otherwise name the mailbox by imaps://.";
    }
}
