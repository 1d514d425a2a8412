package mailtally.report;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import mailtally.message.Sha256;

/// A report's lines.txt, as it is now.
///
/// @param digest of all of it, in hex
/// @param damagedLine the first line that is not in the form; 0 where all are
record LinesFile(
        String digest, Map<String, Sums> sections, Map<String, Long> starts, long damagedLine) {
    static final LinesFile EMPTY = new LinesFile("", Map.of(), Map.of(), 0);

    private static final int SUM_DIGITS = 8;

    LinesFile {
        sections = Map.copyOf(sections);
        starts = Map.copyOf(starts);
    }

    /// Reads it.
    ///
    /// @param order the files that it tells of, in order
    static LinesFile read(Path file, List<String> order) throws IOException {
        MessageDigest digest = Sha256.newDigest();
        Reading reading = new Reading(order);
        try (DigestInputStream in =
                        new DigestInputStream(
                                Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS), digest);
                BufferedReader lines =
                        new BufferedReader(
                                new InputStreamReader(in, StandardCharsets.ISO_8859_1))) {
            StringBuilder line = new StringBuilder();
            for (int c = lines.read(); c >= 0; c = lines.read()) {
                if (c == '\n') {
                    reading.line(line.toString());
                    line.setLength(0);
                } else if (line.length() <= LONGEST) {
                    line.append((char) c);
                }
            }
            reading.end(line.toString());
        }
        return new LinesFile(
                Sha256.finish(digest).hex(), reading.sections, reading.starts, reading.damaged);
    }

    private static final int LONGEST = 80;

    /// The sums of a file's lines; none where it does not tell of it.
    Sums sums(String name) {
        return sections.getOrDefault(name, new Sums());
    }

    /// The line that a file's sums follow.
    long lineOfSection(String name) {
        return starts.getOrDefault(name, 0L);
    }

    private static final class Reading {
        private final List<String> order;
        private final Map<String, Sums> sections = new HashMap<>();
        private final Map<String, Long> starts = new HashMap<>();
        private Sums section = new Sums();
        private int next;
        private long number;
        private long damaged;

        Reading(List<String> order) {
            this.order = order;
        }

        void line(String line) {
            number++;
            if (number == 1) {
                expect(ReportFiles.LINES_HEAD.equals(line + "\n"));
            } else if (next < order.size() && line.equals("[" + order.get(next) + "]")) {
                section = new Sums();
                sections.put(order.get(next), section);
                starts.put(order.get(next), number);
                next++;
            } else {
                sum(line);
            }
        }

        void end(String rest) {
            if (!rest.isEmpty() || next < order.size()) {
                number++;
                expect(false);
            }
        }

        private void sum(String line) {
            boolean form = next > 0 && line.length() == SUM_DIGITS;
            for (int i = 0; form && i < line.length(); i++) {
                form = "0123456789abcdef".indexOf(line.charAt(i)) >= 0;
            }
            expect(form);
            if (form) {
                section.add(Integer.parseUnsignedInt(line, 16));
            }
        }

        private void expect(boolean form) {
            if (!form && damaged == 0) {
                damaged = number;
            }
        }
    }
}
