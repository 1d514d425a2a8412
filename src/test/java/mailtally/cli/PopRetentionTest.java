package mailtally.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import mailtally.testing.server.DovecotServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A POP account on the Mac, and a server that kept the mail of the last 14 days alone.
final class PopRetentionTest {
    private static final int KEPT_DAYS = 14;
    private static final List<Integer> AGES_DAYS = List.of(1, 5, 13, 15, 30, 400, 4000);

    @TempDir Path place;

    @Test
    void whatOnlyTheMacHasIsNamedTheBackupProvesItAndTheServerKeepsWhatItHad() throws Exception {
        Mac mac = popAccount();
        Instant now = Instant.now();
        List<String> only = new ArrayList<>();
        try (DovecotServer server = DovecotServer.start()) {
            for (int days : AGES_DAYS) {
                Instant date = now.minus(Duration.ofDays(days));
                String mail = mail("day " + days, date);
                mac.put("INBOX", days + ".emlx", Mac.emlx(mail));
                if (days < KEPT_DAYS) {
                    server.deliver("jane", "INBOX", Mac.bytes(mail), Set.of(), date);
                } else {
                    only.add("INBOX: day " + days);
                }
            }
            String sent = mail("sent yesterday", now.minus(Duration.ofDays(1)));
            mac.put("Sent Messages", "9.emlx", Mac.emlx(sent));
            only.add("Sent Messages: sent yesterday");
            List<String> before = messages(server);

            Run check = check(mac, server.popAddress("jane")).ends(ExitStatus.NOT_PROVEN);
            assertThat(OnServer.named(check)).containsExactlyInAnyOrderElementsOf(only);
            assertThat(OnServer.count(check, "missing")).isEqualTo(only.size());
            assertThat(OnServer.count(check, "found")).isEqualTo(AGES_DAYS.size() + 1);
            assertThat(check.told())
                    .anyMatch(t -> t.contains("POP3 shows the inbox alone"))
                    .anyMatch(t -> t.contains("does not say how long it keeps mail"));

            Run backup =
                    mac.run(
                                    "backup",
                                    "apple:jane@example.com",
                                    "--to",
                                    mac.backups().toString(),
                                    "--json")
                            .ends(ExitStatus.PROVEN);
            assertThat(OnServer.count(backup, "identical")).isEqualTo(AGES_DAYS.size() + 1);
            String bag = Mac.bag(backup).toString();
            mac.run("verify", bag).ends(ExitStatus.PROVEN);
            mac.run("check", "apple:jane@example.com", bag).ends(ExitStatus.PROVEN);

            Run other =
                    mac.run(
                                    "backup",
                                    server.popAddress("jane"),
                                    "--to",
                                    mac.backups().toString(),
                                    "--source-password-file",
                                    OnServer.password(place).toString(),
                                    "--json")
                            .ends(ExitStatus.PROVEN);
            assertThat(OnServer.count(other, "found")).isEqualTo(before.size());
            mac.run("verify", Mac.bag(other).toString()).ends(ExitStatus.PROVEN);

            assertThat(server.popCommands("jane"))
                    .isNotEmpty()
                    .noneMatch(c -> c.toUpperCase(Locale.ROOT).matches("(DELE|QUIT|RSET).*"));
            assertThat(messages(server)).isEqualTo(before);
        }
    }

    /// Without flags: Dovecot marks as read what POP3 hands out.
    private static List<String> messages(DovecotServer server) {
        return server.messages("jane").stream()
                .map(m -> m.folder() + " " + m.sha256() + " " + m.internalDate())
                .toList();
    }

    private Run check(Mac mac, String address) throws Exception {
        return mac.run(
                "check",
                "apple:jane@example.com",
                address,
                "--json",
                "--target-password-file",
                OnServer.password(place).toString());
    }

    private Mac popAccount() throws Exception {
        Mac mac = new Mac(place);
        mac.list(Map.of(Mac.ACCOUNT, List.of("jane@example.com", "Old")));
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + mac.accounts());
                Statement statement = connection.createStatement()) {
            statement.execute("UPDATE ZACCOUNTTYPE SET ZIDENTIFIER = 'com.apple.account.POP'");
        }
        return mac;
    }

    private static String mail(String subject, Instant date) {
        return Mac.mail(subject)
                .replaceFirst(
                        "Date: .*",
                        "Date: "
                                + DateTimeFormatter.RFC_1123_DATE_TIME.format(
                                        date.atOffset(ZoneOffset.UTC)));
    }
}
