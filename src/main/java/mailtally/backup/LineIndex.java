package mailtally.backup;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import mailtally.message.Sha256;

/// Where each package's lines stand in messages.jsonl, and which lines are damaged. Made in one
/// pass, without reading what the lines say.
///
/// @param digest of the whole file
/// @param groups in the file's order; a damaged file can have a package twice
record LineIndex(Sha256 digest, List<Group> groups) {
    /// Consecutive lines of one package.
    ///
    /// @param from the first line's first byte
    /// @param to behind the last line's line end
    /// @param sound true where each line's own check is right
    record Group(String packageFile, long from, long to, long lines, boolean sound) {}

    private static final byte[] START = "{\"package\":\"".getBytes(StandardCharsets.US_ASCII);

    static LineIndex of(Path file) throws IOException {
        Collector collector = new Collector();
        try (LineFile lines = LineFile.openDigesting(file)) {
            while (lines.next()) {
                collector.line(lines);
            }
            return new LineIndex(lines.digest(), List.copyOf(collector.groups));
        }
    }

    /// The group that grows while the file is read.
    private static final class Collector {
        private final List<Group> groups = new ArrayList<>();
        private byte[] prefix = {};

        void line(LineFile line) {
            boolean sound = line.ended() && LineParser.checks(line.bytes(), line.from(), line.to());
            if (!groups.isEmpty() && (!sound || samePackage(line))) {
                Group last = groups.removeLast();
                groups.add(
                        new Group(
                                last.packageFile(),
                                last.from(),
                                line.nextPosition(),
                                last.lines() + 1,
                                last.sound() && sound));
                return;
            }
            prefix = sound ? prefixOf(line) : new byte[0];
            String packageFile =
                    prefix.length == 0
                            ? ""
                            : new String(
                                    prefix,
                                    START.length,
                                    prefix.length - START.length - 1,
                                    StandardCharsets.UTF_8);
            long from = line.position();
            long before = 0;
            if (!groups.isEmpty() && groups.getLast().packageFile().isEmpty()) {
                Group nameless = groups.removeLast(); // damaged lines at the file's start
                from = nameless.from();
                before = nameless.lines();
            }
            groups.add(
                    new Group(
                            packageFile,
                            from,
                            line.nextPosition(),
                            before + 1,
                            sound && before == 0));
        }

        private boolean samePackage(LineFile line) {
            int end = Math.min(line.from() + prefix.length, line.to());
            return prefix.length > 0
                    && Arrays.equals(line.bytes(), line.from(), end, prefix, 0, prefix.length);
        }

        /// The line's start, up to the quote behind the package's path.
        private static byte[] prefixOf(LineFile line) {
            byte[] bytes = line.bytes();
            int end = line.from() + START.length;
            while (end < line.to() && bytes[end] != '"') {
                end++;
            }
            byte[] prefix = Arrays.copyOfRange(bytes, line.from(), Math.min(end + 1, line.to()));
            boolean known =
                    prefix.length > START.length
                            && Arrays.equals(prefix, 0, START.length, START, 0, START.length);
            return known ? prefix : new byte[0];
        }
    }
}
