package mailtally.backup;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// What stands where in a package that is not as it was sealed, as far as the diagnosis tells.
/// Used by one thread.
final class PackageContents {
    /// What stands in the package and is not listed.
    record Surplus(long start, long lengthBytes) {}

    private final ListedMessages listed;
    private final long[] starts;
    private final long[] lengths;
    private final List<Surplus> surplus = new ArrayList<>();

    private PackageContents(ListedMessages listed) {
        this.listed = listed;
        this.starts = new long[listed.size()];
        this.lengths = new long[listed.size()];
        Arrays.setAll(starts, listed::offset);
        Arrays.setAll(lengths, listed::lengthBytes);
    }

    static PackageContents of(ListedLines lines, BagFolder folder) throws IOException {
        PackageDiagnosis diagnosis = new PackageDiagnosis(lines);
        SegmentMatch match = diagnosis.run(folder.mbox());
        PackageContents contents = new PackageContents(lines.messages());
        Segments segments = diagnosis.segments();
        for (int k = 0; k < diagnosis.lost().size(); k++) {
            int segment = match.isEmpty() ? -1 : match.segmentOf(k);
            int message = diagnosis.lost().get(k);
            contents.starts[message] = segment < 0 ? -1 : segments.start(segment);
            contents.lengths[message] =
                    segment < 0 ? 0 : segments.end(segment) - segments.start(segment);
        }
        for (int segment : match.surplus()) {
            if (segments.start(segment) > segments.separator(segment)) {
                contents.surplus.add(
                        new Surplus(
                                segments.start(segment),
                                segments.end(segment) - segments.start(segment)));
            }
        }
        return contents;
    }

    /// Where the listed message stands, or -1 if it is gone.
    long start(int message) {
        boolean gone = listed.state(message) == ListedMessages.State.GONE;
        return gone ? -1 : starts[message];
    }

    long lengthBytes(int message) {
        return lengths[message];
    }

    List<Surplus> surplus() {
        return surplus;
    }

    /// The listed message that stands at `start`, or -1.
    int at(long start) {
        for (int i = 0; i < starts.length; i++) {
            if (start(i) == start) {
                return i;
            }
        }
        return -1;
    }
}
