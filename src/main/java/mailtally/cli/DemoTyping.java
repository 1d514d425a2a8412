package mailtally.cli;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import mailtally.demo.DemoLibrary;
import mailtally.report.Plain;
import mailtally.report.ReportText;
import mailtally.tally.Bucket;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Types the demo's commands: each is shown as a user types it, and then runs on made-up mail.
final class DemoTyping {
    private static final int COLUMNS = 76;

    private final Console console;
    private final DemoLibrary library;
    private int step;

    DemoTyping(Console console, DemoLibrary library) {
        this.console = console;
        this.library = library;
    }

    /// A headline for what comes next.
    void title(String question) {
        step++;
        console.out().println();
        console.out().println(Plain.folded("---- " + step + ". " + question, "     ", COLUMNS));
    }

    /// Runs a command and answers its exit status.
    int run(String... command) {
        console.out().println(typed(command));
        console.out().println();
        return CommandRun.run(withFolders(command), console.out(), console.err());
    }

    /// The command as a shell takes it, on lines that a terminal has room for.
    static String typed(String... command) {
        StringBuilder lines = new StringBuilder("$ mailtally");
        int used = lines.length();
        for (String word : command) {
            String shown = Plain.text(word.indexOf(' ') < 0 ? word : "'" + word + "'");
            int wide = Plain.columns(shown) + 1;
            if (used + wide > COLUMNS) {
                lines.append(" \\").append(System.lineSeparator()).append("   ");
                used = 3;
            }
            lines.append(' ').append(shown);
            used += wide;
        }
        return lines.toString();
    }

    /// A few sentences of the storyteller's.
    void say(String text) {
        console.out().println();
        console.out().println(Plain.folded(text, "", COLUMNS));
    }

    /// Asks the program itself, as a script would.
    JsonNode json(String... command) {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        List<String> all = new ArrayList<>(List.of(command));
        all.add("--json");
        CommandRun.run(
                withFolders(all.toArray(new String[0])),
                new PrintStream(answer, true, StandardCharsets.UTF_8),
                console.err());
        return JsonMapper.shared().readTree(answer.toString(StandardCharsets.UTF_8));
    }

    /// A line of the table at the end.
    void row(String what, JsonNode report) {
        JsonNode counts = report.path("counts");
        long found = counts.path("found").asLong();
        long proven = 0;
        for (Bucket bucket : Bucket.values()) {
            proven += bucket.proven() ? counts.path(bucket.json()).asLong() : 0;
        }
        row(
                what,
                ReportText.number(found),
                ReportText.number(proven),
                ReportText.number(found - proven));
    }

    /// A line of the table at the end, or its head.
    void row(String what, String found, String proven, String left) {
        console.out()
                .println(
                        String.format(
                                Locale.ROOT,
                                "  %-38s %5s     %6s      %5s",
                                what,
                                found,
                                proven,
                                left));
    }

    private String[] withFolders(String... command) {
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
}
