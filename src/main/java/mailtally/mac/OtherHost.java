package mailtally.mac;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// A computer that is no Mac: Linux, as far as it concerns us.
final class OtherHost implements Host {
    private static final Path STATISTICS = Path.of("/proc/stat");
    private static final Pattern BOOT_TIME = Pattern.compile("btime ([0-9]{1,11})");

    /// `xdg-open` may stay for as long as the browser does.
    private static final Duration STARTING = Duration.ofSeconds(3);

    private final Commands commands;

    OtherHost(Commands commands) {
        this.commands = commands;
    }

    @Override
    public Optional<String> macOsVersion() {
        return Optional.empty();
    }

    @Override
    public Optional<Instant> bootTime() {
        try (Stream<String> lines = Files.lines(STATISTICS, StandardCharsets.ISO_8859_1)) {
            return lines.map(BOOT_TIME::matcher)
                    .filter(Matcher::matches)
                    .map(m -> Instant.ofEpochSecond(Long.parseLong(m.group(1))))
                    .findFirst();
        } catch (IOException | java.io.UncheckedIOException e) {
            return Optional.empty();
        }
    }

    @Override
    public Optional<Boolean> mailRuns() {
        return Optional.empty();
    }

    @Override
    public Optional<Boolean> administrator() {
        return Optional.empty();
    }

    @Override
    public boolean mayRead(Path folder) {
        return ListingProbe.canList(folder, commands.patience());
    }

    @Override
    public boolean open(Pane pane) {
        return false;
    }

    @Override
    public boolean browse(String address) {
        if (!WebAddress.mayBeOpened(address)) {
            return false;
        }
        Optional<Process> opening = commands.launch("xdg-open", address);
        if (opening.isEmpty()) {
            return false;
        }
        try {
            boolean ended = opening.get().waitFor(STARTING.toMillis(), TimeUnit.MILLISECONDS);
            return !ended || opening.get().exitValue() == 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public boolean offer(Path profile) {
        return false;
    }

    @Override
    public Optional<Boolean> sound(Path propertyList) {
        return Optional.empty();
    }

    @Override
    public void notify(String text) {
        // There is no notification centre.
    }

    @Override
    public Awake keepAwake() {
        return () -> {};
    }

    @Override
    public void cloneTree(Path from, Path to) throws IOException {
        new TreeCopy(commands, List.of(List.of("-a", "--reflink=auto", "-T", "--"))).copy(from, to);
    }
}
