package mailtally.demo.exchange;

import static mailtally.demo.exchange.Written.lines;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.mail.Message;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeUtility;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What each quirk does to the header of a message, put in and fetched over IMAP, and read by a
/// library that knows nothing of ours.
final class KeptHeadersTest {
    private static final String TEXT = "Content-Type: text/plain\n\nWords.\n";

    @Test
    void importanceIsMadeAnewAndKeywordsAreGone() throws Exception {
        String given =
                """
                Keywords: roof, money
                X-Priority: 1 (Highest)
                X-MSMail-Priority: High
                Priority: urgent
                X-Message-Flag: Follow up
                X-Mailer: Some program
                """;
        String kept = kept(given, ExchangeQuirk.HEADERS_REGENERATED);
        assertThat(kept)
                .contains("Importance: high\r\nX-Priority: 1\r\n", "X-Mailer")
                .doesNotContain("Keywords", "MSMail", "urgent", "Follow up");
        assertThat(kept("Importance: Low\n", ExchangeQuirk.HEADERS_REGENERATED))
                .contains("Importance: low\r\nX-Priority: 5\r\n");
        assertThat(kept("X-Priority: 3\n", ExchangeQuirk.HEADERS_REGENERATED))
                .doesNotContain("Importance", "Priority");
    }

    @Test
    void privateFieldsAndTheWayHereAreGone() throws Exception {
        String given =
                """
                Return-Path: <jane@example.com>
                Received: from a by b;
                	Tue, 5 Mar 2019 10:11:12 +0100
                X-Uniform-Type-Identifier: com.apple.mail-note
                X-Priority: 1
                References: <0@example.com>
                """;
        assertThat(kept(given, ExchangeQuirk.PRIVATE_HEADERS_DROPPED))
                .isEqualTo(mail("X-Priority: 1\nReferences: <0@example.com>\n"));
    }

    @Test
    void exchangesOwnFieldsAreAdded() throws Exception {
        MimeMessage kept = read(kept("", ExchangeQuirk.HEADERS_ADDED));
        assertThat(kept.getHeader("Thread-Topic", null)).isEqualTo("Roof");
        assertThat(kept.getHeader("Thread-Index", null)).matches("[A-Za-z0-9+/]{30}==");
        assertThat(kept.getHeader("X-MS-Has-Attach", null)).isBlank();
        String file = lines(Written.HEAD + Written.multi("mixed", TEXT, Written.file()));
        assertThat(read(keptWhole(file, ExchangeQuirk.HEADERS_ADDED)).getHeader("X-MS-Has-Attach"))
                .containsExactly("yes");
    }

    @Test
    void aMissingMessageIdIsMadeUpAndAGivenOneStays() throws Exception {
        String without = mail("").replaceFirst("Message-ID: .*\r\n", "");
        MimeMessage kept = read(keptWhole(without, ExchangeQuirk.MESSAGE_ID_MADE_UP));
        assertThat(kept.getMessageID()).matches("<[0-9a-f]+@stand-in\\.example\\.com>");
        assertThat(read(kept("", ExchangeQuirk.MESSAGE_ID_MADE_UP)).getMessageID())
                .isEqualTo("<1@example.com>");
    }

    @Test
    void aSubjectEndsAfter255CharactersHoweverItIsWritten() throws Exception {
        String plain = "words ".repeat(60).strip();
        assertThat(subject(plain)).isEqualTo(plain.substring(0, 255));
        String wide = "Gr\u00fc\u00dfe \u65e5\u672c ".repeat(40).strip();
        assertThat(subject(MimeUtility.encodeText(wide, "UTF-8", "B")))
                .isEqualTo(wide.substring(0, 255));
        String pairs = "x" + "\ud83d\udcee".repeat(200);
        assertThat(subject(MimeUtility.encodeText(pairs, "UTF-8", "B")))
                .as("no half of a character")
                .isEqualTo(pairs.substring(0, 255));
        assertThat(subject(MimeUtility.encodeText("y" + pairs, "UTF-8", "B")))
                .isEqualTo(("y" + pairs).substring(0, 254));
        assertThat(subject("short")).isEqualTo("short");
        String odd = "=?x-nobody?Q?" + "a".repeat(300) + "?=";
        assertThat(keptWhole(withSubject(odd), ExchangeQuirk.SUBJECT_CUT)).contains(odd);
    }

    @Test
    void dateIsTheSameMomentInUtcAndWhatIsNoDateStays() throws Exception {
        assertThat(kept("", ExchangeQuirk.DATE_IN_UTC))
                .contains("Date: Tue, 5 Mar 2019 09:11:12 +0000\r\n");
        for (String odd : List.of("Blursday, 99", "Wed, 5 Mar 2019 10:11:12 +0100", "tomorrow")) {
            String given = mail("").replaceFirst("Date: .*\r\n", "Date: " + odd + "\r\n");
            assertThat(keptWhole(given, ExchangeQuirk.DATE_IN_UTC)).isEqualTo(given);
        }
    }

    @Test
    void fromBecomesThePrimaryAddressOnlyWhereItIsAnAlias() throws Exception {
        ExchangeSettings settings =
                ExchangeSettings.plain()
                        .with(ExchangeQuirk.FROM_REWRITTEN)
                        .withAliases("J.Doe@old.example.com");
        String alias =
                mail("").replaceFirst(
                                "From: .*\r\n",
                                "From: =?utf-8?Q?J=C3=A4ne?= <j.doe@OLD.example.com>\r\n");
        InternetAddress from =
                (InternetAddress) read(OneMailbox.kept(settings, alias)).getFrom()[0];
        assertThat(from.getAddress()).isEqualTo(OneMailbox.USER);
        assertThat(from.getPersonal()).isEqualTo("J\u00e4ne");
        String other = mail("").replaceFirst("From: .*\r\n", "From: bob@example.org\r\n");
        assertThat(OneMailbox.kept(settings, other)).isEqualTo(other);
    }

    @Test
    void theLastBccIsLostWhereThatIsAskedFor() throws Exception {
        MimeMessage two =
                read(
                        kept(
                                "Bcc: eve@example.org,\n\tMallory <mallory@example.org>\n",
                                ExchangeQuirk.ONE_BCC_DROPPED));
        assertThat(two.getRecipients(Message.RecipientType.BCC))
                .containsExactly(new InternetAddress("eve@example.org"));
        assertThat(kept("Bcc: eve@example.org\n", ExchangeQuirk.ONE_BCC_DROPPED))
                .isEqualTo(mail(""));
        assertThat(ExchangeSettings.worstDay().quirks())
                .doesNotContain(ExchangeQuirk.ONE_BCC_DROPPED, ExchangeQuirk.INTERNAL_DATE_IGNORED);
    }

    private static String mail(String fields) {
        return lines(Written.HEAD + fields + TEXT);
    }

    private static String withSubject(String subject) {
        return mail("").replaceFirst("Subject: .*\r\n", "Subject: " + subject + "\r\n");
    }

    private static String subject(String given) throws Exception {
        return read(keptWhole(withSubject(given), ExchangeQuirk.SUBJECT_CUT)).getSubject();
    }

    private static MimeMessage read(String octets) throws Exception {
        return OneMailbox.read(octets);
    }

    private static String kept(String fields, ExchangeQuirk quirk) throws Exception {
        return keptWhole(mail(fields), quirk);
    }

    private static String keptWhole(String octets, ExchangeQuirk quirk) throws Exception {
        return OneMailbox.kept(ExchangeSettings.plain().with(quirk), octets);
    }
}
