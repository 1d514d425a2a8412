package mailtally.cli;

import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import mailtally.backup.BagDraft;
import mailtally.backup.Origin;
import mailtally.backup.SealedBag;
import mailtally.backup.Verification;
import mailtally.inventory.Inventory;
import mailtally.inventory.InventoryTaker;
import mailtally.ledger.Ledger;
import mailtally.report.ExceptionSpool;
import mailtally.report.Report;
import mailtally.report.Verdict;
import mailtally.report.Version;
import mailtally.store.Store;
import mailtally.tally.Bucket;
import mailtally.tally.Counts;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Makes a backup.
@Command(
        name = "backup",
        header = "A new sealed backup of SOURCE, read again by a second reader. Never overwrites.",
        sortOptions = false)
final class BackupCommand extends Verb {
    @Parameters(index = "0", paramLabel = "SOURCE", description = "The place to back up")
    private String source;

    @Option(
            names = "--to",
            paramLabel = "DIR",
            required = true,
            description = "The folder that gets the backup")
    private Path target;

    @Option(
            names = "--plain",
            description = "Only .mbox packages, named as Apple Mail names its exports")
    @SuppressWarnings("UnusedVariable")
    private boolean plain;

    BackupCommand(Console console) {
        super(console);
    }

    @Override
    public Integer call() throws Exception {
        long began = System.nanoTime();
        try (Places places = new Places(options());
                ProgressLine progress = ProgressLine.of(console(), options());
                ExceptionSpool exceptions = new ExceptionSpool()) {
            Store store = places.open(source);
            Origin origin =
                    new Origin(
                            store.address(), places.name(source), Version.text(), store.folders());
            try (Ledger ledger = options().state().ledger(places.identity(store), "backup");
                    BagDraft draft =
                            BagDraft.begin(target, origin, Clock.system(ZoneId.systemDefault()))) {
                progress.stage("Backing up " + store.address());
                Inventory inventory =
                        new InventoryTaker(ledger, options().connections(), progress)
                                .take(store, draft);
                SealedBag sealed = draft.seal(inventory.storeFindings(), exceptions, progress);
                progress.end();
                Report report =
                        report(
                                ledger,
                                inventory,
                                sealed,
                                exceptions,
                                (System.nanoTime() - began) / 1e9);
                return Printed.report(
                        console(),
                        options(),
                        report,
                        "Is there a backup of " + store.address() + " that can be read?");
            }
        }
    }

    /// What was found comes from the reading, where it ended from the second reader.
    private static Report report(
            Ledger ledger,
            Inventory inventory,
            SealedBag sealed,
            ExceptionSpool exceptions,
            double seconds) {
        Map<String, Counts> folders = new LinkedHashMap<>();
        for (Inventory.FolderCount folder : inventory.folders()) {
            Counts counts = new Counts();
            counts.found(folder.found());
            folders.put(folder.folder().path().text(), counts);
        }
        for (Verification.FolderCounts folder : sealed.verification().folders()) {
            Counts counts = folders.computeIfAbsent(folder.folder().text(), _ -> new Counts());
            for (Bucket bucket : Bucket.values()) {
                counts.add(bucket, folder.counts().of(bucket));
            }
        }
        Counts all = new Counts();
        folders.values().forEach(all::add);
        boolean proven =
                all.proven()
                        && all.found() > 0
                        && inventory.witnessed()
                        && sealed.verification().proven();
        return new Report(
                "backup",
                inventory.storeAddress(),
                Optional.empty(),
                proven ? Verdict.PROVEN : Verdict.NOT_PROVEN,
                all,
                folders,
                TallyReport.witnesses(inventory),
                inventory.bytes(),
                seconds,
                Optional.of(sealed.bag().toString()),
                exceptions,
                consumer -> warnings(ledger, inventory, sealed, consumer));
    }

    private static void warnings(
            Ledger ledger,
            Inventory inventory,
            SealedBag sealed,
            Consumer<Report.Warning> consumer) {
        TallyReport.warnings(ledger, inventory, "", consumer);
        sealed.verification().warnings().forEach(w -> consumer.accept(new Report.Warning(w)));
    }
}
