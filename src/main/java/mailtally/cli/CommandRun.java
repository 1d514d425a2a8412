package mailtally.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import mailtally.ledger.Ledger;
import mailtally.report.Plain;
import mailtally.report.ReportJson;
import mailtally.report.Version;
import mailtally.store.AddressException;
import mailtally.store.StoreUnavailableException;
import picocli.CommandLine;
import picocli.CommandLine.Model.UsageMessageSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import tools.jackson.core.JsonGenerator;

/// One run of one command: parses, runs, and turns what went wrong into a sentence and a status.
final class CommandRun {
    private static final String DEFECT =
            "Mailtally has a defect and stopped. Your mail was not changed. Report what stands"
                    + " below.";

    private CommandRun() {}

    /// Runs the command that the arguments name.
    ///
    /// @return the exit status
    static int run(String[] args, PrintStream out, PrintStream err) {
        if (args.length == 1 && (args[0].equals("--version") || args[0].equals("-V"))) {
            out.println("mailtally " + Version.text());
            return ExitStatus.PROVEN;
        }
        Console console = new Console(out, err);
        CommandLine line = new CommandLine(new MailtallyCommand(), new CommandFactory(console));
        line.setOut(new PrintWriter(out, true, StandardCharsets.UTF_8));
        line.setErr(new PrintWriter(err, true, StandardCharsets.UTF_8));
        line.getSubcommands().values().forEach(CommandRun::listExitStatus);
        line.setExecutionStrategy(
                parsed -> {
                    refuseWhatDoesNotFit(parsed);
                    return new CommandLine.RunLast().execute(parsed);
                });
        line.setExecutionExceptionHandler(
                (failure, command, parsed) -> failed(failure, command, console));
        line.setParameterExceptionHandler(
                (wrong, _) -> {
                    err.println(Plain.text(wrong.getMessage()));
                    err.println("See 'mailtally " + verb(wrong.getCommandLine()) + "--help'.");
                    if (List.of(args).contains("--json")) {
                        String command = wrong.getCommandLine().getCommandName();
                        failedJson(command, wrong.getMessage(), out);
                    }
                    return ExitStatus.USAGE;
                });
        return line.execute(args);
    }

    /// Says that the user stopped the run.
    ///
    /// @param sentence what became of what was done
    /// @param answered true if something of the answer was printed already; then nothing is added
    ///     to it
    static void stopped(
            String[] args, String sentence, PrintStream out, PrintStream err, boolean answered) {
        err.println(sentence);
        if (!answered && List.of(args).contains("--json")) {
            failedJson(args[0], sentence, out);
        }
    }

    private static void listExitStatus(CommandLine verb) {
        verb.getCommandSpec()
                .usageMessage()
                .exitCodeListHeading("%nExit status:%n")
                .exitCodeList(UsageMessageSpec.keyValuesMap(ExitStatus.HELP));
    }

    /// Options that are right alone can be wrong together.
    private static void refuseWhatDoesNotFit(ParseResult parsed) {
        if (parsed.hasSubcommand()) {
            CommandLine verb = parsed.subcommand().commandSpec().commandLine();
            options(verb)
                    .flatMap(common -> common.servers().problem())
                    .ifPresent(
                            problem -> {
                                throw new ParameterException(verb, problem);
                            });
        }
    }

    private static String verb(CommandLine line) {
        return line.getParent() == null ? "" : line.getCommandName() + " ";
    }

    /// Says that we have a defect.
    ///
    /// @return the exit status for it
    static int defect(Throwable failure, PrintStream err) {
        err.println(DEFECT);
        trace(failure, err);
        return ExitStatus.DEFECT;
    }

    private static int failed(Exception failure, CommandLine command, Console console) {
        Optional<String> ledger = Ledger.explain(failure);
        int status = ledger.isPresent() ? ExitStatus.UNAVAILABLE : status(failure);
        Optional<CommonOptions> options = options(command);
        String sentence = ledger.orElseGet(() -> sentence(failure, status));
        if (failure instanceof AddressException) {
            // The one message that is a list, made by us.
            sentence.lines().forEach(line -> complain(console, line));
        } else {
            complain(console, sentence);
        }
        if (options.isPresent() && options.get().json()) {
            failedJson(command.getCommandName(), sentence, console.out());
        }
        if (status == ExitStatus.DEFECT || options.filter(CommonOptions::verbose).isPresent()) {
            trace(failure, console.err());
        }
        return status;
    }

    private static void complain(Console console, String sentence) {
        console.err().println(Plain.folded(Plain.text(sentence), "  ", console.columns()));
    }

    private static int status(Exception failure) {
        return switch (failure) {
            case AddressException _ -> ExitStatus.USAGE;
            case StoreUnavailableException _ -> ExitStatus.UNAVAILABLE;
            case IOException _ -> ExitStatus.UNAVAILABLE;
            case UncheckedIOException _ -> ExitStatus.UNAVAILABLE;
            default -> ExitStatus.DEFECT;
        };
    }

    /// A trace may hold names from mail.
    private static void trace(Throwable failure, PrintStream err) {
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        text.toString().lines().forEach(line -> err.println(Plain.text(line.replace("\t", "  "))));
    }

    private static Optional<CommonOptions> options(CommandLine command) {
        return List.copyOf(command.getMixins().values()).stream()
                .filter(CommonOptions.class::isInstance)
                .map(CommonOptions.class::cast)
                .findFirst();
    }

    private static String sentence(Exception failure, int status) {
        if (status != ExitStatus.DEFECT) {
            return failure.getMessage() == null ? failure.toString() : failure.getMessage();
        }
        return DEFECT;
    }

    private static void failedJson(String command, String error, PrintStream out) {
        try (JsonGenerator json = ReportJson.generator(out)) {
            json.writeStartObject();
            json.writeStringProperty("command", command);
            json.writeStringProperty("version", Version.text());
            json.writeStringProperty("verdict", "FAILED");
            json.writeStringProperty("error", error);
            json.writeEndObject();
        }
        out.println();
    }
}
