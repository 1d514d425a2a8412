package mailtally.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import mailtally.testing.server.DovecotServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A mailbox that lives while it is read: new mail is no error, and mail that goes is named.
final class LivingMailboxTest {
    private static final Instant RECEIVED = Instant.ofEpochSecond(1551777072);
    private static final int MANY = 300;
    private static final int EACH_MS = 20;
    private static final int LARGE = 80;

    @TempDir private Path place;

    private Mac mac;
    private DovecotServer server;
    private OnServer there;

    @BeforeEach
    void aLibraryAndItsServer() throws Exception {
        mac = new Mac(place);
        mac.list(Map.of(Mac.ACCOUNT, List.of("jane@example.com", "Work")));
        server = DovecotServer.start();
        there = new OnServer(mac, server, "apple:jane@example.com");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private void onBoth(int number, String mail) throws Exception {
        onMac(number, mail);
        server.deliver("jane", "INBOX", Mac.bytes(mail), Set.of("\\Seen"), RECEIVED);
    }

    private void onMac(int number, String mail) throws Exception {
        mac.put("INBOX", number + ".emlx", Mac.emlx(mail));
    }

    @Test
    void newMailThatArrivesDuringCheckAndCopyIsNoError() throws Exception {
        for (int i = 1; i <= MANY; i++) {
            onBoth(i, Mac.mail("m" + i));
        }
        AtomicInteger delivered = new AtomicInteger();
        try (ScheduledExecutorService delivery = Executors.newSingleThreadScheduledExecutor()) {
            Future<?> delivering =
                    delivery.scheduleAtFixedRate(
                            () ->
                                    server.deliver(
                                            "jane",
                                            Mac.bytes(
                                                    Mac.mail(
                                                            "new " + delivered.incrementAndGet()))),
                            0,
                            EACH_MS,
                            TimeUnit.MILLISECONDS);
            for (int round = 0; round < 3; round++) {
                there.run("check").ends(ExitStatus.PROVEN);
            }
            for (int i = 1; i <= MANY / 2; i++) {
                onMac(1000 + i, Mac.mail("only here " + i));
            }
            int before = delivered.get();
            Run copy = there.run("copy", "--yes").ends(ExitStatus.PROVEN);
            assertThat(delivered.get()).as("came meanwhile").isGreaterThan(before);
            assertThat(OnServer.count(copy, "copied")).isEqualTo(MANY / 2);
            Run again = there.run("copy", "--yes").ends(ExitStatus.PROVEN);
            assertThat(OnServer.count(again, "copied")).isZero();
            assertThat(delivering.cancel(false)).as("mail came to the end").isTrue();
        }
        assertThat(there.counted()).isEqualTo(MANY + MANY / 2 + delivered.get());
        assertThat(server.messages("jane").stream().map(m -> m.sha256()).distinct())
                .hasSize(MANY + MANY / 2 + delivered.get());
    }

    @Test
    void mailThatVanishesWhileItIsReadIsNamed() throws Exception {
        for (int i = 1; i <= LARGE; i++) {
            onBoth(i, Mac.mail("m" + i) + "A line of a large message.\n".repeat(20_000));
        }
        Child check = new Child(place.resolve("child"));
        check.start(there.arguments("check", "--quiet", "--connections", "1"));
        check.await(
                () -> server.commands("jane").stream().anyMatch(c -> c.contains("BODY.PEEK[]")));
        check.signal("STOP");
        server.doveadm(
                "expunge", "-u", "jane", "mailbox", "INBOX", "header", "subject", "m" + LARGE);
        check.signal("CONT");
        Run run = check.end().ends(ExitStatus.NOT_PROVEN);
        assertThat(OnServer.named(run)).containsExactly("INBOX: m" + LARGE);
        assertThat(OnServer.count(run, "identical")).isEqualTo(LARGE - 1);
        assertThat(there.counted()).isEqualTo(LARGE - 1);
    }
}
