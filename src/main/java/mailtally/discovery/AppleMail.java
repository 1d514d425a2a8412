package mailtally.discovery;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/// Whether Apple Mail will work with a mailbox in Exchange. It knows no way but EWS, and Exchange
/// Online closes that in two steps.
///
/// @param works what is known
/// @param sentences why, and what to do
/// @param administrator lines for the administrator of Exchange Online to run, in order; empty
///     where nobody is to do anything
public record AppleMail(Works works, List<String> sentences, List<String> administrator) {
    /// What is known.
    public enum Works {
        /// Nothing speaks against it.
        LIKELY,
        /// It does where an administrator allowed it, and that cannot be told from outside.
        IF_ALLOWED,
        /// The server keeps it out now.
        KEPT_OUT,
        /// It does not, and nobody can allow it.
        NO
    }

    /// The application that Apple Mail is to Exchange Online, Apple Internet Accounts.
    public static final String APPLICATION = "f8d98a96-0999-43f5-8af3-69971c7bb423";

    /// From this day on EWS is closed in Exchange Online where nobody opened it.
    public static final LocalDate CLOSED = LocalDate.of(2026, 10, 1);

    /// From this day on EWS is gone from Exchange Online.
    public static final LocalDate GONE = LocalDate.of(2027, 4, 1);

    private static final String SIDE_BY_SIDE =
            "Add the new account while the old one is still there, and see that it shows mail. Only"
                    + " then remove the old one.";
    private static final String OTHERWISE =
            "Where Apple Mail will not work: Outlook for Mac, or another program that signs in to"
                    + " IMAP with OAuth.";

    public AppleMail {
        sentences = List.copyOf(sentences);
        administrator = List.copyOf(administrator);
    }

    /// Judges.
    ///
    /// @param found a mailbox in Exchange
    /// @param told what the server says to a stranger
    /// @param today by the clock of who asks
    public static AppleMail of(Discovered found, EwsAnswer told, LocalDate today) {
        return found.kind() == MailboxKind.EXCHANGE_ONLINE
                ? online(found.address(), told, today)
                : server(told);
    }

    private static AppleMail server(EwsAnswer told) {
        List<String> sentences = new ArrayList<>();
        sentences.add("Apple Mail reaches Exchange Servers by EWS. Nobody has closed that there.");
        Works works =
                switch (told) {
                    case EwsAnswer.WantsSignIn _ -> Works.LIKELY;
                    case EwsAnswer.SwitchedOff _, EwsAnswer.KeptOut _, EwsAnswer.Refused _ -> {
                        sentences.add(
                                "This server refuses EWS to a stranger. Ask its administrator"
                                        + " whether Macs may use it.");
                        yield Works.IF_ALLOWED;
                    }
                    case EwsAnswer.Unclear(String what) -> {
                        sentences.add(
                                "EWS was asked and did not answer clearly: "
                                        + what
                                        + ". Look at the address, or ask the administrator.");
                        yield Works.IF_ALLOWED;
                    }
                };
        return new AppleMail(works, sentences, List.of());
    }

    private static AppleMail online(String address, EwsAnswer told, LocalDate today) {
        if (!today.isBefore(GONE)) {
            return new AppleMail(
                    Works.NO,
                    List.of(
                            "Since 1 April 2027 Exchange Online has no EWS any more, and Apple Mail"
                                    + " knew no other way when this program was made. Unless Apple"
                                    + " has changed that, the new account will not work in Apple"
                                    + " Mail.",
                            OTHERWISE,
                            SIDE_BY_SIDE),
                    List.of());
        }
        List<String> sentences = new ArrayList<>();
        sentences.add(
                today.isBefore(CLOSED)
                        ? "Apple Mail reaches Exchange Online by EWS. From 1 October 2026 that is"
                                + " closed unless the organisation opened it: EwsEnabled is True,"
                                + " and EwsAllowedAppIDs has Apple's application."
                        : "Apple Mail reaches Exchange Online by EWS. Since 1 October 2026 that is"
                                + " closed unless the organisation opened it: EwsEnabled is True,"
                                + " and EwsAllowedAppIDs has Apple's application.");
        sentences.add(
                "On 1 April 2027 it ends for good. Until Apple finds another way, the account stops"
                        + " working in Apple Mail then.");
        Works works = asked(told, sentences);
        sentences.add(SIDE_BY_SIDE);
        sentences.add(OTHERWISE);
        return new AppleMail(works, sentences, lines(address));
    }

    private static Works asked(EwsAnswer told, List<String> sentences) {
        return switch (told) {
            case EwsAnswer.SwitchedOff _ -> {
                sentences.add(
                        "The server says that EWS is switched off for this mailbox or its"
                                + " organisation. The account will not work in Apple Mail as long"
                                + " as that is so.");
                yield Works.KEPT_OUT;
            }
            case EwsAnswer.KeptOut _ -> {
                sentences.add(
                        "The server says that a rule of the organisation keeps programs out of"
                                + " EWS. Whether it lets Apple's application in, only the"
                                + " administrator can see.");
                yield Works.IF_ALLOWED;
            }
            case EwsAnswer.Refused(int status) -> {
                sentences.add(
                        "The server refuses EWS to a stranger ("
                                + status
                                + ") and does not say why. Ask the administrator.");
                yield Works.IF_ALLOWED;
            }
            case EwsAnswer.WantsSignIn _ -> {
                sentences.add(
                        "Whether it is open for this mailbox cannot be told from outside: the"
                                + " server wants a sign-in first. Ask the administrator.");
                yield Works.IF_ALLOWED;
            }
            case EwsAnswer.Unclear(String what) -> {
                sentences.add("EWS was asked and did not answer clearly: " + what + ".");
                yield Works.IF_ALLOWED;
            }
        };
    }

    /// The list is written whole, so what stands in it must go along; and it comes before
    /// EwsEnabled, since an empty list then keeps everybody out.
    private static List<String> lines(String address) {
        return List.of(
                "Connect-ExchangeOnline",
                "Get-OrganizationConfig | Format-List"
                        + " EwsEnabled,EwsApplicationAccessPolicy,EwsAllowList,EwsBlockList",
                "$ids = @((Get-OrganizationConfig"
                        + " -RetrieveEwsOperationAccessPolicy).EwsAllowedAppIDs) -split ','",
                "$ids = @($ids) + '"
                        + APPLICATION
                        + "' | Where-Object { $_ } | Select-Object -Unique",
                "Set-OrganizationConfig -EwsAllowedAppIDs ($ids -join ',')",
                "Set-OrganizationConfig -EwsEnabled:$true",
                "Set-CASMailbox -Identity " + quoted(address) + " -EwsEnabled:$true");
    }

    /// PowerShell ends a text at any of its five single quotes, and takes two of them for one.
    private static String quoted(String text) {
        return "'" + text.replaceAll("(['\u2018\u2019\u201a\u201b])", "$1$1") + "'";
    }
}
