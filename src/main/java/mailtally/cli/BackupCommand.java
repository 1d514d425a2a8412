package mailtally.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import mailtally.backup.BagDraft;
import mailtally.backup.Origin;
import mailtally.backup.PlainDraft;
import mailtally.backup.SealedBag;
import mailtally.backup.Verification;
import mailtally.inventory.Inventory;
import mailtally.inventory.InventoryTaker;
import mailtally.ledger.Ledger;
import mailtally.report.ExceptionSpool;
import mailtally.report.Report;
import mailtally.report.Verdict;
import mailtally.report.Version;
import mailtally.store.AddressException;
import mailtally.store.Store;
import mailtally.store.StoreUnavailableException;
import mailtally.store.completed.CompletedStore;
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
    private boolean plain;

    @Option(
            names = "--complete-from",
            paramLabel = "ADDRESS",
            description =
                    "Where to fetch what was never downloaded: imaps://USER@HOST. Its secret is"
                            + " --source-password-file's, or as for SOURCE")
    private String completeFrom;

    BackupCommand(Console console) {
        super(console);
    }

    @Override
    public Integer call() throws Exception {
        long began = System.nanoTime();
        try (Places places = new Places(options());
                ProgressLine progress = ProgressLine.of(console(), options());
                ExceptionSpool exceptions = new ExceptionSpool()) {
            Apart apart = new Apart(options());
            apart.outside(options().state().path(), "--state", source);
            apart.outside(target, "--to", source);
            Store store = open(places, apart);
            String question = "Is there a backup of " + store.address() + " that can be read?";
            try (Ledger ledger = options().state().ledger(places.identity(store), "backup")) {
                progress.stage("Backing up " + store.address());
                InventoryTaker taker =
                        new InventoryTaker(ledger, options().connections(), progress);
                Made made =
                        plain
                                ? packages(taker, store, exceptions, progress)
                                : bag(taker, store, places.name(source), exceptions, progress);
                progress.end();
                double seconds = (System.nanoTime() - began) / 1e9;
                Report report = report(ledger, made, exceptions, seconds);
                return Printed.report(console(), options(), report, question);
            }
        }
    }

    /// The place to back up, with what it lacks from where it may be whole.
    private Store open(Places places, Apart apart)
            throws AddressException, StoreUnavailableException {
        if (completeFrom != null
                && Servers.recognises(source)
                && Servers.recognises(completeFrom)) {
            // The secret of SOURCE is not for another server.
            throw new AddressException(
                    "--complete-from completes what is on this computer. SOURCE is on a server"
                            + " already. Nothing was read.");
        }
        Store store = places.open(Side.SOURCE, source);
        if (completeFrom == null) {
            return store;
        }
        apart.different(source, completeFrom);
        apart.outside(options().state().path(), "--state", completeFrom);
        apart.outside(target, "--to", completeFrom);
        return CompletedStore.of(store, places.open(Side.SOURCE, completeFrom));
    }

    /// A backup that was made.
    ///
    /// @param where what a person opens to find it
    private record Made(Inventory inventory, Verification verification, Path where) {}

    private Made bag(
            InventoryTaker taker,
            Store store,
            String name,
            ExceptionSpool exceptions,
            ProgressLine progress)
            throws StoreUnavailableException, IOException {
        Origin origin = new Origin(store.address(), name, Version.text(), store.folders());
        Clock clock = Clock.system(ZoneId.systemDefault());
        try (BagDraft draft = BagDraft.begin(target, origin, clock)) {
            Inventory inventory = taker.take(store, draft);
            SealedBag sealed = draft.seal(inventory.storeFindings(), exceptions::accept, progress);
            return new Made(inventory, sealed.verification(), sealed.bag());
        }
    }

    private Made packages(
            InventoryTaker taker, Store store, ExceptionSpool exceptions, ProgressLine progress)
            throws StoreUnavailableException, IOException {
        try (PlainDraft draft = PlainDraft.begin(target, store.folders())) {
            Inventory inventory = taker.take(store, draft);
            return new Made(
                    inventory, draft.finish(exceptions::accept, progress).verification(), target);
        }
    }

    /// What was found comes from the reading, where it ended from the second reader.
    private Report report(Ledger ledger, Made made, ExceptionSpool exceptions, double seconds) {
        Inventory inventory = made.inventory();
        Map<String, Counts> folders = new LinkedHashMap<>();
        for (Inventory.FolderCount folder : inventory.folders()) {
            Counts counts = new Counts();
            counts.found(folder.found());
            folders.put(folder.folder().path().text(), counts);
        }
        for (Verification.FolderCounts folder : made.verification().folders()) {
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
                        && made.verification().proven();
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
                Optional.of(made.where().toString()),
                0,
                exceptions,
                consumer -> warnings(ledger, made, consumer));
    }

    private void warnings(Ledger ledger, Made made, Consumer<Report.Warning> consumer) {
        if (completeFrom == null) {
            Inventory inventory = made.inventory();
            long lacking =
                    inventory.folders().stream().mapToLong(Inventory.FolderCount::incomplete).sum();
            TallyReport.helps(inventory.storeAddress(), lacking, consumer);
        }
        TallyReport.warnings(ledger, made.inventory(), true, consumer);
        made.verification().warnings().forEach(w -> consumer.accept(Report.Warning.note(w)));
    }
}
