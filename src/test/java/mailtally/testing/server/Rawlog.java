package mailtally.testing.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Reads Dovecot's rawlog: what clients sent after login, each line with the time before it.
final class Rawlog {
    private static final Pattern LINE = Pattern.compile("(\\d+\\.\\d+) (.*)", Pattern.DOTALL);
    private static final Pattern LITERAL = Pattern.compile("\\{(\\d+)\\+?\\}$");

    private record Timed(double seconds, String command) {}

    private Rawlog() {}

    /// The commands of all connections in the order of their arrival, without tags and without what
    /// is in literals; a literal's length stays: `APPEND INBOX (\Seen) {12}`.
    ///
    /// @param tagged false for POP3, whose commands have no tags
    static List<String> commands(Path folder, boolean tagged) {
        List<Timed> all = new ArrayList<>();
        try {
            if (!Files.isDirectory(folder)) {
                return List.of();
            }
            try (Stream<Path> files = Files.list(folder)) {
                for (Path file : files.filter(f -> f.toString().endsWith(".in")).toList()) {
                    read(Files.readString(file, StandardCharsets.ISO_8859_1), tagged, all);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        all.sort(Comparator.comparingDouble(Timed::seconds));
        return all.stream().map(Timed::command).toList();
    }

    private static void read(String text, boolean tagged, List<Timed> all) {
        StringBuilder command = new StringBuilder();
        double began = 0;
        long literal = 0;
        for (String stamped : text.split("\n", -1)) {
            Matcher line = LINE.matcher(stamped);
            if (!line.matches()) {
                continue;
            }
            String content = line.group(2);
            if (literal >= content.length() + 1L) {
                literal -= content.length() + 1L;
                continue;
            }
            content = content.substring((int) literal).replaceAll("\r$", "");
            literal = 0;
            if (command.isEmpty()) {
                began = Double.parseDouble(line.group(1));
            }
            command.append(content);
            Matcher announced = LITERAL.matcher(content);
            if (tagged && announced.find()) {
                literal = Long.parseLong(announced.group(1));
            } else {
                String whole = command.toString();
                all.add(new Timed(began, tagged ? whole.replaceFirst("^\\S+ ", "") : whole));
                command.setLength(0);
            }
        }
    }
}
