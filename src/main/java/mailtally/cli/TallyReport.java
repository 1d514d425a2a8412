package mailtally.cli;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import mailtally.inventory.Inventory;
import mailtally.inventory.Remarks;
import mailtally.ledger.Ledger;
import mailtally.report.Report;
import mailtally.report.ReportText;
import mailtally.report.Verdict;
import mailtally.store.Finding;
import mailtally.store.Witness;
import mailtally.tally.ServerNames;
import mailtally.tally.Tally;
import mailtally.transfer.Copied;

/// What a tally has to say, as a report.
final class TallyReport {
    private static final String QUICK =
            "Only headers and sizes were compared (--quick). Nothing is proven by that.";

    private static final String ON_TARGET = "On the target: ";
    private static final int MOST_REMEMBERED = 10_000;

    private TallyReport() {}

    static Report of(String command, Ledger ledger, Tally tally, double seconds) {
        Inventory source = tally.source();
        return new Report(
                command,
                source.storeAddress(),
                Optional.of(tally.target().storeAddress()),
                tally.proven() ? Verdict.PROVEN : Verdict.NOT_PROVEN,
                tally.all(),
                tally.folders(),
                witnesses(source),
                source.bytes(),
                seconds,
                Optional.empty(),
                0,
                tally::exceptions,
                consumer -> warnings(ledger, tally, consumer));
    }

    /// What a copy has to say: the verdict is its last tally's.
    static Report of(Ledger ledger, Copied copied, double seconds) {
        Tally tally = copied.tally();
        return new Report(
                "copy",
                tally.source().storeAddress(),
                Optional.of(tally.target().storeAddress()),
                tally.proven() ? Verdict.PROVEN : Verdict.NOT_PROVEN,
                tally.all(),
                tally.folders(),
                witnesses(tally.source()),
                tally.source().bytes(),
                seconds,
                Optional.empty(),
                copied.copied(),
                copied::exceptions,
                consumer -> {
                    copied.notes().forEach(note -> consumer.accept(Report.Warning.note(note)));
                    warnings(ledger, tally, consumer);
                });
    }

    /// The same of a comparison by headers and sizes: never a proof, whatever it found.
    static Report quick(Report report) {
        return new Report(
                report.command(),
                report.source(),
                report.target(),
                report.verdict() == Verdict.PROVEN ? Verdict.NOT_PROVEN : report.verdict(),
                report.counts(),
                report.folders(),
                report.witnesses(),
                report.bytes(),
                report.seconds(),
                report.bag(),
                report.copied(),
                report.exceptions(),
                consumer -> {
                    consumer.accept(Report.Warning.doubt(QUICK));
                    report.warnings().each(consumer);
                });
    }

    /// Each second opinion on a folder of the inventory.
    static List<Report.FolderWitness> witnesses(Inventory inventory) {
        List<Report.FolderWitness> all = new ArrayList<>();
        for (Inventory.FolderCount count : inventory.folders()) {
            for (Witness witness : count.folder().witnesses()) {
                all.add(new Report.FolderWitness(count.folder().path().text(), witness));
            }
        }
        return all;
    }

    /// What stands against an inventory or explains it.
    ///
    /// @param source whether the inventory is the source's, whose doubts stand in the way of a
    ///     proof
    static void warnings(
            Ledger ledger, Inventory inventory, boolean source, Consumer<Report.Warning> to) {
        String before = source ? "" : ON_TARGET;
        if (inventory.found() == 0) {
            to.accept(
                    new Report.Warning(
                            "",
                            "",
                            before + "No message was found. Empty proves nothing.",
                            source));
        }
        for (Inventory.FolderCount count : inventory.folders()) {
            for (Witness witness : count.folder().witnesses()) {
                if (witness.count() != count.found()) {
                    String text = before + disagreement(count, witness);
                    to.accept(new Report.Warning("", "", text, source));
                }
            }
        }
        for (Finding finding : inventory.storeFindings()) {
            boolean doubt = source && finding.weight() == Finding.Weight.DOUBT;
            to.accept(new Report.Warning("", "", before + finding.text(), doubt));
        }
        Remarks.each(
                ledger,
                inventory,
                r ->
                        to.accept(
                                new Report.Warning(
                                        before + r.folder(),
                                        r.locator(),
                                        r.text(),
                                        source && r.weight() == Finding.Weight.DOUBT)));
    }

    /// What helps where parts of messages in an Apple Mail library were never downloaded.
    ///
    /// @param lacking how many messages are left that lack something
    static void helps(String source, long lacking, Consumer<Report.Warning> to) {
        if (lacking > 0 && source.startsWith("apple:")) {
            to.accept(
                    Report.Warning.note(
                            ReportText.count(lacking, "message")
                                    + (lacking == 1 ? " is" : " are")
                                    + " not whole on this Mac. The server may still have what was"
                                    + " never downloaded: mailtally backup … --complete-from"
                                    + " ADDRESS fetches it into the backup."));
        }
    }

    private static void warnings(Ledger ledger, Tally tally, Consumer<Report.Warning> to) {
        long elsewhere = tally.inAnotherFolder();
        if (elsewhere > 0) {
            to.accept(
                    Report.Warning.note(
                            ReportText.count(elsewhere, "message")
                                    + (elsewhere == 1 ? " is" : " are")
                                    + " proven by a copy in another folder of the"
                                    + " target."));
        }
        long purged = tally.whereMailIsPurged();
        if (purged > 0) {
            to.accept(
                    Report.Warning.note(
                            ReportText.count(purged, "message")
                                    + (purged == 1 ? " lies" : " lie")
                                    + " in Trash or Junk here, and"
                                    + (purged == 1 ? " is" : " are")
                                    + " proven by a"
                                    + " folder of the target that may empty itself."));
        }
        tally.rewrites()
                .forEach(
                        (did, count) ->
                                to.accept(
                                        Report.Warning.note(
                                                "Rewritten by the server, nothing missing, "
                                                        + ReportText.count(count, "message")
                                                        + ": "
                                                        + did.text()
                                                        + ".")));
        if (!Servers.recognises(tally.target().storeAddress())) {
            helps(tally.source().storeAddress(), tally.neverDownloaded(), to);
        }
        if (tally.target().storeAddress().startsWith("pop3")) {
            tally.serverNames().ifPresent(names -> uidls(names, to));
        }
        boolean backup =
                tally.target().folders().stream()
                        .flatMap(count -> count.folder().witnesses().stream())
                        .anyMatch(witness -> witness.kind().equals("INVENTORY"));
        Set<String> said = new HashSet<>();
        warnings(
                ledger,
                tally.source(),
                true,
                warning -> {
                    if (backup && said.size() < MOST_REMEMBERED) {
                        said.add(ON_TARGET + warning.folder() + "\n" + warning.text());
                    }
                    to.accept(warning);
                });
        warnings(
                ledger,
                tally.target(),
                false,
                warning -> {
                    // A backup repeats what was said of its source.
                    if (!said.contains(warning.folder() + "\n" + warning.text())) {
                        to.accept(warning);
                    }
                });
    }

    private static void uidls(ServerNames names, Consumer<Report.Warning> to) {
        to.accept(
                Report.Warning.note(
                        "The source knows "
                                + ReportText.count(names.known(), "message")
                                + " by the server's name for them (UIDL). The server still"
                                + " lists "
                                + names.listed()
                                + " of these, and "
                                + names.unknown()
                                + " that the source does not know."));
        if (names.renamed() > 0) {
            to.accept(
                    Report.Warning.note(
                            ReportText.count(names.renamed(), "message")
                                    + (names.renamed() == 1 ? " is" : " are")
                                    + " on the server under another UIDL than the"
                                    + " source knows: the server changed its numbering. A mail"
                                    + " program may fetch them a second time."));
        }
    }

    private static String disagreement(Inventory.FolderCount count, Witness witness) {
        String who =
                switch (witness.kind()) {
                    case "ENVELOPE_INDEX" -> "Apple Mail's index";
                    case "INVENTORY" -> "the backup's own inventory";
                    case "EXISTS", "STAT", "UIDL" -> "the server (" + witness.kind() + ")";
                    default -> witness.kind();
                };
        return count.folder().path().text()
                + ": "
                + who
                + " knows of "
                + ReportText.count(witness.count(), "message")
                + ", "
                + ReportText.number(count.found())
                + (count.found() == 1 ? " was found." : " were found.");
    }
}
