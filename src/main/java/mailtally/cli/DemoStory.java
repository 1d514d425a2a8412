package mailtally.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import mailtally.demo.DemoDamage;
import mailtally.demo.DemoLibrary;
import mailtally.demo.DemoServer;
import mailtally.message.HeaderText;
import mailtally.report.Plain;
import tools.jackson.databind.JsonNode;

/// What the demo shows, step by step.
final class DemoStory {
    private static final int SUBJECT_CHARACTERS = 200;
    private static final String ACCOUNT = "apple:jane@example.com";
    private static final String SENT = ACCOUNT + "/Sent Messages";

    private final PrintStream out;
    private final DemoTyping typing;
    private final DemoLibrary library;
    private final String server;
    private final String password;
    private final String exchange;
    private final String newPassword;
    private boolean asToBe = true;

    DemoStory(Console console, DemoLibrary library, DemoServer server) {
        this.out = console.out();
        this.typing = new DemoTyping(console, library);
        this.library = library;
        this.server = server.address();
        this.password = server.passwordFile().toString();
        this.exchange = server.newAddress();
        this.newPassword = server.newPasswordFile().toString();
    }

    /// Tells it, and answers whether everything ended as it must.
    boolean tell() throws IOException {
        typing.say(
                "Made-up mail: "
                        + library.messages().size()
                        + " messages of every kind, some of them damaged on purpose, and a made-up"
                        + " server that only this computer reaches. Nothing of yours is read or"
                        + " changed.");
        typing.title("Which accounts are on this Mac, and what is at risk?");
        ends(ExitStatus.PROVEN, "accounts");
        JsonNode missing = onTheServer();
        List<JsonNode> there = onceMore();
        Path bag = backup();
        JsonNode arrived = arrived(bag);
        JsonNode damaged = damage(bag);
        summary(missing, there, bag, arrived, damaged);
        return asToBe;
    }

    /// What the Mac's own outgoing mail is on the server.
    private JsonNode onTheServer() {
        typing.title("Is everything that Jane sent on her server? What is not is named.");
        String[] check = {"check", SENT, server, "--target-password-file", password};
        ends(ExitStatus.NOT_PROVEN, check);
        return typing.json(check);
    }

    /// Puts the rest on the server, and asks again.
    ///
    /// @return what the server has of all that Jane sent, and of the whole account
    private List<JsonNode> onceMore() {
        typing.title("Put on the server what it lacks of the account.");
        String[] secret = {"--target-password-file", password};
        ends(ExitStatus.NOT_PROVEN, "copy", ACCOUNT, server, "--yes", secret[0], secret[1]);
        JsonNode account = typing.json("check", ACCOUNT, server, secret[0], secret[1]);
        typing.say(left(account));
        typing.title("The same question again. Is everything that Jane sent on her server?");
        String[] check = {"check", SENT, server, secret[0], secret[1]};
        ends(ExitStatus.PROVEN, check);
        return List.of(typing.json(check), account);
    }

    /// What is left after a copy, in words.
    private static String left(JsonNode account) {
        JsonNode counts = account.path("counts");
        return "What does this mean? Nothing was taken away. "
                + counts.path("partly").asLong()
                + " of these were put there, but this server changes them as it stores them:"
                + " pictures that were sent as raw bytes, and a subject in an old encoding. "
                + counts.path("missing").asLong()
                + " is cut short on the Mac, and "
                + counts.path("unreadable").asLong()
                + " cannot be read there. What is not whole is not put on a server. The backup that"
                + " comes next keeps all that the Mac has of them.";
    }

    private Path backup() throws IOException {
        Path backups = Files.createDirectories(library.home().resolve("Backups"));
        typing.title(
                "Back up the account. What was never downloaded comes from the server, what is"
                        + " damaged is named.");
        ends(
                ExitStatus.NOT_PROVEN,
                "backup",
                ACCOUNT,
                "--to",
                backups.toString(),
                "--complete-from",
                server,
                "--source-password-file",
                password);
        Path bag = only(backups);
        typing.title("Is the backup as it was sealed? A second reader looks at every byte.");
        ends(ExitStatus.PROVEN, "verify", bag.toString());
        typing.title("Is every message of the account in the backup?");
        ends(ExitStatus.NOT_PROVEN, "check", ACCOUNT, bag.toString());
        return bag;
    }

    /// The backup goes into a mailbox that makes mail anew.
    private JsonNode arrived(Path bag) {
        typing.title(
                "Put the backup into her new mailbox. Like Exchange it does not keep messages as"
                        + " they are, but makes them anew. Is everything there that somebody wrote,"
                        + " addressed or attached?");
        String[] secret = {"--target-password-file", newPassword};
        ends(
                ExitStatus.NOT_PROVEN,
                "copy",
                bag.toString(),
                exchange,
                "--yes",
                secret[0],
                secret[1]);
        return typing.json("check", bag.toString(), exchange, secret[0], secret[1]);
    }

    private JsonNode damage(Path bag) throws IOException {
        typing.title("A copy of the backup, with one bit turned. Does anyone notice?");
        Path copies = Files.createDirectories(library.home().resolve("Damaged"));
        Path copy = copies.resolve(bag.getFileName());
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
        ends(ExitStatus.NOT_PROVEN, "verify", copy.toString());
        JsonNode found = typing.json("verify", copy.toString());
        asToBe &= named(found, damage);
        return found;
    }

    private void summary(
            JsonNode missing, List<JsonNode> there, Path bag, JsonNode arrived, JsonNode damaged) {
        out.println();
        out.println("---- What you saw");
        out.println();
        typing.row("", "found", "proven", "left");
        typing.row("what Jane sent, on her server", missing);
        typing.row("the same, after the copy", there.getFirst());
        typing.row("the whole account, on her server", there.getLast());
        typing.row("the Mac, against its backup", typing.json("check", ACCOUNT, bag.toString()));
        typing.row("the backup, read again", typing.json("verify", bag.toString()));
        typing.row("the backup, in the new mailbox", arrived);
        typing.row("the copy with one bit turned", damaged);
        out.println();
        for (String line :
                List.of(
                        "Each message on the Mac has its place in the tally. What lived on the Mac",
                        "alone was named, put on the server, and found there again. What is cut",
                        "short, changed or lost was named, not skipped: a count of messages would",
                        "not have told. Attachments that were never downloaded came from the server",
                        "and are in the backup.")) {
            out.println("  " + line);
        }
        out.println(
                asToBe
                        ? "  One turned bit among all these bytes was noticed, and its message named."
                        : "  Something did NOT end as it must. That is a defect of ours.");
        out.println("  Nothing in the mail library was changed.");
        out.println();
    }

    private void ends(int status, String... command) {
        asToBe &= typing.run(command) == status;
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
}
