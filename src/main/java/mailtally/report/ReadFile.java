package mailtally.report;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import mailtally.message.Sha256;

/// One file of a report, read once.
///
/// @param digest of all of it, in hex
/// @param sums of its lines
/// @param chain the digests that its lines make as a chain of events; empty for other files
record ReadFile(String digest, Sums sums, List<String> chain, long bytes) {
    private static final int PIECE_BYTES = 1 << 16;

    /// An event is a line of some hundred bytes; what is longer than this is none of ours.
    private static final int LONGEST_EVENT_BYTES = 1 << 22;

    ReadFile {
        chain = List.copyOf(chain);
    }

    /// Reads it.
    ///
    /// @param events true if it is a chain of events
    static ReadFile of(Path file, boolean events) throws IOException {
        MessageDigest digest = Sha256.newDigest();
        Sums sums = new Sums();
        LineSums each = new LineSums(sums::add);
        Events chain = new Events();
        long bytes = 0;
        try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            byte[] piece = new byte[PIECE_BYTES];
            for (int n = in.read(piece); n > 0; n = in.read(piece)) {
                digest.update(piece, 0, n);
                each.update(piece, 0, n);
                if (events) {
                    chain.update(piece, n);
                }
                bytes += n;
            }
            each.end();
        }
        return new ReadFile(Sha256.finish(digest).hex(), sums, chain.digests, bytes);
    }

    /// Whether a line of the file has this text in it.
    static boolean shows(Path file, String text) throws IOException {
        try (BufferedReader in = Files.newBufferedReader(file, StandardCharsets.ISO_8859_1)) {
            return in.lines().anyMatch(line -> line.contains(text));
        }
    }

    /// The last of the chain.
    String head() {
        return chain.isEmpty() ? Chain.BEGINNING : chain.getLast();
    }

    private static final class Events {
        private final List<String> digests = new ArrayList<>();
        private final ByteArrayOutputStream line = new ByteArrayOutputStream();

        void update(byte[] piece, int length) {
            int start = 0;
            for (int i = 0; i < length; i++) {
                if (piece[i] == '\n') {
                    add(piece, start, i);
                    String before = digests.isEmpty() ? Chain.BEGINNING : digests.getLast();
                    digests.add(Chain.next(before, line.toByteArray()));
                    line.reset();
                    start = i + 1;
                }
            }
            add(piece, start, length);
        }

        private void add(byte[] piece, int from, int to) {
            if (line.size() < LONGEST_EVENT_BYTES) {
                line.write(piece, from, to - from);
            }
        }
    }
}
