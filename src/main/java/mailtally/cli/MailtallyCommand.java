package mailtally.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// The program itself; without a verb it shows what there is.
@Command(
        name = "mailtally",
        header = "Know that no mail is lost before an account is removed.",
        description = {
            "",
            "A place that holds mail is written as",
            "  apple:                       everything in this Mac's Apple Mail",
            "  apple:jane@example.com       one account of it; /Folder may follow",
            "  apple:\"On My Mac\"            the mail that is in no account",
            "  imaps://USER@HOST[/Folder]   a mailbox on an IMAP server; imap:// with STARTTLS",
            "  pop3s://USER@HOST            a mailbox on a POP3 server; pop3:// with STLS",
            "  PATH                         a backup, an .mbox package, an mbox file,",
            "                               a Maildir, a folder of .eml files",
            ""
        },
        commandListHeading = "%nVerbs:%n",
        optionListHeading = "%nOptions:%n",
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:All proven, or done",
            "1:Not proven",
            "2:Wrong usage",
            "3:Something could not be reached or read",
            "4:Refused by the gate",
            "5:Stopped by the user, or a question was answered with no",
            "70:A defect of ours"
        },
        subcommands = {
            AccountsCommand.class,
            CheckCommand.class,
            CopyCommand.class,
            BackupCommand.class,
            VerifyCommand.class,
            ClearCommand.class,
            RemoveCommand.class,
            SetupCommand.class,
            MoveCommand.class,
            ServeCommand.class,
            DemoCommand.class,
        })
final class MailtallyCommand implements Runnable {
    @Spec private CommandSpec spec;

    @Option(
            names = {"-V", "--version"},
            description = "Show the version")
    @SuppressWarnings("UnusedVariable") // picocli acts on it
    private boolean version;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help")
    @SuppressWarnings("UnusedVariable") // picocli acts on it
    private boolean help;

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }
}
