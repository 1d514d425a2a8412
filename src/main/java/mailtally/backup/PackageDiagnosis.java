package mailtally.backup;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Finds out which messages of a package are not as they were backed up. Looks at each listed place
/// first; what is not there is looked for by separator lines in what is left of the file, so that
/// one that was lost names itself only, and not all that moved up behind it. Used by one thread,
/// once.
///
/// Memory: some 200 bytes a message of this package, while it runs.
final class PackageDiagnosis {
    private final ListedLines lines;
    private final ListedMessages listed;
    private final Segments segments = new Segments();
    private final List<Integer> lost = new ArrayList<>();
    private SegmentMatch match = SegmentMatch.NONE;
    private boolean readable = true;

    PackageDiagnosis(ListedLines lines) {
        this.lines = lines;
        this.listed = lines.messages();
    }

    /// Looks at everything. What is found out stands in the states of the listed messages, and in
    /// the answer what stands in the package beside them.
    ///
    /// @param file the package; absent where it is gone
    SegmentMatch run(Optional<Path> file) {
        if (file.isEmpty()) {
            for (int i = 0; i < listed.size(); i++) {
                listed.mark(i, ListedMessages.State.GONE);
            }
            return match;
        }
        try (PackageBytes mbox = PackageBytes.open(file.get());
                FileChannel channel = openChannel(file.get())) {
            lookAtPlaces(mbox, channel);
            segments.digest(mbox);
            match = SegmentMatch.of(lines, lost, segments);
            checkSeparators(channel);
        } catch (IOException e) {
            readable = false;
            for (int i : lost) {
                listed.mark(i, ListedMessages.State.CHANGED);
            }
        }
        return match;
    }

    /// True unless a part of the file could not be read at all.
    boolean readable() {
        return readable;
    }

    /// Which of the listed messages were not in their places, in order.
    List<Integer> lost() {
        return lost;
    }

    Segments segments() {
        return segments;
    }

    private static FileChannel openChannel(Path file) throws IOException {
        return FileChannel.open(file, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS));
    }

    /// Which messages stand at their own place; between those, what else is there?
    private void lookAtPlaces(PackageBytes mbox, FileChannel channel) throws IOException {
        int previous = -1;
        for (int i = 0; i < listed.size(); i++) {
            long free = previous < 0 ? 0 : listed.end(previous);
            if (listed.offset(i) >= free && standsThere(mbox, i) && isItself(channel, i)) {
                lookBetween(channel, previous, i);
                previous = i;
            } else {
                lost.add(i);
            }
        }
        lookBetween(channel, previous, listed.size());
    }

    private boolean standsThere(PackageBytes mbox, int i) throws IOException {
        if (listed.end(i) > mbox.sizeBytes()) {
            return false;
        }
        try {
            mbox.seek(listed.offset(i));
            return mbox.message(listed.lengthBytes(i)).equals(listed.digest(i));
        } catch (IOException e) {
            mbox.seek(0);
            readable = false;
            return false; // a part of the disk that cannot be read
        }
    }

    /// False where an equal message stands there: one that moved up when this one was lost. Its
    /// separator line tells.
    private boolean isItself(FileChannel channel, int i) throws IOException {
        if (!listed.hasEqual(i)) {
            return true;
        }
        byte[] expected = SeparatorLine.before(lines.message(i), true);
        long from = Math.max(0, listed.offset(i) - expected.length);
        return Arrays.equals(read(channel, from, listed.offset(i)), expected);
    }

    /// Looks at what stands between two messages that are in their places: an empty line and a
    /// separator line, and anything else is looked through.
    private void lookBetween(FileChannel channel, int previous, int next) throws IOException {
        long from = previous < 0 ? 0 : listed.end(previous);
        long to = next == listed.size() ? channel.size() : listed.offset(next);
        if (previous >= 0) {
            if (!Arrays.equals(read(channel, from, Math.min(from + 1, to)), new byte[] {'\n'})) {
                listed.mark(previous, ListedMessages.State.EMPTY_LINE);
            }
            from = Math.min(from + 1, to);
        }
        if (next < listed.size()) {
            byte[] expected = SeparatorLine.before(lines.message(next), true);
            long separator = Math.max(from, to - expected.length);
            if (!Arrays.equals(read(channel, separator, to), expected)) {
                listed.mark(next, ListedMessages.State.SEPARATOR);
            }
            to = separator;
        }
        if (to > from) {
            segments.scan(channel, from, to);
        }
    }

    /// Looks at the separators of messages that were found at other places.
    private void checkSeparators(FileChannel channel) throws IOException {
        for (int k = 0; k < lost.size(); k++) {
            int segment = match.segmentOf(k);
            if (segment < 0) {
                continue;
            }
            byte[] expected = SeparatorLine.before(lines.message(lost.get(k)), true);
            byte[] found =
                    read(
                            channel,
                            segments.separator(segment),
                            Math.min(
                                    segments.start(segment),
                                    segments.separator(segment) + expected.length + 1));
            if (!Arrays.equals(found, expected)) {
                listed.mark(lost.get(k), ListedMessages.State.SEPARATOR);
            }
            if (!segments.hasEmptyLine(segment)) {
                listed.mark(lost.get(k), ListedMessages.State.EMPTY_LINE);
            }
        }
    }

    private static byte[] read(FileChannel channel, long from, long to) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate((int) (to - from));
        while (bytes.hasRemaining() && channel.read(bytes, from + bytes.position()) > 0) {
            // until all is read
        }
        return Arrays.copyOf(bytes.array(), bytes.position());
    }
}
