package mailtally.backup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Arrays;
import mailtally.inventory.Progress;
import mailtally.store.StoreUnavailableException;

/// The second reader: reads a bag by another way than it was written. It shares no code with the
/// writer or with store.mbox, reads every byte once (a damaged package twice), and holds every file
/// to its digest, every message to its own, and every line of the small files to its exact form.
///
/// Stateless; a call works with two threads of its own.
public final class BagVerifier {
    private static final long PROOF_LIMIT_BYTES = 1 << 20;

    private BagVerifier() {}

    /// Verifies a sealed bag and the proof beside it.
    ///
    /// @param exceptions hears of each message that is not whole, in the order of the packages
    /// @throws StoreUnavailableException if there is no sealed bag
    public static Verification verify(Path bag, BagListener exceptions, Progress progress)
            throws StoreUnavailableException {
        requireBag(bag);
        try {
            Verification found = new BagReading(bag, exceptions, progress).read();
            return withProof(bag, found);
        } catch (IOException e) {
            throw new StoreUnavailableException(
                    "Cannot read the backup "
                            + bag
                            + ": "
                            + e.getMessage()
                            + ". Nothing was changed. Check that the disk is connected, then verify"
                            + " again.",
                    e);
        }
    }

    /// Verifies a bag that is not sealed yet and has no proof.
    static Verification verifyDraft(Path bag, BagListener exceptions, Progress progress)
            throws IOException {
        return new BagReading(bag, exceptions, progress).read();
    }

    /// @throws StoreUnavailableException if this is no sealed bag, saying what it is instead
    static void requireBag(Path bag) throws StoreUnavailableException {
        if (!Files.exists(bag)) {
            throw new StoreUnavailableException(
                    "There is no backup at "
                            + bag
                            + ". Check the name, and that the disk is"
                            + " connected.");
        }
        if (isDraftFolder(bag)) {
            throw new StoreUnavailableException(
                    bag
                            + " is no backup: it is what a backup that was stopped left behind, and"
                            + " was never sealed. The next backup into the same folder removes it.");
        }
        if (!looksLikeBag(bag)) {
            throw new StoreUnavailableException(
                    bag
                            + " is no backup made by Mailtally: it lacks bagit.txt, messages.jsonl"
                            + " and manifest-sha256.txt.");
        }
    }

    /// True for what a backup writes in before it seals, as a whole or what is in it.
    static boolean isDraftFolder(Path folder) {
        Path real = folder.toAbsolutePath().normalize();
        Path parent = real.getParent();
        return Files.isDirectory(real) && (isDraft(real) || (parent != null && isDraft(parent)));
    }

    private static boolean isDraft(Path folder) {
        Path name = folder.getFileName();
        return name != null && Workspace.NAME.matcher(name.toString()).matches();
    }

    /// Two of the files are enough: a third may be what is damaged.
    static boolean looksLikeBag(Path bag) {
        int there = 0;
        for (String name : new String[] {"bagit.txt", "messages.jsonl", "manifest-sha256.txt"}) {
            there += Files.isRegularFile(bag.resolve(name), LinkOption.NOFOLLOW_LINKS) ? 1 : 0;
        }
        return there >= 2 && Files.isDirectory(bag);
    }

    private static Verification withProof(Path bag, Verification found) throws IOException {
        Path proof = FinalNames.proofOf(bag.toAbsolutePath().normalize());
        if (!Files.isRegularFile(proof, LinkOption.NOFOLLOW_LINKS)) {
            return found.withWarning(
                    "The proof "
                            + proof.getFileName()
                            + " is not beside the backup. The backup itself says whether it is"
                            + " whole; a proof kept elsewhere would also tell whether it is this"
                            + " one.");
        }
        String damage = "The proof " + proof.getFileName() + " does not belong to this backup.";
        try {
            boolean same =
                    Files.size(proof) < PROOF_LIMIT_BYTES
                            && Arrays.equals(Files.readAllBytes(proof), Proof.of(bag));
            return same ? found : found.withDamage(damage);
        } catch (IOException e) {
            return found.withDamage(damage);
        }
    }
}
