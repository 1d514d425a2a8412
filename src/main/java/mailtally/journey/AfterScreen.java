package mailtally.journey;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import mailtally.journey.View.Block;
import mailtally.journey.View.Kind;
import mailtally.journey.View.Standing;

/// After the removal: the restart, the new account, and the report.
final class AfterScreen {
    private final Desk desk;
    private final MoveState state;

    AfterScreen(Desk desk, MoveState state) {
        this.desk = desk;
        this.state = state;
    }

    View.Screen restart() {
        List<Block> evidence = new ArrayList<>();
        state.last(MoveEvent.Removed.class)
                .ifPresent(
                        removed -> {
                            evidence.add(new Block.Line(Standing.PROVEN, removed.event().seen()));
                            evidence.add(
                                    new Block.Line(
                                            Standing.UNKNOWN,
                                            "Removed "
                                                    + desk.clock(removed.event().at())
                                                    + booted()));
                        });
        return new View.Screen(
                Step.RESTART,
                Step.RESTART.question(),
                "Mail forgets the old account for good. Open Mailtally afterwards; it goes on here.",
                evidence,
                Optional.of(new View.Button("look-restart", "Look whether it was restarted")),
                List.of(new View.Button("pass-restart", "Go on without a restart")),
                state.sideBySide() ? "Next: the new account." : "Next: the migration.");
    }

    private String booted() {
        return desk.door()
                .host()
                .bootTime()
                .map(at -> ", started " + desk.clock(at) + ".")
                .orElse(". When this Mac was started cannot be seen.");
    }

    View.Screen newAccount() {
        NewMailboxBlocks mailbox = new NewMailboxBlocks(desk, state);
        List<Block> evidence = new ArrayList<>();
        List<View.Button> links = new ArrayList<>();
        boolean proven = true;
        if (!state.sideBySide()) {
            Optional<MoveEvent.Compared> compared = mailbox.compared();
            if (compared.isEmpty()) {
                evidence.add(
                        new Block.Line(
                                Standing.PLAIN,
                                "Your administrator moves the mailbox. Nothing to do here until"
                                        + " then."));
            }
            evidence.addAll(mailbox.fields(""));
            proven = compared.isPresent();
            compared.ifPresent(c -> evidence.addAll(CheckScreen.result(desk, c, "new mailbox")));
            links.add(new View.Button("move-there", "Move what is left with Mailtally"));
            if (proven) {
                links.add(new View.Button("arrived", "Check again"));
            }
        }
        boolean works = mailbox.works();
        evidence.add(
                mailbox.line(
                        "Add the new account: System Settings, Internet Accounts, Add Account,"
                                + " Microsoft Exchange. Open Mail and let it fetch."));
        links.add(new View.Button("open-accounts", "Open Internet Accounts"));
        View.Button primary =
                !proven
                        ? new View.Button("arrived", "Check the arrivals against the backup")
                        : works && state.newer(MoveEvent.Looked.class, MoveEvent.Removed.class)
                                ? new View.Button("pass-new", "Go on to the report")
                                : new View.Button("look-new", "Look at the new account");
        if (proven && !works) {
            links.add(new View.Button("pass-new", "Go on to the report without it"));
        }
        return new View.Screen(
                Step.NEW_ACCOUNT,
                Step.NEW_ACCOUNT.question(),
                state.sideBySide()
                        ? "The old account is gone; the new one must go on working without it."
                        : "What arrived is compared with the backup, message by message.",
                evidence,
                Optional.of(primary),
                links,
                "Next: the report.");
    }

    View.Screen finished() {
        List<Block> evidence = new ArrayList<>();
        List<View.Fact> facts = new ArrayList<>();
        for (MoveState.Dated<MoveEvent> dated : state.events()) {
            if (!(dated.event() instanceof MoveEvent.Passed)) {
                facts.add(
                        new View.Fact(
                                Standing.PLAIN,
                                Words.day(dated.at(), desk.door().zone()),
                                dated.event().what()));
            }
        }
        evidence.add(new Block.Facts("What happened", facts));
        state.last(MoveEvent.BackedUp.class)
                .ifPresent(
                        backup ->
                                evidence.add(
                                        new Block.Line(
                                                Standing.PLAIN,
                                                "The backup lies in "
                                                        + backup.event().bag()
                                                        + ". There, sha256sum -c manifest-sha256.txt"
                                                        + " verifies it without Mailtally.")));
        evidence.add(
                new Block.Line(
                        Standing.PLAIN,
                        "Full Disk Access can go back: System Settings, Privacy & Security, Full Disk"
                                + " Access, switch Mailtally's program off."));
        evidence.add(
                new Block.Field(
                        "folder",
                        "Folder for the report",
                        Kind.FOLDER,
                        state.readied().map(MoveEvent.Readied::backups).orElse(""),
                        ""));
        state.last(MoveEvent.Reported.class)
                .ifPresent(
                        r ->
                                evidence.add(
                                        new Block.Line(
                                                Standing.PROVEN,
                                                "The report lies in " + r.event().place() + ".")));
        List<View.Button> links = new ArrayList<>();
        if (!UndoCopies.of(state).isEmpty()) {
            links.add(new View.Button("undo-remove", "Remove the undo copy"));
        }
        return new View.Screen(
                Step.FINISHED,
                Step.FINISHED.question(),
                "One proof of the move, for you and for whoever asks.",
                evidence,
                Optional.of(new View.Button("report", "Save the report")),
                links,
                "");
    }
}
