package mailtally.report;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A report's SHA256SUMS, as it is now.
///
/// @param lines with their line feeds, a character for each byte
/// @param digests by name, of the lines that are in the form
record SumsFile(List<String> lines, Map<String, String> digests) {
    static final SumsFile EMPTY = new SumsFile(List.of(), Map.of());

    private static final int LONGEST_BYTES = 1 << 16;
    private static final Pattern LINE = Pattern.compile("([0-9a-f]{64}) {2}([A-Za-z0-9.]+)\n");

    SumsFile {
        lines = List.copyOf(lines);
        digests = Map.copyOf(digests);
    }

    static SumsFile read(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            String text = new String(in.readNBytes(LONGEST_BYTES), StandardCharsets.ISO_8859_1);
            List<String> lines = new ArrayList<>();
            Map<String, String> digests = new LinkedHashMap<>();
            for (int at = 0; at < text.length(); ) {
                int end = text.indexOf('\n', at);
                String line = text.substring(at, end < 0 ? text.length() : end + 1);
                lines.add(line);
                Matcher parts = LINE.matcher(line);
                if (parts.matches()) {
                    digests.putIfAbsent(parts.group(2), parts.group(1));
                }
                at += line.length();
            }
            return new SumsFile(lines, digests);
        }
    }

    /// Whether a line could be this file's.
    static boolean wellFormed(String line, String name) {
        Matcher parts = LINE.matcher(line);
        return parts.matches() && parts.group(2).equals(name);
    }
}
