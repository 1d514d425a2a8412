package mailtally.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import mailtally.demo.DemoLibrary;
import mailtally.demo.DemoServer;
import mailtally.report.Plain;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Shows the program on made-up mail: the same commands a user types, one after the other.
@Command(
        name = "demo",
        header = "A look at everything, on made-up mail. Nothing of yours is read or changed.",
        sortOptions = false)
final class DemoCommand extends Verb {
    private static final long SEED = 2026;
    private static final int TRIES = 20;

    @Option(
            names = "--keep",
            paramLabel = "DIR",
            description = "Make everything in this new folder and leave it there")
    private Path keep;

    @Option(
            names = "--web",
            description = "The whole move as a page, on made-up mail and a made-up Mac")
    private boolean web;

    @Option(
            names = "--no-browser",
            description = "With --web: only print the address; open no browser")
    private boolean noBrowser;

    DemoCommand(Console console) {
        super(console);
    }

    @Override
    public Integer call() throws Exception {
        if (keep != null && Files.exists(keep)) {
            throw new IOException(
                    keep + " is there already. Nothing was changed. Name a new folder.");
        }
        Path home =
                keep == null
                        ? Files.createTempDirectory("mailtally-demo-")
                        : Files.createDirectories(keep).toAbsolutePath();
        if (keep == null) {
            AtStop.set(() -> removedAtStop(home));
        }
        try {
            if (web) {
                new DemoPage(console(), noBrowser).show(DemoLibrary.writeWhole(home, SEED));
                return ExitStatus.PROVEN;
            }
            return show(home) ? ExitStatus.PROVEN : ExitStatus.DEFECT;
        } finally {
            AtStop.clear();
            if (keep == null) {
                remove(home);
            }
        }
    }

    private boolean show(Path home) throws IOException {
        DemoLibrary library = DemoLibrary.write(home, SEED);
        try (DemoServer server = DemoServer.start(library)) {
            boolean asToBe = new DemoStory(console(), library, server).tell();
            console()
                    .out()
                    .println(
                            keep == null
                                    ? "All of it was made up, and is removed again. --keep DIR"
                                            + " leaves it there."
                                    : "All of it was made up, and lies in "
                                            + Plain.text(home.toString())
                                            + ". The server is gone.");
            return asToBe;
        }
    }

    /// What is still written while it is removed makes it fail: then it is tried again.
    private static String removedAtStop(Path home) {
        for (int i = 0; i < TRIES; i++) {
            try {
                remove(home);
                return "Stopped. All of it was made up, and is removed again.";
            } catch (IOException e) {
                // something is still written into it
            }
        }
        return "Stopped. All of it was made up. Some of it is left in "
                + Plain.text(home.toString())
                + ", and can be removed.";
    }

    private static void remove(Path home) throws IOException {
        try (Stream<Path> tree = Files.walk(home)) {
            for (Path path : (Iterable<Path>) tree.sorted(Comparator.reverseOrder())::iterator) {
                Files.deleteIfExists(path);
            }
        }
    }
}
