package mailtally.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import mailtally.inventory.FolderSink;
import mailtally.inventory.Progress;
import mailtally.message.MessageBytes;
import mailtally.message.UnreadableException;
import mailtally.store.Folder;
import mailtally.store.StoreUnavailableException;
import mailtally.testing.TreeDigest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BackupFailureTest {
    @TempDir Path place;

    @Test
    void aTargetThatIsMissingOrNoFolderIsRefused() throws Exception {
        Path missing = place.resolve("missing");
        assertThatThrownBy(() -> Sample.account().backUp(missing))
                .isInstanceOf(BackupFailedException.class)
                .hasMessageContaining("it does not exist. Nothing was written. Make the folder");
        assertThat(missing).doesNotExist();
        Path file = Files.writeString(place.resolve("file"), "x");
        assertThatThrownBy(() -> Sample.account().backUp(file))
                .isInstanceOf(BackupFailedException.class)
                .hasMessageContaining("it is no folder");
        assertThat(file).hasContent("x");
    }

    @Test
    void aFullDiskSealsNothingAndLeavesWhatWasThere() throws Exception {
        Path disk = mount("size=300k");
        try {
            SealedBag first = KilledBackup.small().backUp(disk);
            Map<String, String> before = TreeDigest.of(first.bag());
            Sample large = new Sample();
            Random random = new Random(1);
            for (int i = 0; i < 2000; i++) {
                large.add("INBOX", Sample.letter(i, random));
            }
            assertThatThrownBy(() -> large.backUp(disk))
                    .isInstanceOf(BackupFailedException.class)
                    .hasMessageContaining("there is no room left. Nothing was sealed")
                    .hasMessageContaining("Make room");
            assertThat(TreeDigest.of(first.bag())).isEqualTo(before);
            try (Stream<Path> entries = Files.list(disk)) {
                assertThat(entries).containsExactlyInAnyOrder(first.bag(), first.proof());
            }
            assertThat(KilledBackup.small().backUp(disk).verification().intact()).isTrue();
        } finally {
            system("umount", disk.toString());
        }
    }

    @Test
    void aReadOnlyDiskIsSaidSo() throws Exception {
        Path disk = mount("size=300k");
        try {
            assumeTrue(system("mount", "-o", "remount,ro", disk.toString()) == 0, "cannot remount");
            assertThatThrownBy(() -> KilledBackup.small().backUp(disk))
                    .isInstanceOf(BackupFailedException.class)
                    .hasMessageContaining("the disk is read-only")
                    .hasMessageContaining("Choose another folder");
        } finally {
            system("umount", disk.toString());
        }
    }

    @Test
    void aTargetThatVanishesHalfWaySealsNothing() throws Exception {
        Path target = Files.createDirectory(place.resolve("target"));
        Sample sample = Sample.account();
        Origin origin = sample.origin();
        BagDraft draft = BagDraft.begin(target, origin, Sample.CLOCK);
        Folder inbox = origin.folders().getFirst();
        FolderSink sink = draft.open(inbox);
        Sample.copy(sample.folders().get(inbox.path()).subList(0, 3), sink);
        Files.move(target, place.resolve("elsewhere"));
        assertThatThrownBy(
                        () -> {
                            Sample.copy(sample.folders().get(inbox.path()), sink);
                            sink.close();
                            for (Folder folder : origin.folders().subList(1, 5)) {
                                draft.open(folder).close();
                            }
                            draft.seal(java.util.List.of(), _ -> {}, Progress.NONE);
                        })
                .isInstanceOf(BackupFailedException.class)
                .hasMessageContaining("the folder is gone. Nothing was sealed")
                .hasMessageContaining("Check that the disk is connected");
        draft.close();
        assertThat(target).doesNotExist();
    }

    @Test
    void aDraftThatIsClosedWithoutSealingIsGone() throws Exception {
        Sample sample = Sample.account();
        try (BagDraft draft = BagDraft.begin(place, sample.origin(), Sample.CLOCK)) {
            FolderSink sink = draft.open(sample.origin().folders().getFirst());
            Sample.copy(sample.folders().values().iterator().next(), sink);
            sink.close();
            assertThat(place).isNotEmptyDirectory();
        }
        assertThat(place).isEmptyDirectory();
    }

    @Test
    void aFolderThatWasNotReadToItsEndIsNeverSealed() throws Exception {
        Sample sample = KilledBackup.small();
        Origin origin = sample.origin();
        try (BagDraft draft = BagDraft.begin(place, origin, Sample.CLOCK)) {
            draft.open(origin.folders().getFirst()).close();
            assertThatThrownBy(() -> draft.seal(java.util.List.of(), _ -> {}, Progress.NONE))
                    .isInstanceOf(IllegalStateException.class);
        }
        assertThat(place).isEmptyDirectory();
    }

    @Test
    void aRunningBackupIsNotTouchedByAnother() throws Exception {
        Sample sample = KilledBackup.small();
        Origin origin = sample.origin();
        try (BagDraft draft = BagDraft.begin(place, origin, Sample.CLOCK)) {
            SealedBag other = sample.backUp(place);
            for (Folder folder : origin.folders()) {
                try (FolderSink sink = draft.open(folder)) {
                    Sample.copy(sample.folders().get(folder.path()), sink);
                }
            }
            SealedBag sealed = draft.seal(java.util.List.of(), _ -> {}, Progress.NONE);
            assertThat(sealed.bag()).isNotEqualTo(other.bag());
        }
    }

    @Test
    void aDraftIsNoStoreAndNoBackup() throws Exception {
        Sample sample = KilledBackup.small();
        try (BagDraft draft = BagDraft.begin(place, sample.origin(), Sample.CLOCK);
                Stream<Path> entries = Files.list(place)) {
            assertThat(draft.sealed()).isFalse();
            Path workspace = entries.toList().getFirst();
            for (Path path : new Path[] {workspace, workspace.resolve("bag")}) {
                assertThat(BagStore.recognises(path)).isTrue();
                assertThatThrownBy(() -> BagStore.open(path))
                        .isInstanceOf(StoreUnavailableException.class)
                        .hasMessageContaining("never sealed");
                assertThatThrownBy(() -> BagVerifier.verify(path, _ -> {}, Progress.NONE))
                        .isInstanceOf(StoreUnavailableException.class)
                        .hasMessageContaining("never sealed");
            }
        }
        assertThat(BagStore.recognises(place)).isFalse();
        assertThatThrownBy(() -> BagStore.open(place))
                .isInstanceOf(StoreUnavailableException.class)
                .hasMessageContaining("is no backup made by Mailtally");
    }

    @Test
    void damageBehindTheWritersBackIsFoundBeforeSealing() throws Exception {
        Sample sample = Sample.account();
        Origin origin = sample.origin();
        try (BagDraft draft = BagDraft.begin(place, origin, Sample.CLOCK)) {
            for (Folder folder : origin.folders()) {
                try (FolderSink sink = draft.open(folder)) {
                    Sample.copy(sample.folders().get(folder.path()), sink);
                }
            }
            try (Stream<Path> files = Files.walk(place)) {
                Path mbox =
                        files.filter(f -> f.endsWith("INBOX.mbox/mbox")).findFirst().orElseThrow();
                byte[] all = Files.readAllBytes(mbox);
                all[all.length / 2] ^= 1;
                Files.write(mbox, all);
            }
            assertThatThrownBy(() -> draft.seal(java.util.List.of(), _ -> {}, Progress.NONE))
                    .isInstanceOf(BackupFailedException.class)
                    .hasMessageContaining("read back it is not the same: data/INBOX.mbox/mbox")
                    .hasMessageContaining("Nothing was sealed");
        }
        assertThat(place).isEmptyDirectory();
    }

    @Test
    void aRawFileThatCannotBeReadDoesNotStopTheBackup() throws Exception {
        Sample sample = KilledBackup.small();
        Origin origin = sample.origin();
        try (BagDraft draft = BagDraft.begin(place, origin, Sample.CLOCK)) {
            for (Folder folder : origin.folders()) {
                try (FolderSink sink = draft.open(folder)) {
                    Sample.copy(sample.folders().get(folder.path()), sink);
                    sink.unreadable(
                            sample.folders().values().iterator().next().getFirst().holding(),
                            "It is damaged.",
                            Optional.of(new Unreadable()));
                }
            }
            SealedBag sealed = draft.seal(java.util.List.of(), _ -> {}, Progress.NONE);
            assertThat(Files.readString(sealed.bag().resolve("messages.jsonl")))
                    .contains("It is damaged. Its file could not be copied.");
        }
    }

    /// A file on a part of the disk that is broken.
    private static final class Unreadable implements MessageBytes {
        @Override
        public long sizeBytes() {
            return 10;
        }

        @Override
        public void writeTo(java.io.OutputStream sink) throws IOException {
            sink.write('x');
            throw new UnreadableException("It cannot be read.");
        }

        @Override
        public java.io.InputStream open() throws IOException {
            throw new UnreadableException("It cannot be read.");
        }
    }

    private Path mount(String options) throws Exception {
        Path disk = Files.createDirectory(place.resolve("disk"));
        assumeTrue(
                system("mount", "-t", "tmpfs", "-o", options, "tmpfs", disk.toString()) == 0,
                "may not mount a small disk here");
        return disk;
    }

    private static int system(String... command) throws Exception {
        try {
            Process process =
                    new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start();
            return process.waitFor(30, TimeUnit.SECONDS) ? process.exitValue() : -1;
        } catch (IOException e) {
            return -1;
        }
    }
}
