package mailtally.backup;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import mailtally.inventory.CopySink;
import mailtally.inventory.FolderSink;
import mailtally.inventory.Progress;
import mailtally.message.Sha256;
import mailtally.store.Finding;
import mailtally.store.Folder;

/// A bag that is being written, in a hidden folder of the target. Begin it, open each folder, close
/// each folder, then [#seal] it; [#close] without that removes all of it.
///
/// Order of the durable steps, which must not change: every file, then every folder from the inside
/// out, then the second reader, then the proof in the hidden folder, then **one rename** that makes
/// it a backup, then the target folder, then the proof's rename. A run that is stopped between the
/// two renames leaves a whole bag without its proof; the next run in the same target puts the proof
/// there.
///
/// [#open] and the folders may be used by several threads, each folder by one; all else by one.
public final class BagDraft implements CopySink, AutoCloseable {
    private final Path target;
    private final Origin origin;
    private final Disk disk;
    private final Clock clock;
    private final ZonedDateTime started;
    private final Workspace workspace;
    private final Path bag;
    private final Path parts;
    private final Payload payload = new Payload();
    private final ExtraFiles extraFiles;
    private final List<String> packages;
    private final List<PackageSink> opened = new ArrayList<>();
    private final boolean[] taken;

    private BagDraft(Path target, Origin origin, Clock clock, Disk disk, Workspace workspace)
            throws IOException {
        this.target = target;
        this.origin = origin;
        this.clock = clock;
        this.disk = disk;
        this.workspace = workspace;
        this.started = clock.instant().truncatedTo(ChronoUnit.MILLIS).atZone(clock.getZone());
        this.bag = workspace.resolve("bag");
        this.parts = workspace.resolve("parts");
        this.extraFiles = new ExtraFiles(disk, bag, parts, payload, true);
        this.packages = PackagePaths.assign(origin.folders().stream().map(Folder::path).toList());
        this.taken = new boolean[packages.size()];
        disk.createFolder(bag);
        disk.createFolder(bag.resolve("data"));
        disk.createFolder(parts);
    }

    /// Begins a bag, after removing what earlier runs left behind in the target when they were
    /// killed, and nothing else.
    ///
    /// @param target an existing folder
    /// @param clock tells the time and the zone for the bag's name
    /// @throws BackupFailedException if the target is missing, full or not writable
    public static BagDraft begin(Path target, Origin origin, Clock clock)
            throws BackupFailedException {
        return begin(target, origin, clock, Steps.NONE);
    }

    static BagDraft begin(Path target, Origin origin, Clock clock, Steps steps)
            throws BackupFailedException {
        Disk disk = new Disk(steps);
        Workspace workspace = Target.prepare(target, disk);
        try {
            return new BagDraft(target, origin, clock, disk, workspace);
        } catch (IOException e) {
            throw Target.giveUp(target, workspace, e);
        }
    }

    /// Begins a folder, one of those that [Origin#folders] lists, once.
    @Override
    public synchronized FolderSink open(Folder folder) throws BackupFailedException {
        int number = 0;
        while (taken[number] || !origin.folders().get(number).equals(folder)) {
            if (++number == taken.length) {
                throw new IllegalArgumentException("no such folder, or opened before");
            }
        }
        taken[number] = true;
        PackageSink.Place place =
                new PackageSink.Place(
                        number,
                        folder,
                        "data/" + packages.get(number) + "/mbox",
                        parts.resolve(number + ".jsonl"));
        try {
            PackageSink sink = new PackageSink(place, target, bag, disk, extraFiles, payload);
            opened.add(sink);
            return sink;
        } catch (IOException e) {
            throw BackupFailedException.of(target, e);
        }
    }

    /// Makes the draft durable, has the second reader verify all of it, and gives it its name.
    ///
    /// @param findings what there is to say of the store as a whole; kept in inventory.json
    /// @param exceptions hears of each message that is in the bag but not whole: parts that were
    ///     never downloaded, files that could not be read
    /// @throws BackupFailedException if it cannot be written or does not verify: nothing is sealed
    /// @throws IllegalStateException if a folder was not read to its end
    public SealedBag seal(List<Finding> findings, BagListener exceptions, Progress progress)
            throws BackupFailedException {
        if (opened.size() != packages.size() || !opened.stream().allMatch(PackageSink::complete)) {
            throw new IllegalStateException("a folder was not read to its end");
        }
        try {
            progress.stage("Writing the backup's tables");
            writeTagFiles(findings);
            disk.syncFolders(bag);
            Verification verification = BagVerifier.verifyDraft(bag, exceptions, progress);
            if (!verification.intact()) {
                throw new BackupFailedException(
                        "The backup in "
                                + target
                                + " was written, but read back it is not the same: "
                                + verification.damages().getFirst()
                                + " Nothing was sealed, and what was there before is as it was."
                                + " Check the disk, then run the backup again.");
            }
            return publish(verification);
        } catch (IOException e) {
            throw BackupFailedException.of(target, e);
        }
    }

    /// Removes the hidden folder: all of the draft, unless it was sealed.
    ///
    /// @throws BackupFailedException if that fails; the next run in this target tries again
    @Override
    public void close() throws BackupFailedException {
        Target.release(target, workspace);
    }

    private void writeTagFiles(List<Finding> findings) throws IOException {
        Instant finished = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        List<PackageSink> inOrder = new ArrayList<>(opened);
        inOrder.sort(Comparator.comparing(sink -> sink.place().file(), ByBytes.ORDER));
        PackageTotals totals =
                inOrder.stream()
                        .map(PackageSink::totals)
                        .reduce(PackageTotals.NONE, PackageTotals::plus);
        String day = started.toLocalDate().toString();
        Payload tags = new Payload();
        writeLines(inOrder, tags);
        write("README.txt", TagFiles.utf8(Readme.text(origin, day, totals)), tags);
        write(
                "bag-info.txt",
                TagFiles.utf8(TagFiles.bagInfo(origin, finished, totals, payload.oxum())),
                tags);
        write("bagit.txt", TagFiles.utf8(TagFiles.BAGIT), tags);
        write(
                "inventory.json",
                TagFiles.inventory(origin, started.toInstant(), finished, inOrder, findings),
                tags);
        write("manifest-sha256.txt", TagFiles.utf8(payload.manifest()), tags);
        disk.write(bag.resolve("tagmanifest-sha256.txt"), TagFiles.utf8(tags.manifest()));
    }

    /// Joins the folders' parts of messages.jsonl, in the order of the packages' paths.
    private void writeLines(List<PackageSink> inOrder, Payload tags) throws IOException {
        Path file = bag.resolve("messages.jsonl");
        MessageDigest digest = Sha256.newDigest();
        try (FileChannel channel = disk.createFile(file)) {
            OutputStream out =
                    new BufferedOutputStream(
                            new DigestOutputStream(Disk.streamInto(channel), digest), 1 << 16);
            for (PackageSink sink : inOrder) {
                Files.copy(sink.place().lines(), out);
            }
            out.flush();
            disk.sync(channel, file);
        }
        tags.add("messages.jsonl", Sha256.finish(digest), Files.size(file));
    }

    private void write(String name, byte[] content, Payload tags) throws IOException {
        disk.write(bag.resolve(name), content);
        tags.add(name, Sha256.digestOf(content), content.length);
    }

    private SealedBag publish(Verification verification) throws IOException {
        Path drafts = workspace.resolve("proof");
        disk.createFolder(drafts);
        byte[] proofText = Proof.of(bag);
        for (int number = 1; number <= FinalNames.LIMIT; number++) {
            Path named = target.resolve(FinalNames.bag(origin.account(), started, number));
            Path proof = FinalNames.proofOf(named);
            if (FinalNames.taken(named) || FinalNames.taken(proof)) {
                continue;
            }
            Path draft = drafts.resolve(proof.getFileName());
            disk.write(draft, proofText);
            disk.syncFolder(drafts);
            if (disk.rename(bag, named)) {
                disk.syncFolder(target);
                disk.rename(draft, proof);
                disk.syncFolder(target);
                return new SealedBag(named, proof, verification);
            }
            disk.delete(draft);
        }
        throw new BackupFailedException(
                "Cannot name the backup in "
                        + target
                        + ": all names are taken. Nothing was sealed. Choose another folder.");
    }

    /// True once the bag has its name.
    boolean sealed() {
        return !Files.exists(bag, LinkOption.NOFOLLOW_LINKS);
    }
}
