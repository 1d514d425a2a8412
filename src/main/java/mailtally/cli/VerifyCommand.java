package mailtally.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import mailtally.backup.BagListener;
import mailtally.backup.BagVerifier;
import mailtally.backup.Verification;
import mailtally.report.ExceptionSpool;
import mailtally.report.Report;
import mailtally.report.ReportVerifier;
import mailtally.report.Verdict;
import mailtally.tally.Bucket;
import mailtally.tally.Counts;
import mailtally.tally.Exceptional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// Reads a backup again, or the report of a move: told apart by what is in the folder.
@Command(
        name = "verify",
        header =
                "Read a backup again, by another way than it was written, or the report of a move."
                        + " Changes nothing.",
        sortOptions = false)
final class VerifyCommand extends Verb {
    @Parameters(index = "0", paramLabel = "BAG", description = "The folder of a backup or report")
    private Path bag;

    VerifyCommand(Console console) {
        super(console);
    }

    @Override
    public Integer call() throws Exception {
        if (ReportVerifier.isReport(bag)) {
            return VerifiedReport.print(console(), options(), bag);
        }
        long began = System.nanoTime();
        try (ProgressLine progress = ProgressLine.of(console(), options());
                ExceptionSpool damaged = new ExceptionSpool();
                ExceptionSpool before = new ExceptionSpool()) {
            progress.stage("Reading all of " + bag);
            Verification verification =
                    BagVerifier.verify(bag, new Listener(damaged, before), progress);
            progress.end();
            Map<String, Counts> folders = new LinkedHashMap<>();
            Counts all = new Counts();
            for (Verification.FolderCounts folder : verification.folders()) {
                Counts counts = asSealed(folder);
                folders.put(folder.folder().text(), counts);
                all.add(counts);
            }
            Report report =
                    new Report(
                            "verify",
                            bag.toString(),
                            Optional.empty(),
                            verification.intact() && all.found() > 0
                                    ? Verdict.PROVEN
                                    : Verdict.NOT_PROVEN,
                            all,
                            folders,
                            List.of(),
                            verification.bytes(),
                            (System.nanoTime() - began) / 1e9,
                            Optional.of(bag.toString()),
                            0,
                            damaged,
                            consumer -> warnings(verification, before, consumer));
            return Printed.report(
                    console(), options(), report, "Is the backup " + bag + " as it was sealed?");
        }
    }

    private record Listener(ExceptionSpool spoiled, ExceptionSpool before) implements BagListener {
        @Override
        public void damaged(Exceptional message) {
            spoiled.accept(message);
        }

        @Override
        public void lackedBefore(Exceptional message) {
            before.accept(message);
        }
    }

    /// The question is whether the backup is as it was sealed. What was not whole then, but is as
    /// it was, counts as identical and is told as a warning.
    private static Counts asSealed(Verification.FolderCounts folder) {
        Counts counts = new Counts();
        counts.found(folder.counts().found());
        for (Bucket bucket : Bucket.values()) {
            long before = folder.lackedBefore().of(bucket);
            counts.add(bucket, folder.counts().of(bucket) - before);
            counts.add(Bucket.IDENTICAL, before);
        }
        return counts;
    }

    private void warnings(
            Verification verification, ExceptionSpool before, Consumer<Report.Warning> to)
            throws IOException {
        verification.damages().forEach(d -> to.accept(Report.Warning.doubt(d)));
        verification.warnings().forEach(w -> to.accept(Report.Warning.note(w)));
        if (options().json() || options().verbose()) {
            before.each(
                    e -> to.accept(new Report.Warning(e.folder(), e.locator(), e.reason(), false)));
        } else if (before.size() > 0) {
            to.accept(
                    Report.Warning.note(
                            before.size()
                                    + " messages were not whole when they were backed up, and are as"
                                    + " they were then. --verbose lists them."));
        }
    }
}
