package mailtally.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import mailtally.tally.Bucket;
import mailtally.testing.TreeDigest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// A message's file, or the target, that changes or vanishes while a backup runs. The moment is
/// found by watching the draft: the large message is being written, so its file was opened and the
/// folder was listed.
final class MovingFileTest {
    private static final int LINES = 3 << 20;

    @TempDir private Path place;

    private Mac mac;
    private Path large;

    private interface Harm {
        void done() throws IOException;
    }

    @BeforeEach
    void oneLargeMessageAndFourMore() throws Exception {
        mac = new Mac(place).usual();
        String text = Mac.mail("large") + "0123456789abcde\n".repeat(LINES);
        large = mac.put("INBOX", "7.emlx", Mac.emlx(text));
    }

    /// Backs up, and does harm once the large message's first bytes have arrived.
    private Run harmed(Harm harm) {
        AtomicBoolean ended = new AtomicBoolean();
        CompletableFuture<Boolean> watcher =
                CompletableFuture.supplyAsync(
                        () -> {
                            while (!ended.get()) {
                                if (arriving()) {
                                    try {
                                        harm.done();
                                        return true;
                                    } catch (IOException e) {
                                        throw new AssertionError(e);
                                    }
                                }
                                Thread.onSpinWait();
                            }
                            return false;
                        });
        Run run = mac.backupWatched(_ -> {});
        ended.set(true);
        assertThat(watcher.join()).as("the moment was met").isTrue();
        return run.isPlain();
    }

    private boolean arriving() {
        try (var drafts = Files.newDirectoryStream(mac.backups(), ".mailtally-*")) {
            for (Path draft : drafts) {
                Path box = draft.resolve("bag").resolve("data").resolve(Mac.ACCOUNT);
                Path mbox = box.resolve("INBOX.mbox").resolve("mbox");
                if (Files.exists(mbox) && Files.size(mbox) > 0) {
                    return true;
                }
            }
        } catch (IOException e) {
            return false; // not yet, or no longer
        }
        return false;
    }

    private void unreadable(Run backup, String file, String reason) throws Exception {
        backup.ends(ExitStatus.NOT_PROVEN);
        JsonNode counts = backup.json().path("counts");
        assertThat(counts.path("found").asInt()).isEqualTo(5);
        assertThat(counts.path("identical").asInt()).isEqualTo(4);
        assertThat(counts.path("unreadable").asInt()).isEqualTo(1);
        JsonNode one = backup.json().path("exceptions").get(0);
        assertThat(one.path("grade").asString()).isEqualTo(Bucket.UNREADABLE.name());
        assertThat(one.path("locator").asString()).contains(file);
        assertThat(one.path("reason").asString()).containsPattern(reason);
        Path bag = Mac.bag(backup);
        mac.run("verify", bag.toString()).ends(ExitStatus.PROVEN);
        Path box = bag.resolve("data").resolve(Mac.ACCOUNT).resolve("INBOX.mbox").resolve("mbox");
        assertThat(Files.size(box)).as("nothing of it is left").isLessThan(1 << 20);
    }

    @Test
    void aFileThatGrowsWhileItIsReadIsUnreadable() throws Exception {
        Run run =
                harmed(
                        () ->
                                Files.writeString(
                                        large, "one line more\n", StandardOpenOption.APPEND));
        unreadable(run, "7.emlx", "changed");
    }

    @Test
    void aFileThatIsCutWhileItIsReadIsUnreadable() throws Exception {
        Run run =
                harmed(
                        () -> {
                            try (FileChannel channel =
                                    FileChannel.open(large, StandardOpenOption.WRITE)) {
                                channel.truncate(1000);
                            }
                        });
        unreadable(run, "7.emlx", "shorter|changed");
    }

    @Test
    void aFileThatVanishesWhileItIsReadIsUnreadable() throws Exception {
        unreadable(harmed(() -> Files.delete(large)), "7.emlx", "gone|no longer there|changed");
    }

    @Test
    void aFileThatVanishesAfterTheListingIsNamed() throws Exception {
        Path next = mac.messages("INBOX").resolve("11.emlx");
        Run backup = harmed(() -> Files.delete(next)).ends(ExitStatus.NOT_PROVEN);
        JsonNode counts = backup.json().path("counts");
        assertThat(counts.path("found").asInt()).isEqualTo(5);
        assertThat(counts.path("identical").asInt()).isEqualTo(4);
        assertThat(backup.told()).anyMatch(t -> t.contains("11.emlx") && t.contains("gone"));
        assertThat(TreeDigest.of(mac.library()).keySet())
                .noneMatch(name -> name.endsWith("11.emlx"));
    }

    @Test
    void aFolderThatVanishesIsADoubt() throws Exception {
        Path sent = mac.library().resolve("V10").resolve(Mac.ACCOUNT).resolve("Sent Messages.mbox");
        Run backup =
                harmed(() -> Files.move(sent, place.resolve("moved"))).ends(ExitStatus.NOT_PROVEN);
        List<String> told = backup.told();
        assertThat(told).anyMatch(t -> t.contains("Sent") && t.contains("no longer there"));
        assertThat(backup.json().path("counts").path("identical").asInt()).isEqualTo(4);
    }

    @Test
    void aTargetThatVanishesHalfWayHasNothingSealed() throws Exception {
        Path target = mac.backups();
        Path elsewhere = place.resolve("elsewhere");
        Run run = harmed(() -> Files.move(target, elsewhere));
        assertThat(run.ends(ExitStatus.UNAVAILABLE).failure())
                .contains("the folder is gone", "Nothing was sealed", "disk is connected");
        assertThat(target).doesNotExist();
        Files.move(elsewhere, target);
        mac.nothingSealed();
        mac.backup().ends(ExitStatus.PROVEN);
        assertThat(mac.inBackups()).hasSize(2).allMatch(name -> name.startsWith("Apple Mail"));
    }
}
