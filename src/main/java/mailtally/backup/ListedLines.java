package mailtally.backup;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/// A package's lines of messages.jsonl, damaged ones too. A line is believed only if its own check
/// is right. For the diagnosis; used by one thread.
final class ListedLines implements Closeable {
    private static final byte[] START = "{\"package\":\"".getBytes(StandardCharsets.US_ASCII);

    private final Optional<FileChannel> channel;
    private final String packageFile;
    private final LineParser parser = new LineParser();
    private final ListedMessages messages = new ListedMessages();
    private final LongRows unreadable = new LongRows(2);
    private final List<String> damagedLines = new ArrayList<>();
    private long damaged;

    private ListedLines(Optional<FileChannel> channel, String packageFile) {
        this.channel = channel;
        this.packageFile = packageFile;
    }

    static ListedLines read(Path file, String packageFile, List<LineIndex.Group> groups)
            throws IOException {
        ListedLines lines = new ListedLines(open(file, groups), packageFile);
        try {
            for (LineIndex.Group group : groups) {
                try (LineFile all = LineFile.open(file, group.from(), group.to())) {
                    while (all.next()) {
                        lines.line(all);
                    }
                }
            }
        } catch (IOException e) {
            lines.close();
            throw e;
        }
        lines.messages.sort();
        return lines;
    }

    /// The file need not be there where it has no lines of the package.
    private static Optional<FileChannel> open(Path file, List<LineIndex.Group> groups)
            throws IOException {
        return groups.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        FileChannel.open(
                                file, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)));
    }

    ListedMessages messages() {
        return messages;
    }

    /// How many lines are not as they were written.
    long damaged() {
        return damaged;
    }

    /// The damaged lines that speak of unreadable holdings: nothing else tells of those.
    List<String> damagedUnreadable() {
        return damagedLines;
    }

    /// The line of a message, by its place in [ListedMessages].
    BagLine.Message message(int i) throws IOException {
        return (BagLine.Message) at(messages.linePosition(i), messages.lineBytes(i));
    }

    /// Each sound line of an unreadable holding.
    void unreadable(Consumer<BagLine.Unreadable> visitor) throws IOException {
        for (int i = 0; i < unreadable.size(); i++) {
            visitor.accept((BagLine.Unreadable) at(unreadable.get(i, 0), unreadable.get(i, 1)));
        }
    }

    @Override
    public void close() throws IOException {
        if (channel.isPresent()) {
            channel.get().close();
        }
    }

    private BagLine at(long position, long lengthBytes) throws IOException {
        ByteBuffer line = ByteBuffer.allocate((int) lengthBytes);
        FileChannel lines = channel.orElseThrow();
        while (line.hasRemaining() && lines.read(line, position + line.position()) > 0) {
            // until all is read
        }
        return parser.parse(line.array(), 0, line.position());
    }

    private void line(LineFile line) {
        int from = line.from();
        while (from < line.to()) {
            int to = firstEnd(line.bytes(), from, line.to());
            long position = line.position() + (from - line.from());
            boolean sound =
                    to == line.to()
                            && line.ended()
                            && LineParser.checks(line.bytes(), from, to)
                            && add(line.bytes(), from, to, position);
            if (!sound) {
                damaged(new String(line.bytes(), from, to - from, StandardCharsets.UTF_8));
            }
            from = to;
        }
    }

    private boolean add(byte[] bytes, int from, int to, long position) {
        try {
            BagLine line = parser.parse(bytes, from, to);
            if (!line.common().packageFile().equals(packageFile)) {
                return false;
            }
            switch (line) {
                case BagLine.Message message -> messages.add(message, position, to - from);
                case BagLine.Unreadable none -> unreadable.add(position, to - from);
            }
            return true;
        } catch (JsonReading.DamagedException e) {
            return false;
        }
    }

    private void damaged(String text) {
        damaged++;
        if (text.contains("\"unreadable\":") || text.contains("\"rawFile\":")) {
            damagedLines.add(text);
        }
    }

    /// Where a line end was damaged, the next line begins within this one.
    private static int firstEnd(byte[] bytes, int from, int to) {
        for (int i = from + 1; i + START.length <= to; i++) {
            if (bytes[i] == '{'
                    && java.util.Arrays.equals(
                            bytes, i, i + START.length, START, 0, START.length)) {
                return i;
            }
        }
        return to;
    }
}
