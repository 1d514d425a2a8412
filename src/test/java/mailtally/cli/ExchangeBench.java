package mailtally.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import mailtally.demo.exchange.ExchangePace;
import mailtally.demo.exchange.ExchangeQuirk;
import mailtally.demo.exchange.ExchangeSettings;

/// Measures copies into the stand-in for Exchange; `bench/exchange` runs it. Nothing is asserted.
public final class ExchangeBench {
    /// An hour at Exchange's throttle is over in ten minutes.
    private static final int USUAL_SPEED = 6;

    private static final List<String> FOLDERS = List.of("INBOX", "Archive", "Letters", "Bills");

    private final Path place;

    /// How many bytes the last source's messages have on the wire, with CRLF.
    private long wireBytes;

    private ExchangeBench(Path place) {
        this.place = place;
    }

    /// Runs what is named: `free`, `folders`, `messages`, `bytes`; with `ews-` before it by EWS
    /// over TLS, else by IMAP; with `@60` behind it at sixty times Exchange's pace.
    ///
    /// @param arguments an empty folder, then what to run
    public static void main(String[] arguments) throws Exception {
        ExchangeBench bench = new ExchangeBench(Path.of(arguments[0]));
        for (int i = 1; i < arguments.length; i++) {
            String name = arguments[i];
            String[] parts = name.split("@", 2);
            int faster = parts.length == 1 ? USUAL_SPEED : Integer.parseInt(parts[1]);
            switch (parts[0].replaceFirst("^ews-", "")) {
                case "free" -> bench.free(name, List.of("INBOX"));
                case "folders" -> bench.free(name, FOLDERS);
                case "messages" -> bench.throttled(name, faster, 4 * 60 * 60, 4_000);
                case "bytes" -> bench.throttled(name, faster, 2 * 60 * 60, 250_000);
                default -> throw new IllegalArgumentException(name);
            }
        }
    }

    private void free(String name, List<String> folders) throws IOException {
        int count = 5_000;
        ExchangeSettings settings = ExchangeSettings.everyday().without(ExchangeQuirk.SEARCH_BLIND);
        copy(name, settings, folders, count, 20_000);
    }

    private void throttled(String name, int faster, int count, int sizeBytes) throws IOException {
        Duration window = Duration.ofMinutes(5).dividedBy(faster);
        ExchangePace pace = new ExchangePace(150_000_000, window, 4 * faster);
        ExchangeSettings settings =
                ExchangeSettings.everyday().with(ExchangeQuirk.THROTTLED).with(pace);
        double seconds = copy(name, settings, List.of("INBOX"), count, sizeBytes);
        double byMessages = count / (4.0 * faster) - 1;
        double byBytes = (wireBytes - 150e6) / (150e6 / window.toMillis() * 1000);
        double least = Math.max(byMessages, byBytes);
        System.out.printf(
                Locale.ROOT,
                "%s: the throttle wants %.1f s, the putting took %.1f s: %.1f %% of what is"
                        + " permitted%n",
                name,
                least,
                seconds,
                100 * least / seconds);
    }

    /// @return how long the putting took, in seconds
    private double copy(
            String name, ExchangeSettings settings, List<String> folders, int count, int sizeBytes)
            throws IOException {
        Path work = Files.createDirectories(place.resolve(name));
        Path source = maildir(work.resolve("source"), folders, count, sizeBytes);
        try (BenchDoor door = BenchDoor.open(name.startsWith("ews-"), settings, work)) {
            return copy(name, door, source, count, sizeBytes);
        }
    }

    private static double copy(String name, BenchDoor door, Path source, int count, int sizeBytes) {
        List<Long> stages = new ArrayList<>();
        long began = System.nanoTime();
        Run run =
                Run.watched(
                        line -> {
                            if (line.startsWith("Putting") || line.startsWith("Reading")) {
                                stages.add(System.nanoTime());
                            }
                            if (line.contains("left") || line.matches("[A-Z].*")) {
                                System.out.println(
                                        (System.nanoTime() - began) / 1_000_000 + " ms: " + line);
                            }
                        },
                        door.copyOf(source));
        double seconds = (System.nanoTime() - began) / 1e9;
        String json = run.out();
        System.out.printf(
                Locale.ROOT,
                "%s: %,d messages of %,d bytes in %.1f s, %.0f a second, proven: %s%n",
                name,
                count,
                sizeBytes,
                seconds,
                count / seconds,
                json.substring(0, Math.min(json.length(), 330)));
        System.out.println(
                name
                        + ": "
                        + door.abuses().size()
                        + " times a nuisance: "
                        + door.abuses().stream().limit(3).toList());
        return stages.size() < 3 ? seconds : (stages.get(2) - stages.get(1)) / 1e9;
    }

    private Path maildir(Path root, List<String> folders, int count, int sizeBytes)
            throws IOException {
        for (String folder : folders) {
            for (String part : List.of("cur", "new", "tmp")) {
                Files.createDirectories(root.resolve(folder).resolve(part));
            }
        }
        Random random = new Random(6);
        wireBytes = 0;
        for (int i = 0; i < count; i++) {
            StringBuilder mail = new StringBuilder("From: bob@example.org\nTo: jane@example.com\n");
            mail.append("Message-ID: <b").append(i).append("@example.org>\n");
            mail.append("Date: Tue, 5 Mar 2019 10:11:12 +0100\nSubject: number ").append(i);
            mail.append("\nX-Mailer: bench\n\n");
            while (mail.length() < sizeBytes) {
                mail.append("line ").append(random.nextLong()).append(" of some words\n");
            }
            wireBytes += mail.length() + mail.chars().filter(c -> c == '\n').count();
            Path cur = root.resolve(folders.get(i % folders.size())).resolve("cur");
            Files.writeString(cur.resolve(i + ".M1.host:2,S"), mail);
        }
        return root;
    }
}
