package mailtally.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import mailtally.testing.server.DovecotServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Halts a copy onto a Dovecot before each durable step, one further each time, until a run takes
/// so few that it ends by itself: a step that is new is halted at without being named here. What is
/// on the server is read from its files.
final class KilledCopyOnDovecotTest {
    /// Far more than there are; a copy that never ends is no endless test.
    private static final int MOST_STEPS = 200;

    @TempDir Path place;

    private DovecotServer server;

    @BeforeEach
    void start() {
        server = DovecotServer.start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void aCopyKilledAtAnyStepEndsInTheNextRunAsAnUninterruptedOneDoesAndOneMoreSendsNoChange()
            throws Exception {
        Path whole = Files.createDirectory(place.resolve("whole"));
        Path names = place.resolve("steps");
        assertThat(KilledCopyTest.run(whole, -1, names, address("whole"))).isZero();
        List<String> wanted = messages("whole");
        assertThat(wanted).hasSize(Items.BATCH_MESSAGES + 5 + 3 + 1);
        assertThat(changes("whole")).anyMatch(c -> c.startsWith("APPEND"));
        AtomicInteger next = new AtomicInteger();
        AtomicBoolean ended = new AtomicBoolean();
        List<Future<Integer>> runs = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            for (int i = 0; i < 2; i++) {
                runs.add(threads.submit(() -> killUntilOneEnds(next, ended, wanted)));
            }
            int killed = 0;
            for (Future<Integer> one : runs) {
                killed += one.get();
            }
            assertThat(killed).isGreaterThanOrEqualTo(Files.readAllLines(names).size());
        }
    }

    /// @return how many runs were killed
    private int killUntilOneEnds(AtomicInteger next, AtomicBoolean ended, List<String> wanted)
            throws Exception {
        int killed = 0;
        while (!ended.get()) {
            int step = next.getAndIncrement();
            assertThat(step).isLessThan(MOST_STEPS);
            if (killAndRunAgain(step, wanted)) {
                killed++;
            } else {
                ended.set(true);
            }
        }
        return killed;
    }

    /// @return whether the run was killed; else it had come to its end before
    private boolean killAndRunAgain(int step, List<String> wanted) throws Exception {
        String user = "step" + step;
        Path folder = Files.createDirectory(place.resolve(user));
        KilledCopy.OnServer target = new KilledCopy.OnServer(address(user), folder);
        int status = KilledCopyTest.run(folder, step, folder, target.address());
        assertThat(status).as(user).isIn(0, KilledCopy.HALTED);
        server.awaitNoSessions(user);
        Copied next = KilledCopy.copy(folder, target, Steps.NONE);
        assertThat(next.tally().proven()).as(user).isTrue();
        assertThat(messages(user)).as(user).isEqualTo(wanted);
        List<String> changes = changes(user);
        Copied again = KilledCopy.copy(folder, target, Steps.NONE);
        assertThat(again.outcome()).as(user).isEqualTo(Copied.Outcome.NOTHING_TO_PUT);
        assertThat(again.tally().proven()).as(user).isTrue();
        assertThat(changes(user)).as(user).isEqualTo(changes);
        assertThat(messages(user)).as(user).isEqualTo(wanted);
        return status == KilledCopy.HALTED;
    }

    /// A mailbox that holds one message of the source's already, and one that is the server's own.
    private String address(String user) {
        String there = CopyRun.mail("m0");
        for (String mail : List.of(there, CopyRun.mail("the server's"))) {
            server.deliver(
                    user,
                    "INBOX",
                    mail.getBytes(StandardCharsets.ISO_8859_1),
                    Set.of("\\Seen"),
                    Instant.ofEpochSecond(1_500_000_000));
        }
        return server.address(user);
    }

    private List<String> messages(String user) {
        return server.messages(user).stream()
                .map(m -> m.folder() + " " + m.sha256() + " " + m.flags())
                .sorted()
                .toList();
    }

    private List<String> changes(String user) {
        return server.commands(user).stream()
                .filter(
                        c ->
                                c.matches(
                                        "(?i)(UID )?(APPEND|STORE|CREATE|COPY|MOVE|EXPUNGE|DELETE).*"))
                .toList();
    }
}
