package mailtally.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import mailtally.testing.server.DovecotServer;
import mailtally.testing.server.StoredMessage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The program itself, killed in the middle of a copy onto a Dovecot again and again.
final class KilledOnServerTest {
    private static final int KILLS = 10;
    private static final int MESSAGES = 1500;

    @TempDir Path place;

    @Test
    void afterTenKillsOneRunToTheEndPutsEachMessageThereOnceByteForByte() throws Exception {
        Mac mac = new Mac(place).usual();
        mac.list(Map.of(Mac.ACCOUNT, List.of("jane@example.com", "Work")));
        List<String> wanted = new ArrayList<>();
        for (int number : List.of(11, 22, 33)) {
            wanted.add(line("INBOX", Mac.mail("good " + number)));
        }
        wanted.add(line("Sent Messages", Mac.mail("good 44")));
        String[] folders = {"INBOX", "Sent Messages", "Archive", "Offers"};
        for (int i = 0; i < MESSAGES; i++) {
            String mail = Mac.mail("m" + i) + "More of it.\n".repeat(i % 50 == 0 ? 40_000 : 40);
            String folder = folders[i % folders.length];
            mac.put(folder, 1000 + i + ".emlx", Mac.emlx(mail));
            wanted.add(line(folder, mail));
        }
        wanted.sort(null);
        try (DovecotServer server = DovecotServer.start()) {
            OnServer there = new OnServer(mac, server, "apple:jane@example.com");
            kill(there);

            Run last = Run.of(there.arguments("copy", "--yes", "--quiet"));
            last.ends(ExitStatus.PROVEN);
            assertThat(lines(server.messages("jane"))).isEqualTo(wanted);
            assertThat(there.counted()).isEqualTo(wanted.size());
            List<String> changes = there.changes();
            Run again = Run.of(there.arguments("copy", "--yes", "--quiet"));
            assertThat(OnServer.count(again.ends(ExitStatus.PROVEN), "copied")).isZero();
            assertThat(there.changes()).isEqualTo(changes);
        }
    }

    /// Each at another moment of the putting: before the server has taken a batch, or after. Each
    /// run but the first begins with what a killed one left.
    private void kill(OnServer there) throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        List<String> ends = new ArrayList<>();
        for (int i = 0; i < KILLS; i++) {
            long enough = files(there) + 1 + random.nextInt(100);
            Child child = new Child(place.resolve("child"));
            child.start(there.arguments("copy", "--yes", "--quiet", "--connections", "1"));
            child.await(() -> files(there) >= enough);
            TimeUnit.MILLISECONDS.sleep(random.nextInt(20));
            child.signal("KILL");
            ends.add(child.end().status() + " at " + there.server().messages("jane").size());
        }
        assertThat(ends).as("seed " + seed).hasSize(KILLS).allMatch(e -> e.startsWith("137 "));
    }

    /// How many files the server has made, those of messages that are still coming included.
    private static long files(OnServer there) {
        try (Stream<Path> files = Files.walk(there.server().maildir("jane"))) {
            return files.filter(f -> f.getParent().endsWith("tmp") || f.getParent().endsWith("cur"))
                    .count();
        } catch (IOException | UncheckedIOException e) {
            return 0; // not there yet, or one was moved meanwhile
        }
    }

    private static String line(String folder, String mail) {
        return folder + " " + StoredMessage.digest(Mac.bytes(mail)) + " 1551777072";
    }

    private static List<String> lines(List<StoredMessage> messages) {
        return messages.stream()
                .map(m -> m.folder() + " " + m.sha256() + " " + m.internalDate().getEpochSecond())
                .sorted()
                .toList();
    }
}
