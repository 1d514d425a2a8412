package mailtally.backup;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Arrays;

/// The folder that backups go into: looked at before a run, cleaned of what killed runs left.
final class Target {
    private Target() {}

    /// Looks whether one can write there, cleans up, and makes a workspace.
    static Workspace prepare(Path target, Disk disk) throws BackupFailedException {
        if (!Files.isDirectory(target)) {
            throw new BackupFailedException(
                    "Cannot write a backup to "
                            + target
                            + (Files.exists(target) ? ": it is no folder." : ": it does not exist.")
                            + " Nothing was written. Make the folder, or name another.");
        }
        try {
            for (Workspace leftover : Workspace.leftovers(target, disk)) {
                try (leftover) {
                    finish(leftover, target, disk);
                }
            }
            return Workspace.create(target, disk);
        } catch (IOException e) {
            throw BackupFailedException.of(target, e);
        }
    }

    /// Removes the workspace after a failure, and answers what to throw.
    static BackupFailedException giveUp(Path target, Workspace workspace, IOException failure) {
        BackupFailedException told = BackupFailedException.of(target, failure);
        try {
            workspace.close();
        } catch (IOException e) {
            told.addSuppressed(e);
        }
        return told;
    }

    static void release(Path target, Workspace workspace) throws BackupFailedException {
        try {
            workspace.close();
        } catch (IOException e) {
            throw BackupFailedException.of(target, e);
        }
    }

    /// Where a run was stopped between the rename of its bag and that of the proof, the proof still
    /// lies in its workspace. It is put beside the bag if it is that very bag's.
    private static void finish(Workspace leftover, Path target, Disk disk) throws IOException {
        Path drafts = leftover.resolve("proof");
        if (!Files.isDirectory(drafts, LinkOption.NOFOLLOW_LINKS)
                || FinalNames.taken(leftover.resolve("bag"))) {
            return;
        }
        try (DirectoryStream<Path> files =
                Files.newDirectoryStream(drafts, "*" + FinalNames.PROOF_SUFFIX)) {
            for (Path draft : files) {
                String name = draft.getFileName().toString();
                String bagName =
                        name.substring(0, name.length() - FinalNames.PROOF_SUFFIX.length());
                Path bag = target.resolve(bagName);
                if (Files.isRegularFile(draft, LinkOption.NOFOLLOW_LINKS)
                        && Files.isDirectory(bag, LinkOption.NOFOLLOW_LINKS)
                        && proves(draft, bag)) {
                    disk.rename(draft, target.resolve(name));
                    disk.syncFolder(target);
                }
            }
        }
    }

    private static boolean proves(Path draft, Path bag) {
        try {
            return Arrays.equals(Files.readAllBytes(draft), Proof.of(bag));
        } catch (IOException e) {
            return false; // no bag of ours
        }
    }
}
