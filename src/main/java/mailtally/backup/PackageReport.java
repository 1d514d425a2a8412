package mailtally.backup;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import mailtally.message.Digester;
import mailtally.message.Envelope;
import mailtally.message.HeaderText;
import mailtally.message.MessageBytes;
import mailtally.message.MissingPart;
import mailtally.store.Completeness;
import mailtally.store.FolderPath;
import mailtally.store.Locator;
import mailtally.tally.Bucket;
import mailtally.tally.Counts;
import mailtally.tally.Exceptional;

/// Puts every message of a package into a bucket, and names each one that is not whole. Used by one
/// thread, once.
final class PackageReport {
    private static final int SUBJECT_CHARACTERS = 200;
    private static final int HEAD_BYTES = 64 << 10;

    private final String packageFile;
    private final String folder;
    private final Set<String> goodFiles;
    private final BagListener exceptions;
    private final Counts counts;
    private final Counts lacking = new Counts();
    private long faults;

    /// @param goodFiles paths of extra files whose digest was right
    /// @param counts gets every message of the package, in one bucket each
    PackageReport(
            String packageFile,
            Optional<FolderPath> folder,
            Set<String> goodFiles,
            BagListener exceptions,
            Counts counts) {
        this.packageFile = packageFile;
        this.folder = folder.map(FolderPath::text).orElse("");
        this.goodFiles = goodFiles;
        this.exceptions = exceptions;
        this.counts = counts;
    }

    /// Looks at the package message by message.
    ///
    /// @param file the package; absent where it is gone
    /// @return a sentence if anything is not as it was sealed
    Optional<String> run(Path lineFile, List<LineIndex.Group> groups, Optional<Path> file)
            throws IOException {
        List<String> what = new ArrayList<>();
        try (ListedLines lines = ListedLines.read(lineFile, packageFile, groups)) {
            PackageDiagnosis diagnosis = new PackageDiagnosis(lines);
            SegmentMatch match = diagnosis.run(file);
            lines.unreadable(this::unreadable);
            lines.damagedUnreadable().forEach(this::damagedLine);
            for (int i = 0; i < lines.messages().size(); i++) {
                listed(lines.message(i), lines.messages().state(i));
            }
            for (int segment : match.surplus()) {
                surplus(lines, diagnosis.segments(), segment, file.orElseThrow(), what);
            }
            if (!diagnosis.readable()) {
                what.add("a part of it cannot be read");
            }
            if (lines.damaged() > 0) {
                what.add("lines of messages.jsonl are damaged: " + lines.damaged());
            }
        }
        if (faults > 0) {
            what.addFirst("messages that are not as they were backed up: " + faults);
        }
        return what.isEmpty()
                ? Optional.empty()
                : Optional.of(packageFile + ": " + String.join("; ", what) + ".");
    }

    private void listed(BagLine.Message line, ListedMessages.State state) {
        Locator locator = BagLocator.message(packageFile, line.offset());
        if (state == ListedMessages.State.CHANGED || state == ListedMessages.State.GONE) {
            fault(line.common(), locator, Bucket.MISSING, state.reason());
        } else if (state != ListedMessages.State.RIGHT) {
            fault(line.common(), locator, Bucket.PARTLY, state.reason());
        } else if (!goodFiles.containsAll(line.exactFile().stream().toList())) {
            String reason =
                    "It is whole in the package, but the file with its exact line ends, "
                            + line.exactFile().orElseThrow()
                            + ", is damaged or gone.";
            fault(line.common(), locator, Bucket.PARTLY, reason);
        } else {
            whole(line.common());
        }
    }

    /// As it was backed up, which may mean that parts were missing already then. What was the
    /// source's trouble is named by its place in the source: there a person can look.
    private void whole(BagLine.Common line) {
        Locator locator = line.holding().locator();
        switch (line.holding().completeness()) {
            case Completeness.Whole(), Completeness.Rebuilt(_, _), Completeness.Completed(_, _) ->
                    count(Bucket.IDENTICAL);
            case Completeness.Incomplete(List<MissingPart> missing) ->
                    lacked(line, locator, Bucket.PARTLY, missingParts(missing));
            case Completeness.HeadersOnly _ ->
                    lacked(line, locator, Bucket.HEADERS_ONLY, "Only its header was backed up.");
            case Completeness.CutShort(long announced, long present) ->
                    lacked(
                            line,
                            locator,
                            Bucket.PARTLY,
                            "It was cut short when it was backed up: "
                                    + present
                                    + " of "
                                    + announced
                                    + " bytes were there.");
        }
    }

    private static String missingParts(List<MissingPart> missing) {
        return missing.stream()
                .map(
                        part ->
                                "part "
                                        + part.partNumber()
                                        + " ("
                                        + part.mediaType()
                                        + (part.fileName().isEmpty() ? "" : ", " + part.fileName())
                                        + ")")
                .limit(20)
                .collect(Collectors.joining(", ", "Not there when it was backed up: ", "."));
    }

    private void unreadable(BagLine.Unreadable line) {
        Locator locator = BagLocator.unreadable(packageFile, line.common().number());
        if (goodFiles.containsAll(line.rawFile().stream().toList())) {
            Locator source = line.common().holding().locator();
            lacked(line.common(), source, Bucket.UNREADABLE, line.reason());
        } else {
            fault(
                    line.common(),
                    locator,
                    Bucket.MISSING,
                    "It was unreadable when it was backed up, and its raw file, "
                            + line.rawFile().orElseThrow()
                            + ", is damaged or gone.");
        }
    }

    /// Nothing else tells of an unreadable holding, so its line is told as it lies there.
    private void damagedLine(String line) {
        faults++;
        counts.found(1);
        counts.add(Bucket.UNREADABLE, 1);
        exceptions.damaged(
                new Exceptional(
                        folder,
                        packageFile.replaceAll("[^ -~]", "_"),
                        Bucket.UNREADABLE,
                        "Its line in messages.jsonl is damaged: " + line,
                        "",
                        "",
                        Optional.empty()));
    }

    /// What stands in the package and is not listed: one more copy of a message, one whose line in
    /// messages.jsonl is damaged or gone, or bytes that are no message.
    private void surplus(
            ListedLines lines, Segments segments, int segment, Path file, List<String> what)
            throws IOException {
        long start = segments.start(segment);
        if (start == segments.separator(segment)) {
            what.add("bytes that belong to no message, at offset " + start);
            return;
        }
        Locator locator = BagLocator.message(packageFile, start);
        for (int i = 0; i < lines.messages().size(); i++) {
            if (lines.messages().digest(i).equals(segments.digest(segment))) {
                fault(
                        lines.message(i).common(),
                        locator,
                        Bucket.DUPLICATE,
                        "It stands in the package once more than it was written.");
                return;
            }
        }
        Envelope envelope = envelope(file, start, segments.end(segment) - start);
        faults++;
        counts.found(1);
        counts.add(Bucket.PARTLY, 1);
        exceptions.damaged(
                new Exceptional(
                        folder,
                        locator.value(),
                        Bucket.PARTLY,
                        "It stands in the package, but its line in messages.jsonl is damaged or"
                                + " gone.",
                        envelope.messageId(),
                        HeaderText.decode(envelope.subject(), SUBJECT_CHARACTERS),
                        envelope.dateMs().map(Instant::ofEpochMilli)));
    }

    private static Envelope envelope(Path file, long start, long lengthBytes) throws IOException {
        ByteBuffer head = ByteBuffer.allocate((int) Math.min(lengthBytes, HEAD_BYTES));
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            while (head.hasRemaining() && channel.read(head, start + head.position()) > 0) {
                // until all is read
            }
        }
        return new Digester().digest(MessageBytes.of(head.array(), 0, head.position())).envelope();
    }

    /// How many messages were not whole when they were sealed, and are as they were then.
    Counts lacking() {
        return lacking;
    }

    private void fault(BagLine.Common line, Locator locator, Bucket bucket, String reason) {
        faults++;
        count(bucket);
        exceptions.damaged(exceptional(line, locator, bucket, reason));
    }

    private void lacked(BagLine.Common line, Locator locator, Bucket bucket, String reason) {
        count(bucket);
        lacking.found(1);
        lacking.add(bucket, 1);
        exceptions.lackedBefore(exceptional(line, locator, bucket, reason));
    }

    private Exceptional exceptional(
            BagLine.Common line, Locator locator, Bucket bucket, String reason) {
        return new Exceptional(
                folder,
                locator.value(),
                bucket,
                reason,
                line.messageId(),
                HeaderText.decode(line.subject(), SUBJECT_CHARACTERS),
                line.date());
    }

    private void count(Bucket bucket) {
        counts.found(1);
        counts.add(bucket, 1);
    }
}
