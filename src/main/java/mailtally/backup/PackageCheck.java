package mailtally.backup;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import mailtally.inventory.Progress;
import mailtally.message.Sha256;
import mailtally.store.Completeness;

/// Reads one package once, expecting everything to be right: each separator line, each message's
/// digest, the digest of the whole. Says only whether it was; where it was not,
/// [PackageDiagnosis] finds out what is wrong. Used by one thread.
final class PackageCheck {
    /// What came of it.
    ///
    /// @param sound false where anything at all is not as it should be
    /// @param special how many of the lines need to be named: not complete, unreadable, or with an
    ///     extra file that is not right
    record Result(boolean sound, long messages, long special) {
        static final Result UNSOUND = new Result(false, 0, 0);
    }

    private static final byte[] EMPTY_LINE = {'\n'};

    private final LineParser parser = new LineParser();
    private final Path lineFile;
    private final Set<String> goodFiles;
    private final Progress progress;

    /// @param goodFiles paths of extra files whose digest was right
    PackageCheck(Path lineFile, Set<String> goodFiles, Progress progress) {
        this.lineFile = lineFile;
        this.goodFiles = goodFiles;
        this.progress = progress;
    }

    /// @param group the package's lines; absent for an empty folder
    /// @throws IOException if the package cannot be read
    Result check(Path file, Sha256 expected, Optional<LineIndex.Group> group) throws IOException {
        try (PackageBytes mbox = PackageBytes.open(file)) {
            Result result = new Result(true, 0, 0);
            if (group.isPresent()) {
                result = readGroup(mbox, group.get());
            }
            long position = mbox.position();
            boolean whole =
                    result.sound()
                            && mbox.wholeDigest().equals(expected)
                            && mbox.position() == position;
            return whole ? result : Result.UNSOUND;
        } catch (JsonReading.DamagedException e) {
            return Result.UNSOUND;
        }
    }

    private Result readGroup(PackageBytes mbox, LineIndex.Group group) throws IOException {
        if (!group.sound()) {
            return Result.UNSOUND;
        }
        long number = 0;
        long messages = 0;
        long special = 0;
        try (LineFile lines = LineFile.open(lineFile, group.from(), group.to())) {
            while (lines.next()) {
                BagLine line = parser.parse(lines.bytes(), lines.from(), lines.to());
                if (line.common().number() != ++number) {
                    return Result.UNSOUND;
                }
                if (line instanceof BagLine.Message message) {
                    if (!next(mbox, message, messages == 0)) {
                        return Result.UNSOUND;
                    }
                    messages++;
                    progress.advance(1, message.lengthBytes());
                }
                special += isSpecial(line) ? 1 : 0;
            }
        }
        boolean ended = messages == 0 || mbox.consume(EMPTY_LINE);
        return ended ? new Result(true, messages, special) : Result.UNSOUND;
    }

    private static boolean next(PackageBytes mbox, BagLine.Message message, boolean first)
            throws IOException {
        return mbox.consume(SeparatorLine.before(message, first))
                && mbox.position() == message.offset()
                && mbox.message(message.lengthBytes()).equals(message.raw())
                && mbox.position() == message.end();
    }

    /// True where the line's message must be named though the package is right.
    private boolean isSpecial(BagLine line) {
        return switch (line) {
            case BagLine.Message message ->
                    !(message.common().holding().completeness() instanceof Completeness.Whole)
                            || !goodFiles.containsAll(message.exactFile().stream().toList());
            case BagLine.Unreadable _ -> true;
        };
    }
}
