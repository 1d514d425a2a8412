package mailtally.report;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.Map;
import java.util.TreeMap;
import mailtally.backup.Disk;
import mailtally.message.Sha256;

/// The files of one report while they are written: each is digested as a whole and line by line on
/// its way to the disk, and synced when it is closed. One file at a time.
final class ReportFiles implements Closeable {
    static final String HTML = "report.html";
    static final String TEXT = "report.txt";
    static final String JSON = "report.json";
    static final String CSV = "exceptions.csv";
    static final String EVENTS = "events.jsonl";
    static final String README = "README.txt";
    static final String LINES = "lines.txt";
    static final String SUMS = "SHA256SUMS";

    /// The first line of [#LINES].
    static final String LINES_HEAD = "mailtally lines 1\n";

    private final Disk disk;
    private final Path folder;
    private final Map<String, String> digests = new TreeMap<>();
    private final OutputStream lines;

    /// @param folder a new one
    ReportFiles(Disk disk, Path folder) throws IOException {
        this.disk = disk;
        this.folder = folder;
        this.lines = new Synced(folder.resolve(LINES));
        write(lines, LINES_HEAD);
    }

    /// A new file; it counts once it is closed.
    OutputStream open(String name) throws IOException {
        write(lines, "[" + name + "]\n");
        OutputStream file = new Synced(folder.resolve(name));
        LineSums sums = new LineSums(sum -> write(lines, LineSums.hex(sum) + "\n"));
        return new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                write(new byte[] {(byte) b}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int from, int length) throws IOException {
                file.write(bytes, from, length);
                sums.update(bytes, from, length);
            }

            @Override
            public void close() throws IOException {
                file.close();
                sums.end();
            }
        };
    }

    /// A new file with this text.
    void write(String name, String text) throws IOException {
        try (OutputStream out = open(name)) {
            write(out, text);
        }
    }

    /// SHA-256, in hex, of the files that were closed, by name.
    Map<String, String> digests() {
        return new TreeMap<>(digests);
    }

    /// Closes [#LINES] and writes [#SUMS]: the last of all.
    void seal() throws IOException {
        lines.close();
        StringBuilder sums = new StringBuilder();
        digests.forEach((name, digest) -> sums.append(sumLine(name, digest)));
        disk.write(folder.resolve(SUMS), sums.toString().getBytes(StandardCharsets.UTF_8));
        disk.syncFolder(folder);
    }

    /// A file's line in [#SUMS].
    static String sumLine(String name, String digest) {
        return digest + "  " + name + "\n";
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }

    private static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
    }

    /// A file that is digested, and synced when it is closed.
    private final class Synced extends OutputStream {
        private final Path file;
        private final FileChannel channel;
        private final MessageDigest digest = Sha256.newDigest();
        private final OutputStream out;

        private Synced(Path file) throws IOException {
            this.file = file;
            this.channel = disk.createFile(file);
            this.out =
                    new DigestOutputStream(
                            new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16),
                            digest);
        }

        @Override
        public void write(int b) throws IOException {
            out.write(b);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            out.write(bytes, from, length);
        }

        @Override
        public void close() throws IOException {
            if (channel.isOpen()) {
                try (channel) {
                    out.flush();
                    disk.sync(channel, file);
                }
                digests.put(String.valueOf(file.getFileName()), Sha256.finish(digest).hex());
            }
        }
    }
}
