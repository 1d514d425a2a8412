package mailtally.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import mailtally.demo.exchange.ExchangeCuts;
import mailtally.demo.exchange.ExchangePace;
import mailtally.demo.exchange.ExchangeQuirk;
import mailtally.demo.exchange.ExchangeSettings;
import mailtally.demo.exchange.Insight;
import mailtally.testing.Choices;
import mailtally.testing.Dress;
import mailtally.testing.HardMail;
import mailtally.testing.MailGenerator;
import mailtally.testing.MailRenderer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The whole program onto a mailbox of the stand-in for Exchange by EWS, on bad days.
final class ExchangeByEwsTest {
    private static final int KILLS = 10;
    private static final int MESSAGES = 900;

    @TempDir Path place;

    @Test
    void theThirtyKindsArriveOnTheWorstDayAndEachIsProvenOrNamedWithItsReason() throws Exception {
        Path source = OnExchange.hardMail(place.resolve("source"));
        int messages = HardMail.all().stream().mapToInt(k -> k.messages().size()).sum();
        try (OnExchange there = OnExchange.start(ExchangeSettings.worstDay(), place)) {
            Run last = untilNothingIsPut(there, source);
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
            assertThat(there.server().abuses()).isEmpty();
        }
    }

    @Test
    void generatedMailArrivesOnAnEverydayExchangeAndIsProven() throws Exception {
        Path source = place.resolve("source");
        for (int i = 0; i < 300; i++) {
            byte[] mail = MailRenderer.render(MailGenerator.mail(Choices.of(i), i), Dress.PLAIN);
            write(source, i, mail);
        }
        ExchangeSettings settings = ExchangeSettings.everyday().without(ExchangeQuirk.TOKENS_ONLY);
        try (OnExchange there = OnExchange.start(settings, place)) {
            Run copied = there.run("copy", source, "--yes");
            assertThat(copied.json().path("balanced").asBoolean()).isTrue();
            copied.json()
                    .path("exceptions")
                    .forEach(e -> assertThat(e.path("reason").asString()).isNotBlank());
            assertThat(OnServer.count(copied, "missing")).as(copied.out()).isZero();
            Run again = there.run("copy", source, "--yes");
            assertThat(OnServer.count(again, "copied")).isZero();
        }
    }

    @Test
    void killedBetweenCreateItemAndItsAnswerAgainAndAgainLeavesNoDoubleAndLosesNothing()
            throws Exception {
        Path source = place.resolve("source");
        for (int i = 0; i < MESSAGES; i++) {
            write(source, i, text(i));
        }
        ExchangeSettings settings =
                ExchangeSettings.plain()
                        .with(ExchangeQuirk.CUT_AFTER_STORING, ExchangeQuirk.CUT_AFTER_COMMANDS)
                        .with(new ExchangeCuts(40, 70));
        try (OnExchange there = OnExchange.start(settings, place)) {
            long seed = System.nanoTime();
            Random random = new Random(seed);
            for (int i = 0; i < KILLS; i++) {
                int enough = there.mailbox().all().size() + 1 + random.nextInt(60);
                Child child = new Child(place.resolve("child"));
                child.start(there.arguments("copy", source, "--yes", "--quiet"));
                child.await(() -> there.mailbox().all().size() >= enough);
                TimeUnit.MILLISECONDS.sleep(random.nextInt(20));
                child.signal("KILL");
                assertThat(child.end().status()).as("seed " + seed).isEqualTo(137);
            }
            Run last = untilNothingIsPut(there, source);
            last.ends(ExitStatus.PROVEN);
            Map<String, Integer> subjects = new HashMap<>();
            for (Insight.Lying mail : there.mailbox().all()) {
                subjects.merge(mail.text().lines().findFirst().orElseThrow(), 1, Integer::sum);
            }
            assertThat(subjects).as("seed " + seed).hasSize(MESSAGES);
            assertThat(subjects.values()).as("seed " + seed).containsOnly(1);
        }
    }

    @Test
    void throttledForAnHourTheRunEndsWithStatus3AndSaysWhatToDo() throws Exception {
        Path source = place.resolve("source");
        write(source, 0, text(0));
        write(source, 1, text(1));
        ExchangeSettings settings =
                ExchangeSettings.plain()
                        .with(ExchangeQuirk.THROTTLED)
                        .with(new ExchangePace(100, java.time.Duration.ofHours(2), 4));
        try (OnExchange there = OnExchange.start(settings, place)) {
            Run run = there.run("copy", source, "--yes").ends(ExitStatus.UNAVAILABLE);
            assertThat(run.failure()).contains("asks to be left alone", "Run this again later");
        }
    }

    @Test
    void aBagIsProvenAgainstAMailboxThatSomebodyElseFilled() throws Exception {
        Path source = place.resolve("source");
        for (int i = 0; i < 20; i++) {
            write(source, i, text(i));
        }
        try (OnExchange there = OnExchange.start(ExchangeSettings.plain(), place)) {
            Run backup =
                    Run.of(
                                    "backup",
                                    source.toString(),
                                    "--to",
                                    Files.createDirectories(place.resolve("bags")).toString(),
                                    "--json",
                                    "--state",
                                    place.resolve("state").toString())
                            .ends(ExitStatus.PROVEN);
            for (int i = 0; i < 19; i++) {
                there.mailbox()
                        .deliver(
                                List.of("INBOX"),
                                new String(text(i), StandardCharsets.US_ASCII)
                                        .replace("\n", "\r\n")
                                        .getBytes(StandardCharsets.US_ASCII),
                                java.util.Set.of(),
                                java.time.Instant.EPOCH);
            }
            Run check = there.run("check", Mac.bag(backup)).ends(ExitStatus.NOT_PROVEN);
            assertThat(OnServer.named(check)).containsExactly("INBOX: number 19");
        }
    }

    @Test
    void neitherPasswordNorTokenIsInAnythingThatTheProgramLeavesOrSays() throws Exception {
        Path source = place.resolve("source");
        write(source, 0, text(0));
        try (OnExchange there = OnExchange.start(ExchangeSettings.plain(), place)) {
            there.secret("password", "a-wrong-password-3");
            String token = there.secret("token", OnExchange.TOKEN);
            Run refused = there.run("copy", source, "--yes", "--verbose");
            refused.ends(ExitStatus.UNAVAILABLE);
            Run good =
                    Run.of(
                                    "copy",
                                    source.toString(),
                                    there.address(),
                                    "--json",
                                    "--verbose",
                                    "--yes",
                                    "--target-token-file",
                                    token,
                                    "--ca-file",
                                    place.resolve("authority.pem").toString(),
                                    "--state",
                                    place.resolve("state").toString())
                            .ends(ExitStatus.PROVEN);
            for (Run run : List.of(refused, good)) {
                assertThat(run.out() + run.err())
                        .doesNotContain("a-wrong-password-3", OnExchange.TOKEN);
            }
            SecretSearch.in(place.resolve("state"), "a-wrong-password-3");
            SecretSearch.in(place.resolve("state"), OnExchange.TOKEN);
        }
    }

    private static Run untilNothingIsPut(OnExchange there, Path source) throws IOException {
        Run last = null;
        for (int i = 0; i < 12; i++) {
            last = there.run("copy", source, "--yes", "--timeout", "20");
            if (last.status() != ExitStatus.UNAVAILABLE && OnServer.count(last, "copied") == 0) {
                return last;
            }
        }
        return last;
    }

    private static byte[] text(int number) {
        return ("Subject: number "
                        + number
                        + "\nMessage-ID: <"
                        + number
                        + "@example.com>\nFrom: bob@example.org\n\nText of "
                        + number
                        + ".\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    private static void write(Path root, int number, byte[] mail) throws IOException {
        Path inbox = root.resolve("INBOX");
        for (String part : List.of("cur", "new", "tmp")) {
            Files.createDirectories(inbox.resolve(part));
        }
        Path file = inbox.resolve("cur").resolve(number + ".M1P1.host:2,S");
        Files.write(file, mail);
        Files.setLastModifiedTime(file, FileTime.fromMillis(1_456_744_333_000L + number * 1000L));
    }
}
