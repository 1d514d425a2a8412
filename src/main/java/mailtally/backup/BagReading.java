package mailtally.backup;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import mailtally.inventory.Progress;
import mailtally.message.Sha256;
import mailtally.store.FolderPath;
import mailtally.tally.Bucket;
import mailtally.tally.Counts;

/// One reading of one bag by the second reader. Used by one thread, once; has two threads of its
/// own for packages.
final class BagReading {
    private static final int THREADS = 2;
    private static final int BUFFER_BYTES = 256 << 10;
    private static final long SMALL_FILE_LIMIT_BYTES = 256 << 20;
    private static final String MANIFEST = "manifest-sha256.txt";
    private static final String TAG_MANIFEST = "tagmanifest-sha256.txt";
    private static final String LINES = "messages.jsonl";
    private static final Set<String> TAG_FILES =
            Set.of("README.txt", "bag-info.txt", "bagit.txt", "inventory.json", MANIFEST, LINES);

    private final Path bag;
    private final BagListener exceptions;
    private final Progress progress;
    private final List<String> damages = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();
    private final Set<String> goodFiles = ConcurrentHashMap.newKeySet();
    private BagTree tree;
    private long bytes;

    BagReading(Path bag, BagListener exceptions, Progress progress) {
        this.bag = bag;
        this.exceptions = exceptions;
        this.progress = progress;
    }

    Verification read() throws IOException {
        progress.stage("Reading all of " + bag.getFileName());
        tree = BagTree.of(bag);
        for (Path file : tree.files().values()) {
            bytes += Files.size(file);
        }
        tree.strangers().forEach(name -> damages.add(name + " is no file of this backup."));
        tree.finderFiles()
                .forEach(name -> warnings.add(name + " was put there by macOS; it is ignored."));
        LineIndex index = lines();
        Map<String, Sha256> payload = manifests(index);
        Optional<InventoryFile> inventory = inventory();
        List<Job> jobs = jobs(payload, index, inventory);
        check(payload, jobs);
        List<Verification.FolderCounts> folders = new ArrayList<>();
        for (Job job : jobs) {
            Counts lacking = new Counts();
            Counts counts = report(job, lacking);
            job.folder.ifPresent(
                    path -> folders.add(new Verification.FolderCounts(path, counts, lacking)));
            compare(job, counts);
        }
        return new Verification(folders, damages, warnings, bytes);
    }

    /// A package to read.
    private static final class Job {
        private final String packageFile;
        private final Optional<Sha256> expected;
        private final List<LineIndex.Group> groups;
        private final Optional<InventoryFile.InventoryFolder> listed;
        private Optional<FolderPath> folder;
        private PackageCheck.Result result = PackageCheck.Result.UNSOUND;

        Job(
                String packageFile,
                Optional<Sha256> expected,
                List<LineIndex.Group> groups,
                Optional<InventoryFile.InventoryFolder> listed) {
            this.packageFile = packageFile;
            this.expected = expected;
            this.groups = groups;
            this.listed = listed;
            this.folder = listed.map(InventoryFile.InventoryFolder::path);
        }
    }

    private LineIndex lines() throws IOException {
        Path file = tree.files().get(LINES);
        return file == null
                ? new LineIndex(Sha256.digestOf(new byte[0]), List.of())
                : LineIndex.of(file);
    }

    /// Holds the manifests to their form and to the files that are there, and every small file to
    /// its digest.
    ///
    /// @return the payload manifest
    private Map<String, Sha256> manifests(LineIndex index) throws IOException {
        ManifestFile tags = manifest(TAG_MANIFEST);
        if (!tags.digests().keySet().equals(TAG_FILES)) {
            damages.add(TAG_MANIFEST + " does not name the files it should.");
        }
        for (String name : new TreeSet<>(TAG_FILES)) {
            Path file = tree.files().get(name);
            Sha256 expected = tags.digests().get(name);
            if (file == null) {
                damages.add(name + " is gone.");
            } else if (expected != null
                    && !(name.equals(LINES) ? index.digest() : digest(file)).equals(expected)) {
                damages.add(name + " is damaged.");
            }
        }
        Map<String, Sha256> payload = manifest(MANIFEST).digests();
        for (String name : tree.files().keySet()) {
            boolean tag = TAG_FILES.contains(name) || name.equals(TAG_MANIFEST);
            if (!tag && !payload.containsKey(name)) {
                damages.add(name + " is not in " + MANIFEST + ": it does not belong here.");
            }
        }
        payload.keySet().stream()
                .filter(name -> !tree.files().containsKey(name))
                .forEach(name -> damages.add(name + " is gone."));
        return payload;
    }

    private ManifestFile manifest(String name) throws IOException {
        Path file = tree.files().get(name);
        if (file == null || Files.size(file) > SMALL_FILE_LIMIT_BYTES) {
            damages.add(name + " is gone.");
            return new ManifestFile(Map.of(), false);
        }
        ManifestFile manifest = ManifestFile.parse(Files.readAllBytes(file));
        if (!manifest.strict()) {
            damages.add(name + " is damaged.");
        }
        return manifest;
    }

    private Optional<InventoryFile> inventory() {
        try {
            return Optional.of(InventoryFile.read(bag.resolve("inventory.json")));
        } catch (IOException e) {
            damages.add(e.getMessage() + ".");
            return Optional.empty();
        }
    }

    /// A job for each package that any of the three lists names.
    private List<Job> jobs(
            Map<String, Sha256> payload, LineIndex index, Optional<InventoryFile> inventory) {
        Map<String, List<LineIndex.Group>> groups = new LinkedHashMap<>();
        Map<String, InventoryFile.InventoryFolder> listed = new HashMap<>();
        Set<String> names = new TreeSet<>(ByBytes.ORDER);
        for (LineIndex.Group group : index.groups()) {
            groups.computeIfAbsent(group.packageFile(), _ -> new ArrayList<>()).add(group);
            names.add(group.packageFile());
        }
        inventory.stream()
                .flatMap(file -> file.folders().stream())
                .forEach(folder -> listed.put(folder.packageFile(), folder));
        names.addAll(listed.keySet());
        payload.keySet().stream().filter(BagReading::isPackage).forEach(names::add);
        tree.files().keySet().stream().filter(BagReading::isPackage).forEach(names::add);
        List<Job> jobs = new ArrayList<>();
        for (String name : names) {
            jobs.add(
                    new Job(
                            name,
                            Optional.ofNullable(payload.get(name)),
                            groups.getOrDefault(name, List.of()),
                            Optional.ofNullable(listed.get(name))));
        }
        return jobs;
    }

    private static boolean isPackage(String name) {
        return name.startsWith("data/") && name.endsWith(".mbox/mbox");
    }

    /// Reads all files of the payload, the extra ones first.
    private void check(Map<String, Sha256> payload, List<Job> jobs) throws IOException {
        try (ExecutorService threads =
                Executors.newFixedThreadPool(
                        THREADS, Thread.ofPlatform().daemon().name("verify-", 1).factory())) {
            List<Future<?>> files = new ArrayList<>();
            payload.forEach(
                    (name, expected) -> {
                        Path file = tree.files().get(name);
                        if (file != null && !isPackage(name)) {
                            files.add(threads.submit(() -> checkExtra(name, file, expected)));
                        }
                    });
            await(files);
            List<Future<?>> packages = new ArrayList<>();
            for (Job job : jobs) {
                Path file = tree.files().get(job.packageFile);
                if (file != null && job.expected.isPresent() && job.groups.size() <= 1) {
                    packages.add(threads.submit(() -> checkPackage(job, file)));
                }
            }
            await(packages);
        }
    }

    private static void await(List<Future<?>> work) throws IOException {
        for (Future<?> one : work) {
            try {
                one.get();
            } catch (ExecutionException e) {
                throw new IOException("the check stopped", e.getCause());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("the check was interrupted", e);
            }
        }
    }

    private void checkExtra(String name, Path file, Sha256 expected) {
        try {
            if (digest(file).equals(expected)) {
                goodFiles.add(name);
                return;
            }
        } catch (IOException e) {
            // told below like any damage
        }
        synchronized (damages) {
            damages.add(name + " is damaged.");
        }
    }

    private void checkPackage(Job job, Path file) {
        PackageCheck check = new PackageCheck(bag.resolve(LINES), goodFiles, progress);
        try {
            job.result =
                    check.check(file, job.expected.orElseThrow(), job.groups.stream().findFirst());
        } catch (IOException e) {
            job.result = PackageCheck.Result.UNSOUND; // the diagnosis says what cannot be read
        }
    }

    /// Counts a package's messages and names those that are not whole.
    private Counts report(Job job, Counts lacking) throws IOException {
        Counts counts = new Counts();
        if (job.result.sound() && job.result.special() == 0) {
            counts.found(job.result.messages());
            counts.add(Bucket.IDENTICAL, job.result.messages());
            if (job.folder.isEmpty()) {
                job.folder = firstFolder(job);
            }
            return counts;
        }
        if (job.folder.isEmpty()) {
            job.folder = firstFolder(job);
        }
        PackageReport report =
                new PackageReport(job.packageFile, job.folder, goodFiles, exceptions, counts);
        Optional<String> damage =
                report.run(
                        bag.resolve(LINES),
                        job.groups,
                        Optional.ofNullable(tree.files().get(job.packageFile)));
        lacking.add(report.lacking());
        damage.ifPresent(damages::add);
        if (!job.result.sound() && damage.isEmpty()) {
            wholeDamage(job);
        }
        return counts;
    }

    /// The package or a table is not as it was sealed, but no message could be found guilty.
    private void wholeDamage(Job job) throws IOException {
        Path file = tree.files().get(job.packageFile);
        if (file != null && !job.expected.equals(Optional.of(digest(file)))) {
            damages.add(job.packageFile + " and " + MANIFEST + " do not agree.");
        }
    }

    private Optional<FolderPath> firstFolder(Job job) throws IOException {
        for (LineIndex.Group group : job.groups) {
            try (LineFile lines = LineFile.open(bag.resolve(LINES), group.from(), group.to())) {
                while (lines.next()) {
                    if (LineParser.checks(lines.bytes(), lines.from(), lines.to())) {
                        LineParser parser = new LineParser();
                        return Optional.of(
                                parser.parse(lines.bytes(), lines.from(), lines.to())
                                        .common()
                                        .folder());
                    }
                }
            }
        }
        return job.packageFile.isEmpty()
                ? Optional.empty()
                : Optional.of(FolderPath.of(job.packageFile));
    }

    private void compare(Job job, Counts counts) {
        long listed = job.listed.map(InventoryFile.InventoryFolder::found).orElse(0L);
        if (listed != counts.found()) {
            damages.add(
                    job.packageFile
                            + ": inventory.json tells of "
                            + listed
                            + " messages, found were "
                            + counts.found()
                            + ".");
        }
    }

    private static Sha256 digest(Path file) throws IOException {
        MessageDigest digest = Sha256.newDigest();
        byte[] buffer = new byte[BUFFER_BYTES];
        try (InputStream in = Files.newInputStream(file)) {
            for (int n = in.read(buffer); n > 0; n = in.read(buffer)) {
                digest.update(buffer, 0, n);
            }
        }
        return Sha256.finish(digest);
    }
}
