package mailtally.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import mailtally.demo.DemoDamage;
import mailtally.demo.DemoLibrary;
import mailtally.message.HeaderText;
import mailtally.report.Plain;
import mailtally.report.ReportText;
import mailtally.tally.Bucket;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Shows the program on made-up mail: the same commands a user types, one after the other.
@Command(
        name = "demo",
        header = "A look at everything, on made-up mail. Nothing of yours is read or changed.",
        sortOptions = false)
final class DemoCommand extends Verb {
    private static final long SEED = 2026;
    private static final int SUBJECT_CHARACTERS = 200;
    private static final String ACCOUNT = "jane@example.com";

    @Option(
            names = "--keep",
            paramLabel = "DIR",
            description = "Make everything in this new folder and leave it there")
    private Path keep;

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
        try {
            return show(home) ? ExitStatus.PROVEN : ExitStatus.DEFECT;
        } finally {
            if (keep == null) {
                remove(home);
            }
        }
    }

    private boolean show(Path home) throws IOException {
        PrintStream out = console().out();
        DemoLibrary library = DemoLibrary.write(home, SEED);
        Path backups = Files.createDirectories(home.resolve("Backups"));
        out.println(
                "Made-up mail: " + library.messages().size() + " messages of every kind, some of");
        out.println("them damaged on purpose. Nothing of yours is read or changed.");

        title(1, "Which accounts are on this Mac, and what is at risk?");
        int accounts = run(library, out, "accounts");

        title(2, "Back up one account. What is not whole is named, the rest is sealed.");
        int backup = run(library, out, "backup", "apple:" + ACCOUNT, "--to", backups.toString());
        Path bag = only(backups);

        title(3, "Is the backup as it was sealed? A second reader looks at every byte.");
        int verified = run(library, out, "verify", bag.toString());

        title(4, "Is every message of the account in the backup?");
        int checked = run(library, out, "check", "apple:" + ACCOUNT, bag.toString());

        title(5, "A copy of the backup, with one bit turned. Does anyone notice?");
        Path copy = Files.createDirectories(home.resolve("Damaged")).resolve(bag.getFileName());
        copy(bag, copy);
        Path proof = bag.resolveSibling(bag.getFileName() + ".proof.json");
        Files.copy(proof, copy.resolveSibling(proof.getFileName()));
        DemoDamage damage = DemoDamage.flipOneBit(copy);
        out.println(
                "Bit "
                        + damage.bit()
                        + " of byte "
                        + damage.offset()
                        + " in "
                        + Plain.text(damage.packageFile())
                        + " was turned.");
        out.println();
        int noticed = run(library, out, "verify", copy.toString());
        JsonNode found = json(library, "verify", copy.toString());
        boolean named = named(found, damage);

        out.println();
        out.println("---- What you saw");
        out.println();
        out.println("                               found     proven       left");
        row(
                "the Mac, against its backup",
                json(library, "check", "apple:" + ACCOUNT, bag.toString()));
        row("the backup, read again", json(library, "verify", bag.toString()));
        row("the copy with one bit turned", found);
        summary(home, named && noticed == ExitStatus.NOT_PROVEN);
        return accounts == ExitStatus.PROVEN
                && backup == ExitStatus.NOT_PROVEN
                && verified == ExitStatus.PROVEN
                && checked == ExitStatus.NOT_PROVEN
                && noticed == ExitStatus.NOT_PROVEN
                && named;
    }

    private void row(String what, JsonNode report) {
        JsonNode counts = report.path("counts");
        long found = counts.path("found").asLong();
        long proven = 0;
        for (Bucket bucket : Bucket.values()) {
            proven += bucket.proven() ? counts.path(bucket.json()).asLong() : 0;
        }
        console()
                .out()
                .println(
                        String.format(
                                Locale.ROOT,
                                "  %-28s %5s      %5s      %5s",
                                what,
                                ReportText.number(found),
                                ReportText.number(proven),
                                ReportText.number(found - proven)));
    }

    private void summary(Path home, boolean noticed) {
        PrintStream out = console().out();
        out.println();
        out.println(
                "  Each message on the Mac has its place in the tally. What was never downloaded,");
        out.println(
                "  cut short or lost was named, not skipped: removing this account now would lose");
        out.println("  it, and a count of messages would not have told.");
        out.println(
                noticed
                        ? "  One turned bit among all these bytes was noticed, and its message named."
                        : "  One turned bit in a copy was NOT noticed. That is a defect of ours.");
        out.println("  Nothing in the mail library was changed.");
        out.println();
        out.println(
                keep == null
                        ? "All of it was made up, and is removed again. --keep DIR leaves it there."
                        : "All of it was made up, and lies in "
                                + Plain.text(home.toString())
                                + ".");
    }

    private void title(int step, String question) {
        console().out().println();
        console().out().println("---- " + step + ". " + question);
    }

    private int run(DemoLibrary library, PrintStream out, String... command) {
        List<String> typed = new ArrayList<>(List.of("mailtally"));
        for (String word : command) {
            typed.add(word.indexOf(' ') < 0 ? word : "'" + word + "'");
        }
        out.println("$ " + Plain.text(String.join(" ", typed)));
        out.println();
        return CommandRun.run(withFolders(library, command), out, console().err());
    }

    private String[] withFolders(DemoLibrary library, String... command) {
        List<String> all = new ArrayList<>(Arrays.asList(command));
        all.addAll(
                List.of(
                        "--quiet",
                        "--library",
                        library.library().toString(),
                        "--accounts",
                        library.accountsDatabase().toString(),
                        "--state",
                        library.home().resolve("State").toString()));
        return all.toArray(new String[0]);
    }

    /// Asks the program itself, as a script would.
    private JsonNode json(DemoLibrary library, String... command) {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        List<String> all = new ArrayList<>(List.of(command));
        all.add("--json");
        CommandRun.run(
                withFolders(library, all.toArray(new String[0])),
                new PrintStream(answer, true, StandardCharsets.UTF_8),
                console().err());
        return JsonMapper.shared().readTree(answer.toString(StandardCharsets.UTF_8));
    }

    /// True where exactly the damaged message is named.
    private static boolean named(JsonNode report, DemoDamage damage) {
        JsonNode exceptions = report.path("exceptions");
        String subject = HeaderText.decode(damage.subject(), SUBJECT_CHARACTERS);
        return exceptions.size() == 1
                && exceptions.get(0).path("folder").asString().equals(damage.folder())
                && exceptions.get(0).path("subject").asString().equals(subject);
    }

    private static Path only(Path backups) throws IOException {
        try (Stream<Path> inside = Files.list(backups)) {
            return inside.filter(Files::isDirectory)
                    .findFirst()
                    .orElseThrow(() -> new IOException("The backup was not made."));
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> tree = Files.walk(from)) {
            for (Path path : (Iterable<Path>) tree::iterator) {
                Files.copy(path, to.resolve(from.relativize(path).toString()));
            }
        }
    }

    private static void remove(Path home) throws IOException {
        try (Stream<Path> tree = Files.walk(home)) {
            for (Path path : (Iterable<Path>) tree.sorted(Comparator.reverseOrder())::iterator) {
                Files.deleteIfExists(path);
            }
        }
    }
}
