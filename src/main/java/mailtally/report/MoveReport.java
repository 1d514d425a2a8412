package mailtally.report;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import mailtally.backup.Disk;
import mailtally.backup.SafeName;
import mailtally.backup.Steps;
import mailtally.backup.Workspace;
import mailtally.journey.MoveRecord;

/// Writes the report of a move: one new folder that proves itself (docs/formats.md). Nothing is
/// ever overwritten; a run that is stopped leaves no report.
public final class MoveReport {
    /// So many reports of one account on one day are enough.
    private static final int MOST_NAMES = 10_000;

    private static final String DRAFT = "report";

    private MoveReport() {}

    /// Writes a report in this computer's time zone.
    ///
    /// @param into a folder that is there
    /// @param redacted true for the form without names, addresses, subjects and times of day
    /// @return the new folder
    /// @throws IOException if it could not be written; then nothing is there
    public static Path write(MoveRecord move, Path into, boolean redacted) throws IOException {
        return write(move, into, redacted, ZoneId.systemDefault());
    }

    /// Writes a report.
    ///
    /// @param zone the person's
    public static Path write(MoveRecord move, Path into, boolean redacted, ZoneId zone)
            throws IOException {
        Disk disk = new Disk(Steps.NONE);
        for (Workspace leftover : Workspace.leftovers(into, disk, MoveReport::isDraft)) {
            leftover.close();
        }
        Times times = new Times(zone, redacted);
        MoveRecord told = redacted ? Redaction.of(move, zone) : move;
        try (Workspace workspace = Workspace.create(into, disk)) {
            Path draft = workspace.resolve(DRAFT);
            disk.createFolder(draft);
            files(told, times, redacted, disk, draft);
            String name =
                    redacted
                            ? "Mailtally report, redacted " + times.day(move.madeAt())
                            : "Mailtally report "
                                    + SafeName.of(move.account())
                                    + " "
                                    + times.day(move.madeAt());
            return rename(disk, draft, into, name);
        }
    }

    private static boolean isDraft(Path workspace) {
        return Files.isDirectory(workspace.resolve(DRAFT), LinkOption.NOFOLLOW_LINKS);
    }

    private static void files(MoveRecord move, Times times, boolean redacted, Disk disk, Path draft)
            throws IOException {
        MoveFigures figures = MoveFigures.of(move);
        try (ReportFiles files = new ReportFiles(disk, draft)) {
            Chain chain = Chain.write(move.events(), files.open(ReportFiles.EVENTS));
            ExceptionsCsv.write(move, times, files.open(ReportFiles.CSV));
            MoveFacts facts = new MoveFacts(move, figures, times, redacted, chain, files.digests());
            List<Part> parts = MoveParts.of(facts);
            HtmlPage.write(
                    "Mailtally report: " + move.account(), parts, files.open(ReportFiles.HTML));
            TextPage.write(parts, files.open(ReportFiles.TEXT));
            files.write(ReportFiles.README, MoveReadme.text(facts));
            Map<String, String> digests = files.digests();
            try (OutputStream out = files.open(ReportFiles.JSON)) {
                MoveJson.write(new MoveFacts(move, figures, times, redacted, chain, digests), out);
            }
            files.seal();
        }
    }

    private static Path rename(Disk disk, Path draft, Path into, String name) throws IOException {
        for (int i = 1; i <= MOST_NAMES; i++) {
            Path report = into.resolve(i == 1 ? name : name + " " + i);
            if (disk.rename(draft, report)) {
                disk.syncFolder(into);
                return report;
            }
        }
        throw new FileAlreadyExistsException(into.resolve(name).toString());
    }
}
