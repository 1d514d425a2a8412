package mailtally.journey;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import mailtally.journey.View.Block;
import mailtally.journey.View.Fact;
import mailtally.journey.View.Kind;
import mailtally.journey.View.Standing;

/// Is everything ready?
final class ReadyScreen {
    /// The backup, and as much again for the undo copy where the disk cannot clone.
    private static final double SPACE = 1.1;

    private static final double SLOW_BYTES_PER_SECOND = 1.8e9 / 3600;
    private static final double QUICK_BYTES_PER_SECOND = 18e6;

    private final Desk desk;
    private final MoveState state;

    ReadyScreen(Desk desk, MoveState state) {
        this.desk = desk;
        this.state = state;
    }

    View.Screen make() {
        MoveEvent.Begun account = state.begun().orElseThrow();
        long bytes =
                desk.surveyed().stream()
                        .filter(s -> s.id().equals(account.id()))
                        .mapToLong(Desk.Surveyed::bytes)
                        .sum();
        Path backups =
                desk.door()
                        .backups()
                        .orElse(Path.of(System.getProperty("user.home"), "Mailtally backups"));
        List<Block> evidence = new ArrayList<>();
        evidence.add(new Block.Facts("This Mac", mac(bytes, backups)));
        evidence.add(
                new Block.Field(
                        "server",
                        "The mailbox that " + account.address() + " is on",
                        Kind.TEXT,
                        desk.door().serverOf(account.address()).orElse(serverAddress(account)),
                        "imaps:// for IMAP. pop3s:// can be read too, but nothing can be put there."));
        evidence.add(
                new Block.Field(
                        "password",
                        "Its password",
                        Kind.SECRET,
                        "",
                        "Leave it empty where the Keychain has it. It stays in memory until Mailtally"
                                + " ends."));
        evidence.add(
                new Block.Choice(
                        "order",
                        "Order",
                        List.of(
                                new View.Option(
                                        "side",
                                        "Side by side",
                                        "Advised: the old account stays until the new mailbox is"
                                                + " proven."),
                                new View.Option(
                                        "switch",
                                        "Switch",
                                        "The old account goes first. Where your administrator moves"
                                                + " the mailbox in between.")),
                        "side"));
        evidence.add(
                new Block.Field(
                        "backups",
                        "Folder for backups",
                        Kind.FOLDER,
                        backups.toString(),
                        "Another disk is better: this Mac's own is lost with the Mac."));
        evidence.add(
                new Block.Field(
                        "othermacs",
                        "Other Macs with this account",
                        Kind.TEXT,
                        "none",
                        "none, or their names. Removing the account here can remove it there."));
        evidence.add(
                new Block.Field(
                        "othersettled",
                        "Each of them was tallied by itself",
                        Kind.TICK,
                        "",
                        "Only where there are other Macs."));
        evidence.add(
                new Block.Field(
                        "name",
                        "Your name",
                        Kind.TEXT,
                        desk.door().user(),
                        "It stands beside what you approve."));
        evidence.add(new Block.CopyText("For your administrator", administrator(account)));
        return new View.Screen(
                Step.READY,
                Step.READY.question(),
                "What is missing now would stop the move later.",
                evidence,
                Optional.of(new View.Button("ready", "Use this order and sign in")),
                List.of(new View.Button("another", "Choose another account")),
                "Next: is every message on the server? "
                        + "In all about "
                        + Words.duration(seconds(bytes / QUICK_BYTES_PER_SECOND * 4))
                        + " with a quick server, "
                        + Words.duration(seconds(bytes / SLOW_BYTES_PER_SECOND))
                        + " with a slow one.");
    }

    private static Duration seconds(double seconds) {
        return Duration.ofSeconds(Math.round(Math.max(seconds, 60)));
    }

    private List<Fact> mac(long bytes, Path backups) {
        List<Fact> facts = new ArrayList<>();
        Optional<String> version = desk.door().host().macOsVersion();
        facts.add(
                version.map(v -> new Fact(Standing.PLAIN, "macOS", v))
                        .orElseGet(
                                () ->
                                        new Fact(
                                                Standing.UNKNOWN,
                                                "macOS",
                                                "This is no Mac. Check and backup work here;"
                                                        + " clearing and removing need the Mac.")));
        boolean readable = desk.door().host().mayRead(desk.stores().library());
        facts.add(
                new Fact(
                        readable ? Standing.PROVEN : Standing.STOPS,
                        "Access",
                        readable
                                ? "The mail folder can be read."
                                : "macOS withholds the mail folder. 0 proves nothing. Give Full Disk"
                                        + " Access to the program that you started."));
        facts.add(space(bytes, backups));
        facts.add(
                desk.door()
                        .host()
                        .administrator()
                        .map(
                                yes ->
                                        new Fact(
                                                Standing.PLAIN,
                                                "You",
                                                yes
                                                        ? "You may administer this Mac."
                                                        : "You do not administer this Mac. Removing"
                                                                + " an account may ask for who"
                                                                + " does."))
                        .orElse(new Fact(Standing.UNKNOWN, "You", "Your role was not seen.")));
        return facts;
    }

    private static Fact space(long bytes, Path backups) {
        long needs = Math.round(bytes * SPACE * 2);
        try {
            Path there = backups;
            while (!Files.exists(there)) {
                there = there.getParent();
            }
            long free = Files.getFileStore(there).getUsableSpace();
            return new Fact(
                    free > needs ? Standing.PROVEN : Standing.STOPS,
                    "Space",
                    "needs " + Words.size(needs) + ", " + Words.size(free) + " free");
        } catch (IOException e) {
            return new Fact(Standing.UNKNOWN, "Space", "needs " + Words.size(needs));
        }
    }

    /// The new mailbox as it was said, or as the door knows it.
    static String newMailbox(Desk desk, MoveState state) {
        return state.readied()
                .map(MoveEvent.Readied::newMailbox)
                .filter(said -> !said.isEmpty())
                .or(() -> state.begun().flatMap(b -> desk.door().newMailboxOf(b.address())))
                .orElse("");
    }

    private static String serverAddress(MoveEvent.Begun account) {
        String user = account.user().isEmpty() ? account.address() : account.user();
        String host = account.host().isEmpty() ? "secure.emailsrvr.com" : account.host();
        return "imaps://" + user.replace("@", "%40") + "@" + host;
    }

    private static String administrator(MoveEvent.Begun account) {
        return "The mail of "
                + account.address()
                + " ("
                + (account.host().isEmpty() ? "the old server" : account.host())
                + ") is about to move to Exchange. I check every message on my Mac before I remove"
                + " the old account there. What I need from you: the name of the new mailbox and when"
                + " it is there; that the old mailbox is not emptied and not switched off before I"
                + " tell you; whether a retention rule on either side removes mail; and when the mail"
                + " routing changes.";
    }
}
