package mailtally.cli;

import java.util.List;
import mailtally.inventory.Inventory;
import mailtally.inventory.InventoryTaker;
import mailtally.ledger.Ledger;
import mailtally.report.Report;
import mailtally.store.Store;
import mailtally.tally.Tally;
import mailtally.tally.TallyMaker;
import picocli.CommandLine.Command;
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

    CheckCommand(Console console) {
        super(console);
    }

    @Override
    public Integer call() throws Exception {
        long began = System.nanoTime();
        try (Places places = new Places(options());
                ProgressLine progress = ProgressLine.of(console(), options())) {
            Apart apart = new Apart(options());
            apart.different(source, target);
            apart.outside(options().state().path(), "--state", source, target);
            Store from = places.open(Side.SOURCE, source);
            Store to = places.open(Side.TARGET, target);
            try (Ledger ledger =
                    options().state().ledger(places.identity(from), places.identity(to))) {
                progress.stage("Reading " + from.address() + " and " + to.address());
                List<Inventory> inventories =
                        new InventoryTaker(ledger, options().connections(), progress)
                                .take(List.of(from, to));
                Tally tally =
                        new TallyMaker(ledger, progress)
                                .make(inventories.get(0), from, inventories.get(1), to);
                Report report =
                        TallyReport.of("check", ledger, tally, (System.nanoTime() - began) / 1e9);
                progress.end();
                return Printed.report(
                        console(),
                        options(),
                        report,
                        "Is every message of " + from.address() + " on " + to.address() + "?");
            }
        }
    }
}
