package mailtally.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import mailtally.demo.exchange.ExchangeCuts;
import mailtally.demo.exchange.ExchangeQuirk;
import mailtally.demo.exchange.ExchangeSettings;
import mailtally.demo.exchange.Tampering;
import mailtally.testing.AppleShapes;
import mailtally.testing.Choices;
import mailtally.testing.Dress;
import mailtally.testing.HardMail;
import mailtally.testing.Mail;
import mailtally.testing.MailRenderer;
import mailtally.testing.server.StandInServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Mail that is put into a mailbox that makes it anew, by the whole program: proven there, or
/// named. The mailbox is the stand-in's.
final class ExchangeArrivalTest {
    private static final String USER = "jane@example.com";
    private static final int KILLS = 10;
    private static final int MESSAGES = 1200;
    private static final Pattern MESSAGE_ID = Pattern.compile("(?im)^Message-ID:\\s*(<[^>]+>)");

    @TempDir private Path place;

    @Test
    void aMessageThatLostItsBccIsTheOnlyOneLeftAndLaterALostWordIsSeen() throws Exception {
        Path source = maildir(40, true);
        ExchangeSettings settings = ExchangeSettings.everyday().with(ExchangeQuirk.ONE_BCC_DROPPED);
        try (StandInServer server = StandInServer.start(settings)) {
            Run first = run(server, "copy", source, "--yes").ends(ExitStatus.NOT_PROVEN);
            assertThat(OnServer.named(first)).containsExactly("INBOX: with a Bcc");
            assertThat(OnServer.count(first, "partly")).isEqualTo(1);
            assertThat(reason(first)).contains("Bcc: ");
            assertThat(first.json().path("balanced").asBoolean()).isTrue();

            Run second = run(server, "copy", source, "--yes").ends(ExitStatus.NOT_PROVEN);
            assertThat(OnServer.count(second, "copied")).isZero();
            Run check = run(server, "check", source).ends(ExitStatus.NOT_PROVEN);
            assertThat(OnServer.named(check)).containsExactly("INBOX: with a Bcc");

            int changed =
                    Tampering.change(
                            server.standIn(), USER, "INBOX", ExchangeArrivalTest::lessOneWord);
            assertThat(changed).isEqualTo(1);
            Run word = run(server, "check", source).ends(ExitStatus.NOT_PROVEN);
            assertThat(OnServer.named(word))
                    .containsExactlyInAnyOrder("INBOX: with a Bcc", "INBOX: with a word");
        }
    }

    @Test
    void theThirtyKindsArriveOnTheWorstDayAndEachIsProvenOrNamedWithItsReason() throws Exception {
        Path source = place.resolve("here");
        Files.createDirectories(source);
        for (HardMail kind : HardMail.all()) {
            int number = 0;
            for (String message : kind.messages()) {
                write(source, kind.folder(), kind.flags(), number++, HardMail.bytes(message));
            }
        }
        int messages = HardMail.all().stream().mapToInt(k -> k.messages().size()).sum();
        try (StandInServer server = StandInServer.start(ExchangeSettings.worstDay())) {
            Run last = untilNothingIsPut(server, source);
            assertThat(OnServer.count(last, "found")).isEqualTo(messages);
            assertThat(last.json().path("balanced").asBoolean()).isTrue();
            last.json()
                    .path("exceptions")
                    .forEach(e -> assertThat(e.path("reason").asString()).isNotBlank());
            int proven =
                    OnServer.count(last, "identical")
                            + OnServer.count(last, "sameContent")
                            + OnServer.count(last, "duplicate");
            assertThat(proven).as(last.out()).isGreaterThan(messages / 2);
            assertThat(server.standIn().abuses()).isEmpty();
        }
    }

    @Test
    void afterTenKillsAndOneLastRunNothingIsLostOrDoubled() throws Exception {
        Path source = maildir(MESSAGES, false);
        ExchangeSettings settings =
                ExchangeSettings.everyday()
                        .with(ExchangeQuirk.CUT_AFTER_STORING, ExchangeQuirk.CUT_AFTER_COMMANDS)
                        .with(new ExchangeCuts(300, 90));
        try (StandInServer server = StandInServer.start(settings)) {
            long seed = System.nanoTime();
            Random random = new Random(seed);
            server.address(USER);
            for (int i = 0; i < KILLS; i++) {
                int enough = held(server) + 1 + random.nextInt(70);
                Child child = new Child(place.resolve("child"));
                child.start(
                        arguments(
                                server, "copy", source, "--yes", "--quiet", "--connections", "1"));
                child.await(() -> held(server) >= enough);
                TimeUnit.MILLISECONDS.sleep(random.nextInt(20));
                child.signal("KILL");
                assertThat(child.end().status()).as("seed " + seed).isEqualTo(137);
            }
            Run last = untilNothingIsPut(server, source);
            assertThat(last.status()).as("seed " + seed + last.out()).isEqualTo(ExitStatus.PROVEN);
            Map<String, Integer> there = new TreeMap<>();
            for (String mail : Tampering.messages(server.standIn(), USER)) {
                Matcher id = MESSAGE_ID.matcher(mail);
                assertThat(id.find()).isTrue();
                there.merge(id.group(1), 1, Integer::sum);
            }
            assertThat(there).hasSize(MESSAGES);
            assertThat(there.values()).as("seed " + seed + " " + there).containsOnly(1);
        }
    }

    /// Whatever encoding the mailbox chose, the message has plain text with a word less afterwards.
    private static String lessOneWord(String mail) {
        if (!mail.contains("Subject: with a word")) {
            return mail;
        }
        String head = mail.substring(0, mail.indexOf("\r\n\r\n"));
        return head.replaceFirst("(?i)(Content-Transfer-Encoding): \\S+", "$1: 7bit")
                + "\r\n\r\nAn day.\r\n";
    }

    private static int held(StandInServer server) {
        return Tampering.messages(server.standIn(), USER).size();
    }

    /// Runs again until a run has nothing left to put.
    private Run untilNothingIsPut(StandInServer server, Path source) throws IOException {
        Run last = null;
        for (int i = 0; i < 12; i++) {
            last = run(server, "copy", source, "--yes", "--timeout", "20");
            if (last.status() != ExitStatus.UNAVAILABLE && OnServer.count(last, "copied") == 0) {
                return last;
            }
        }
        return last;
    }

    private static String reason(Run run) {
        return run.json().path("exceptions").path(0).path("reason").asString();
    }

    private Run run(StandInServer server, String verb, Path source, String... more)
            throws IOException {
        return Run.of(arguments(server, verb, source, more));
    }

    private String[] arguments(StandInServer server, String verb, Path source, String... more)
            throws IOException {
        List<String> all =
                new ArrayList<>(
                        List.of(
                                verb,
                                source.toString(),
                                server.address(USER),
                                "--json",
                                "--state",
                                place.resolve("state").toString(),
                                "--target-token-file",
                                token().toString()));
        all.addAll(List.of(more));
        return all.toArray(String[]::new);
    }

    private Path token() throws IOException {
        Path file = place.resolve("token");
        if (Files.notExists(file)) {
            Files.createFile(
                    file,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rw-------")));
            Files.writeString(file, StandInServer.TOKEN + USER + "\n");
        }
        return file;
    }

    /// Messages of all shapes; with two whose fate a test follows.
    private Path maildir(int count, boolean marked) throws IOException {
        Path root = place.resolve("source");
        for (int i = 0; i < count; i++) {
            Mail made = AppleShapes.mail(Choices.of(i), i);
            List<Mail.Recipient> open =
                    made.recipients().stream().filter(r -> !r.field().equals("Bcc")).toList();
            Mail mail =
                    made.withRecipients(open)
                            .withMessageId(java.util.Optional.of("<n" + i + "@example.com>"));
            byte[] bytes = MailRenderer.render(mail, Dress.PLAIN);
            write(root, i % 3 == 0 ? "Archive" : "INBOX", i % 2 == 0 ? "S" : "FS", i, bytes);
        }
        if (marked) {
            write(root, "INBOX", "S", count, text("with a Bcc", "Bcc: eve@example.org\n", "Text."));
            write(root, "INBOX", "S", count + 1, text("with a word", "", "An unforgettable day."));
        }
        return root;
    }

    private static byte[] text(String subject, String field, String text) {
        String id = subject.replace(' ', '.');
        return ("From: jane@example.com\nTo: bob@example.org\n"
                        + field
                        + "Message-ID: <"
                        + id
                        + "@example.com>\nDate: Tue, 5 Mar 2019 10:11:12 +0100\nSubject: "
                        + subject
                        + "\n\n"
                        + text
                        + "\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    /// Writes into a tree of Maildirs.
    private static void write(Path root, String folder, String flags, int number, byte[] bytes)
            throws IOException {
        Path there = root;
        for (String level : folder.split("/", -1)) {
            there = there.resolve(level);
        }
        for (String sub : List.of("cur", "new", "tmp")) {
            Files.createDirectories(there.resolve(sub));
        }
        Path file = there.resolve("cur").resolve(number + ".M" + number + ".host:2," + flags);
        Files.write(file, bytes);
        Files.setLastModifiedTime(
                file,
                java.nio.file.attribute.FileTime.fromMillis(1_456_744_333_000L + number * 1000L));
    }
}
