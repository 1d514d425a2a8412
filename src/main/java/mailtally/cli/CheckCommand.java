package mailtally.cli;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import mailtally.inventory.Inventory;
import mailtally.inventory.InventoryTaker;
import mailtally.inventory.Terms;
import mailtally.ledger.Ledger;
import mailtally.report.Report;
import mailtally.store.AddressException;
import mailtally.store.Store;
import mailtally.store.StoreUnavailableException;
import mailtally.tally.Tally;
import mailtally.tally.TallyMaker;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Is every message of one place in another?
@Command(
        name = "check",
        header = "Is every message of SOURCE on TARGET? Changes nothing.",
        sortOptions = false)
final class CheckCommand extends Verb {
    @Parameters(
            index = "0",
            paramLabel = "SOURCE",
            description = "The place whose mail must be safe")
    private String source;

    @Parameters(index = "1", paramLabel = "TARGET", description = "The place that must have it")
    private String target;

    @Option(
            names = "--quick",
            description =
                    "Compare headers and sizes only, where a server is asked. Proves nothing: the"
                            + " answer is never more than 'not proven'")
    private boolean quick;

    @Option(
            names = "--purges",
            paramLabel = "FOLDER",
            description =
                    "A folder of TARGET where mail goes away by itself, so that a copy there proves"
                            + " nothing. May be repeated")
    private List<String> purging = List.of();

    @Option(
            names = "--own-address",
            paramLabel = "ADDRESS",
            description =
                    "An address of the same person. Exchange may exchange one for another as the"
                            + " sender. May be repeated")
    private Set<String> ownAddresses = Set.of();

    CheckCommand(Console console) {
        super(console);
    }

    @Override
    public Integer call() throws Exception {
        long began = System.nanoTime();
        try (Places places = new Places(options(), quick);
                ProgressLine progress = ProgressLine.of(console(), options())) {
            Apart apart = new Apart(options());
            apart.different(source, target);
            apart.outside(options().state().path(), "--state", source, target);
            Store from = places.open(Side.SOURCE, source);
            Store to = places.open(Side.TARGET, target);
            try (Ledger ledger = ledger(places.identity(from), places.identity(to))) {
                progress.stage("Reading " + from.address() + " and " + to.address());
                List<Inventory> inventories =
                        new InventoryTaker(ledger, options().connections(), progress)
                                .take(List.of(from, to), terms(to));
                Tally tally =
                        new TallyMaker(ledger, progress, ownAddresses)
                                .make(inventories.get(0), from, inventories.get(1), to);
                Report report =
                        TallyReport.of("check", ledger, tally, (System.nanoTime() - began) / 1e9);
                report = quick ? TallyReport.quick(report) : report;
                progress.end();
                return Printed.report(
                        console(),
                        options(),
                        report,
                        "Is every message of " + from.address() + " on " + to.address() + "?");
            }
        }
    }

    /// What headers alone say is kept apart: it must not take the place of what whole
    /// messages said.
    private Ledger ledger(String from, String to) throws StoreUnavailableException, IOException {
        return options().state().ledger(from, quick ? "quick " + to : to);
    }

    /// Only the target's folders can be named: whether the source keeps its mail is not asked.
    private List<Terms> terms(Store to) throws AddressException, StoreUnavailableException {
        return List.of(
                new Terms(quick, Set.of()), new Terms(quick, PurgingFolders.of(purging, to)));
    }
}
