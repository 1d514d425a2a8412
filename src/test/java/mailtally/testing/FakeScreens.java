package mailtally.testing;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import mailtally.journey.Step;
import mailtally.journey.View;
import mailtally.journey.View.Block;
import mailtally.journey.View.Button;
import mailtally.journey.View.Fact;
import mailtally.journey.View.Kind;
import mailtally.journey.View.Standing;

/// The screen of each step, with the words of a move that goes well.
final class FakeScreens {
    private static final Instant READ = Instant.parse("2026-11-25T14:40:00Z");

    private FakeScreens() {}

    static View.Screen at(Step step) {
        return switch (step) {
            case ACCOUNT ->
                    screen(
                            step,
                            "Its mail is tallied, message by message, before anything is removed.",
                            new Button("choose", "Choose this account"),
                            List.of(),
                            "Next: what the move needs.",
                            line(
                                    Standing.PLAIN,
                                    "Nothing is read yet. Nothing changes before you press a button"
                                            + " that says so."),
                            new Block.Choice(
                                    "account",
                                    "Accounts",
                                    List.of(
                                            new View.Option(
                                                    "jane",
                                                    "jane@example.com",
                                                    "IMAP: the server has the mail, this Mac a"
                                                            + " copy, mail.example.com, 48,210"
                                                            + " messages, 21.8 GB"),
                                            new View.Option(
                                                    "bob",
                                                    "bob@example.com",
                                                    "POP: this Mac has the mail, the server may"
                                                            + " hold nothing, pop.example.com,"
                                                            + " 11,890 messages, 3.2 GB")),
                                    "jane"),
                            new Block.Facts(
                                    "jane@example.com",
                                    List.of(
                                            new Fact(
                                                    Standing.STOPS,
                                                    "At risk",
                                                    "312 in Sent only on this Mac"))));
            case READY ->
                    screen(
                            step,
                            "What is missing now would stop the move later.",
                            new Button("ready", "Use this order and sign in"),
                            List.of(new Button("another", "Choose another account")),
                            "Next: is every message on the server? In all about 80 minutes with a"
                                    + " quick server, 12 hours with a slow one.",
                            new Block.Facts(
                                    "This Mac",
                                    List.of(
                                            new Fact(Standing.PROVEN, "macOS", "15.6.1"),
                                            new Fact(
                                                    Standing.PROVEN,
                                                    "Access",
                                                    "The mail folder can be read."),
                                            new Fact(
                                                    Standing.PROVEN,
                                                    "Space",
                                                    "needs 24 GB, 210 GB free"),
                                            new Fact(
                                                    Standing.UNKNOWN,
                                                    "You",
                                                    "Your role was not seen."))),
                            new Block.Field(
                                    "server",
                                    "The mailbox that jane@example.com is on",
                                    Kind.TEXT,
                                    "imaps://jane%40example.com@mail.example.com",
                                    "imaps:// for IMAP."),
                            new Block.Field(
                                    "password",
                                    "Its password",
                                    Kind.SECRET,
                                    "",
                                    "Leave it empty where the Keychain has it."),
                            new Block.Choice(
                                    "order",
                                    "Order",
                                    List.of(
                                            new View.Option(
                                                    "side",
                                                    "Side by side",
                                                    "Advised: the old account stays until the new"
                                                            + " mailbox is proven."),
                                            new View.Option(
                                                    "switch",
                                                    "Switch",
                                                    "The old account goes first.")),
                                    "side"),
                            new Block.Field(
                                    "backups",
                                    "Folder for backups",
                                    Kind.FOLDER,
                                    "/Volumes/Backup/Mailtally backups",
                                    "Another disk is better: this Mac's own is lost with the Mac."),
                            new Block.Field(
                                    "othersettled",
                                    "Each of them was tallied by itself",
                                    Kind.TICK,
                                    "",
                                    "Only where there are other Macs."),
                            new Block.CopyText(
                                    "For your administrator",
                                    "The mail of jane@example.com (mail.example.com) is about to"
                                            + " move to Exchange. Do not empty or switch off"
                                            + " the old mailbox before I tell you.\n"));
            case CHECK ->
                    screen(
                            step,
                            "What only this Mac has is gone when the account goes. Each message is"
                                    + " compared whole.",
                            new Button("pass-check", "See where 25 go"),
                            List.of(new Button("check", "Check again")),
                            "Next: what may be put there. 1 minute.",
                            line(
                                    Standing.STOPS,
                                    "48,185 of 48,210 are on the server. 25 are left."),
                            new Block.Causes(List.of(onlyHere(25))));
            case PUT ->
                    screen(
                            step,
                            "Nothing on the server is changed or removed; what is missing is added,"
                                    + " and read back.",
                            new Button("put", "Put 25 messages on the server"),
                            List.of(new Button("pass-put", "Leave them where they are")),
                            "Next: the backup.",
                            new Block.Facts(
                                    "Dates and flags are kept",
                                    List.of(
                                            new Fact(Standing.PLAIN, "Sent", "19"),
                                            new Fact(Standing.PLAIN, "2014", "6 (new folder)"))));
            case BACKUP ->
                    screen(
                            step,
                            "If all else goes wrong, this is your mail.",
                            new Button("backup", "Back up 48,210 messages"),
                            List.of(),
                            "Next: the new mailbox.",
                            line(Standing.PROVEN, "25 of 25 read back and compared."),
                            line(
                                    Standing.APPROVED,
                                    "It goes to this Mac's own disk, which is lost with the Mac."),
                            new Block.Field(
                                    "others",
                                    "Also the 2 rows beside it, in case the wrong one is removed",
                                    Kind.TICK,
                                    "yes",
                                    ""));
            case ARRIVED ->
                    screen(
                            step,
                            "The old account stays until the new mailbox has each message.",
                            new Button("arrived", "Check 48,210 arrivals"),
                            List.of(
                                    new Button(
                                            "move-there",
                                            "Move the messages there with Mailtally")),
                            "Next: is it safe to remove? 12 hours at 1.8 GB an hour.",
                            new Block.Field(
                                    "newmailbox",
                                    "The new mailbox",
                                    Kind.TEXT,
                                    "",
                                    "imaps://USER@HOST. Your administrator knows it."),
                            new Block.Field("newpassword", "Its password", Kind.SECRET, "", ""));
            case CLEAR ->
                    screen(
                            step,
                            "Only when each line stands may the account go.",
                            new Button("clear", "Clear this account until 15:42"),
                            List.of(new Button("count", "Take the last count")),
                            "Next: you remove the row, Mailtally looks.",
                            new Block.Conditions(conditions()),
                            line(
                                    Standing.PLAIN,
                                    "Calendars, contacts and notes of this account go with it."),
                            new Block.Field(
                                    "typed",
                                    "Type jane@example.com",
                                    Kind.TEXT,
                                    "",
                                    "Capitals do not matter. It may be pasted."));
            case REMOVE ->
                    screen(
                            step,
                            "Mailtally never clicks: you remove one row, and the others stay.",
                            new Button("open-accounts", "Open Internet Accounts"),
                            List.of(new Button("look-removed", "Look now")),
                            "The look starts by itself.",
                            new Block.Pane(
                                    List.of(
                                            new View.PaneRow("jane@example.com", "IMAP", true),
                                            new View.PaneRow("bob@example.com", "POP", false),
                                            new View.PaneRow("iCloud", "iCloud", false))),
                            line(
                                    Standing.PLAIN,
                                    "Select jane@example.com, press Delete Account, then OK. If"
                                            + " asked: from this Mac only."));
            case RESTART ->
                    screen(
                            step,
                            "Open Mailtally afterwards; it goes on here.",
                            new Button("look-restart", "Look at the restart"),
                            List.of(),
                            "Next: the new account.",
                            line(
                                    Standing.PROVEN,
                                    "Gone: jane@example.com (IMAP). Untouched: 3 accounts, On My"
                                            + " Mac 2,204. Server still lists 48,210 of 48,210."),
                            line(Standing.UNKNOWN, "Removed 15:04. Started: not seen yet."));
            case NEW_ACCOUNT ->
                    screen(
                            step,
                            "The last look: the new account, on this Mac.",
                            new Button("look-new", "Look at the new account"),
                            List.of(),
                            "Next: the report.",
                            line(Standing.PROVEN, "Removed 15:04, started 15:20."));
            case FINISHED ->
                    screen(
                            step,
                            "One proof of the move, for you and for whoever asks.",
                            new Button("report", "Save the report"),
                            List.of(new Button("undo-remove", "Remove the undo copy")),
                            "",
                            new Block.Facts(
                                    "What happened",
                                    List.of(
                                            new Fact(
                                                    Standing.PROVEN,
                                                    "25 November, 14:05",
                                                    "A second reader found 48,210 of 48,210."))),
                            new Block.Field(
                                    "folder",
                                    "Folder for the report",
                                    Kind.FOLDER,
                                    "/Volumes/Backup",
                                    ""));
        };
    }

    /// A cause with this many messages.
    static View.Cause onlyHere(long count) {
        return new View.Cause(
                "only-here",
                "only on this Mac",
                count,
                count * 124_000,
                Optional.of(Instant.parse("2014-02-04T09:12:00Z")),
                Optional.of(Instant.parse("2026-11-20T09:12:00Z")),
                "They can be put on the server.",
                "",
                false,
                "It needs a verified backup first.",
                false);
    }

    /// The same once a verified backup holds them.
    static View.Cause approvable(long count) {
        View.Cause cause = onlyHere(count);
        return new View.Cause(
                cause.id(),
                cause.title(),
                count,
                cause.bytes(),
                cause.oldest(),
                cause.newest(),
                cause.helps(),
                "",
                true,
                "",
                false);
    }

    private static List<View.Condition> conditions() {
        return List.of(
                proven("Library read whole", "48,210 messages in 61 folders, none withheld."),
                proven("Each message safe on the server", "48,210 of 48,210."),
                proven("Backup sealed and read again", "A second reader found 48,210 of 48,210."),
                proven("Nothing lost since", "The last count is 2 minutes old."),
                proven("Mail closed", "Mail is closed. Outbox, Send Later, waiting actions: 0."),
                proven("This row alone", "One row has this address, this host and this count."),
                proven("New mailbox whole and working", "48,210 of 48,210, 312 rewritten."),
                new View.Condition(
                        Standing.APPROVED,
                        "Other Macs",
                        "none",
                        Optional.of(READ),
                        "Jane, 14:02: this is my only Mac",
                        ""),
                proven("Undo copy", "Made before the last count."));
    }

    /// The conditions with the one of Mail's stopping.
    static List<View.Condition> mailOpen() {
        return conditions().stream()
                .map(
                        c ->
                                c.word().equals("Mail closed")
                                        ? new View.Condition(
                                                Standing.STOPS,
                                                "Mail is open",
                                                "Mail runs since 14:31.",
                                                Optional.of(READ),
                                                "",
                                                "Quit it with Command-Q; Mailtally never does.")
                                        : c)
                .toList();
    }

    private static View.Condition proven(String word, String evidence) {
        return new View.Condition(Standing.PROVEN, word, evidence, Optional.of(READ), "", "");
    }

    private static Block line(Standing standing, String text) {
        return new Block.Line(standing, text);
    }

    private static View.Screen screen(
            Step step,
            String why,
            Button primary,
            List<Button> links,
            String next,
            Block... evidence) {
        String question =
                step == Step.PUT ? "May 25 messages go onto the server?" : step.question();
        return new View.Screen(
                step, question, why, List.of(evidence), Optional.of(primary), links, next);
    }
}
