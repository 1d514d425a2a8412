package mailtally.backup;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import mailtally.inventory.CopySink;
import mailtally.inventory.FolderSink;
import mailtally.inventory.Progress;
import mailtally.store.Folder;
import mailtally.store.FolderPath;
import mailtally.tally.Bucket;
import mailtally.tally.Counts;

/// Packages alone, named as Apple Mail's export does: `My Mailbox.mbox`, `My Mailbox 2.mbox` where
/// that is taken, never overwriting. A folder in a folder becomes a package of its own in a plain
/// folder: `Projects/Client A.mbox` beside `Projects.mbox`.
///
/// Each package is written in a hidden folder of the target, synced, read back by the second
/// reader, and then renamed; no package is renamed before all were read back. What an mbox cannot
/// hold (mixed line ends, files that are no messages, flags) is not kept: a bag does.
///
/// [#open] and the folders may be used by several threads, each folder by one; all else by one.
public final class PlainDraft implements CopySink, AutoCloseable {
    private final Path target;
    private final List<Folder> folders;
    private final Disk disk;
    private final Workspace workspace;
    private final Path root;
    private final Payload payload = new Payload();
    private final ExtraFiles extraFiles;
    private final List<String> packages;
    private final List<PackageSink> opened = new ArrayList<>();
    private final boolean[] taken;

    private PlainDraft(Path target, List<Folder> folders, Disk disk, Workspace workspace)
            throws IOException {
        this.target = target;
        this.folders = List.copyOf(folders);
        this.disk = disk;
        this.workspace = workspace;
        this.root = workspace.resolve("packages");
        this.extraFiles = new ExtraFiles(disk, root, workspace.folder(), payload, false);
        this.packages = PackagePaths.assign(folders.stream().map(Folder::path).toList());
        this.taken = new boolean[packages.size()];
        disk.createFolder(root);
    }

    /// Begins, after removing what earlier runs left behind in the target when they were killed.
    ///
    /// @param target an existing folder
    /// @param folders every folder, each to be opened once
    /// @throws BackupFailedException if the target is missing, full or not writable
    public static PlainDraft begin(Path target, List<Folder> folders) throws BackupFailedException {
        return begin(target, folders, Steps.NONE);
    }

    static PlainDraft begin(Path target, List<Folder> folders, Steps steps)
            throws BackupFailedException {
        Disk disk = new Disk(steps);
        Workspace workspace = Target.prepare(target, disk);
        try {
            return new PlainDraft(target, folders, disk, workspace);
        } catch (IOException e) {
            throw Target.giveUp(target, workspace, e);
        }
    }

    /// Begins a folder, one of those given, once.
    @Override
    public synchronized FolderSink open(Folder folder) throws BackupFailedException {
        int number = 0;
        while (taken[number] || !folders.get(number).equals(folder)) {
            if (++number == taken.length) {
                throw new IllegalArgumentException("no such folder, or opened before");
            }
        }
        taken[number] = true;
        PackageSink.Place place =
                new PackageSink.Place(
                        number,
                        folder,
                        packages.get(number) + "/mbox",
                        workspace.resolve(number + ".jsonl"));
        try {
            PackageSink sink = new PackageSink(place, target, root, disk, extraFiles, payload);
            opened.add(sink);
            return sink;
        } catch (IOException e) {
            throw BackupFailedException.of(target, e);
        }
    }

    /// Reads every package back, then gives each its name.
    ///
    /// @param exceptions hears of each message that is not whole or not there
    /// @throws BackupFailedException if a package is not as it was written, or cannot be renamed
    /// @throws IllegalStateException if a folder was not read to its end
    public PlainPackages finish(BagListener exceptions, Progress progress)
            throws BackupFailedException {
        if (opened.size() != packages.size() || !opened.stream().allMatch(PackageSink::complete)) {
            throw new IllegalStateException("a folder was not read to its end");
        }
        List<PackageSink> inOrder = new ArrayList<>(opened);
        inOrder.sort(Comparator.comparing(sink -> sink.place().file(), ByBytes.ORDER));
        try {
            disk.syncFolders(root);
            Verification verification = readBack(inOrder, exceptions, progress);
            List<PlainPackages.Saved> saved = new ArrayList<>();
            for (PackageSink sink : inOrder) {
                saved.add(
                        new PlainPackages.Saved(
                                sink.place().folder().path(), publish(sink.place().file())));
            }
            disk.syncFolder(target);
            return new PlainPackages(saved, verification);
        } catch (IOException e) {
            throw BackupFailedException.of(target, e);
        }
    }

    /// Removes the hidden folder, with every package that was not renamed.
    @Override
    public void close() throws BackupFailedException {
        Target.release(target, workspace);
    }

    private Verification readBack(
            List<PackageSink> sinks, BagListener exceptions, Progress progress) throws IOException {
        progress.stage("Reading the packages back");
        List<Verification.FolderCounts> counts = new ArrayList<>();
        List<String> warnings = new ArrayList<>();
        long bytes = 0;
        for (PackageSink sink : sinks) {
            FolderPath path = sink.place().folder().path();
            Counts folder = readBack(sink, exceptions, progress);
            counts.add(new Verification.FolderCounts(path, folder, new Counts()));
            bytes += sink.totals().bytes();
            if (sink.inexact() > 0) {
                warnings.add(
                        path.text()
                                + ": messages whose line ends are mixed, which an mbox alone cannot"
                                + " keep byte for byte: "
                                + sink.inexact()
                                + ".");
            }
        }
        return new Verification(counts, List.of(), warnings, bytes);
    }

    private Counts readBack(PackageSink sink, BagListener exceptions, Progress progress)
            throws IOException {
        Path lines = sink.place().lines();
        List<LineIndex.Group> groups = LineIndex.of(lines).groups();
        Path file = root.resolve(sink.place().file());
        PackageCheck.Result result =
                new PackageCheck(lines, Set.of(), progress)
                        .check(file, sink.digest(), groups.stream().findFirst());
        if (!result.sound()) {
            throw new BackupFailedException(
                    "The package of "
                            + sink.place().folder().path().text()
                            + " was written to "
                            + target
                            + ", but read back it is not the same. Nothing was renamed, and what"
                            + " was there before is as it was. Check the disk, then run the backup"
                            + " again.");
        }
        Counts counts = new Counts();
        if (result.special() == 0) {
            counts.found(result.messages());
            counts.add(Bucket.IDENTICAL, result.messages());
        } else {
            new PackageReport(
                            sink.place().file(),
                            Optional.of(sink.place().folder().path()),
                            Set.of(),
                            exceptions,
                            counts)
                    .run(lines, groups, Optional.of(file));
        }
        return counts;
    }

    /// Gives one package its name in the target.
    private Path publish(String file) throws IOException {
        Path draft = root.resolve(file).getParent();
        Path folder = target.resolve(file).getParent().getParent();
        String name = draft.getFileName().toString();
        String base = name.substring(0, name.length() - PackagePaths.SUFFIX.length());
        disk.createFolders(target, folder);
        for (int number = 1; number <= FinalNames.LIMIT; number++) {
            Path named = folder.resolve(FinalNames.numbered(base, number) + PackagePaths.SUFFIX);
            if (disk.rename(draft, named)) {
                disk.syncFolder(folder);
                return named;
            }
        }
        throw new BackupFailedException(
                "Cannot name the package " + name + " in " + target + ": all names are taken.");
    }
}
