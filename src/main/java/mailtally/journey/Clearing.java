package mailtally.journey;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import mailtally.gate.Condition;
import mailtally.gate.Decision;
import mailtally.inventory.Progress;
import mailtally.store.AddressException;
import mailtally.store.StoreUnavailableException;
import mailtally.store.applemail.MailAccount;

/// The gate without a guide, for scripts: takes the last count of an account and says what stops
/// its removal. What it does is kept in the same file as the account's journey. Used by one thread.
public final class Clearing implements AutoCloseable {
    private static final String BY_COMMAND = "by command";
    private static final long POLL_MS = 2_000;

    private final Desk desk;
    private final Approving approving;

    /// What the caller says.
    ///
    /// @param server the mailbox that the account is on; empty: what was said before
    /// @param newMailbox the new mailbox, side by side; empty: a switch, or what was said before
    /// @param bag the sealed backup; empty: the one that was made or named before
    /// @param otherMacs "none" or names; empty: what was said before
    /// @param by who approves
    /// @param reason why
    /// @param approve causes, such as "only-here", which are approved for every place
    /// @param onlyInBackup POP: how many messages are only in the backup
    public record Wanted(
            Optional<String> server,
            Optional<String> newMailbox,
            Optional<Path> bag,
            Optional<String> otherMacs,
            String by,
            String reason,
            List<String> approve,
            Optional<Long> onlyInBackup) {
        public Wanted {
            approve = List.copyOf(approve);
        }
    }

    /// How it ended.
    ///
    /// @param decision what the gate said
    /// @param view what a screen would show
    /// @param notes what could not be approved, a sentence each
    public record Outcome(Decision decision, View view, List<String> notes) {
        public Outcome {
            notes = List.copyOf(notes);
        }
    }

    /// What was seen after the account was to be removed.
    ///
    /// @param removed true if the right row is gone and no other
    /// @param seen a sentence; empty if nothing happened in time
    /// @param restoreFrom the backup of what was removed by mistake, where there is one
    public record Seen(boolean removed, String seen, Optional<Path> restoreFrom) {}

    private Clearing(Desk desk) {
        this.desk = desk;
        this.approving = new Approving(desk);
    }

    /// Opens the account's move, or begins it.
    ///
    /// @throws StoreUnavailableException if another Mailtally works on it
    public static Clearing open(Door door, MailAccount account)
            throws StoreUnavailableException, IOException {
        Desk desk = new Desk(door);
        Path moves = door.state("moves");
        try {
            new Beginning(desk, moves, Optional.empty(), new LastOpen(moves))
                    .begin(
                            MoveFile.of(moves, door.library(), account.id()),
                            new MoveEvent.Begun(
                                    door.version(),
                                    account.id(),
                                    account.kind().name(),
                                    account.label(),
                                    account.host(),
                                    account.user(),
                                    door.library().toString()));
            return new Clearing(desk);
        } catch (StoreUnavailableException | IOException | RuntimeException e) {
            desk.close();
            throw e;
        }
    }

    /// Takes the last count and asks the gate.
    ///
    /// @throws AddressException if something that is needed was never said
    /// @throws StoreUnavailableException if Mail runs, or a place cannot be read
    public Outcome clear(Wanted wanted, Progress progress)
            throws AddressException, StoreUnavailableException, IOException {
        MoveEvent.Readied said = said(wanted);
        Optional<Path> bag = desk.state().bag();
        desk.mail(desk.door().host().mailRuns());
        Counted counted =
                new LastCount(desk.door(), desk.stores(), desk.move())
                        .take(said.server(), bag, Path.of(said.backups()), progress);
        desk.counted(Optional.of(counted));
        desk.mail(desk.door().host().mailRuns());
        desk.rows(desk.stores().rows());
        if (said.sideBySide()) {
            desk.add(NewAccount.look(desk));
        }
        List<String> notes = approve(wanted);
        wanted.onlyInBackup().ifPresent(typed -> desk.onlyInBackup(Optional.of(typed)));
        Decision decision = desk.decide();
        if (Screens.red(decision, Condition.RIGHT_ROW)
                && desk.state().last(MoveEvent.Coded.class).isEmpty()) {
            desk.add(new MoveEvent.Coded(Rows.code()));
            decision = desk.decide();
        }
        if (decision.clearance().isPresent()) {
            desk.add(new Removal(desk).before());
            desk.add(
                    new MoveEvent.Cleared(
                            counted.id(),
                            decision.clearance().get().until(),
                            decision.clearance().get().approved(),
                            BY_COMMAND,
                            desk.onlyInBackup().orElse(0L)));
            pass();
        }
        return new Outcome(decision, new Screens(desk).view(), notes);
    }

    /// What was said before, with what is said now.
    private MoveEvent.Readied said(Wanted wanted)
            throws AddressException, StoreUnavailableException, IOException {
        Optional<MoveEvent.Readied> before = desk.state().readied();
        String server =
                wanted.server()
                        .or(() -> before.map(MoveEvent.Readied::server))
                        .orElseThrow(
                                () ->
                                        new AddressException(
                                                "The mailbox that the account is on was never named."
                                                        + " Nothing was read. Name it as TARGET."));
        String newMailbox =
                wanted.newMailbox().or(() -> before.map(MoveEvent.Readied::newMailbox)).orElse("");
        String others =
                wanted.otherMacs()
                        .or(() -> before.map(MoveEvent.Readied::otherMacs))
                        .orElse("not asked");
        if (wanted.bag().isPresent()) {
            adopt(wanted.bag().get());
        }
        Optional<Path> bag = desk.state().bag();
        // Without a backup the gate stays shut, and says so; the undo copy still needs a place.
        String backups =
                bag.map(b -> String.valueOf(b.toAbsolutePath().getParent()))
                        .or(() -> before.map(MoveEvent.Readied::backups))
                        .orElse(desk.door().state("undo").toString());
        MoveEvent.Readied now =
                new MoveEvent.Readied(
                        !newMailbox.isEmpty(),
                        server,
                        newMailbox,
                        backups,
                        others,
                        others.equalsIgnoreCase("none")
                                || before.map(MoveEvent.Readied::otherMacsSettled).orElse(false),
                        wanted.by());
        if (!before.equals(Optional.of(now))) {
            desk.add(now);
        }
        return now;
    }

    /// A backup that was made by the verb `backup`. The last count reads and proves it.
    private void adopt(Path bag) throws IOException, AddressException {
        Path there = bag.toAbsolutePath().normalize();
        boolean known =
                desk.state()
                        .last(MoveEvent.BackedUp.class)
                        .filter(b -> b.event().bag().equals(there.toString()))
                        .isPresent();
        if (known) {
            return;
        }
        if (!mailtally.backup.BagStore.recognises(there)) {
            throw new AddressException(
                    there + " is no backup of Mailtally's. Nothing was changed.");
        }
        Instant now = desk.now();
        desk.add(
                new MoveEvent.BackedUp(
                        there.toString(),
                        BackingUp.manifest(there),
                        now,
                        now,
                        0,
                        0,
                        "It was made by the verb backup.",
                        List.of()));
    }

    private List<String> approve(Wanted wanted) {
        List<String> notes = new java.util.ArrayList<>();
        for (String cause : wanted.approve()) {
            boolean any = false;
            for (View.Cause one : approving.exceptions().causes()) {
                if (one.id().equals(cause) || one.id().contains("--" + cause + "--")) {
                    any = true;
                    approving
                            .approve(
                                    Map.of(
                                            "cause",
                                            one.id(),
                                            "name",
                                            wanted.by(),
                                            "reason",
                                            wanted.reason()))
                            .ifPresent(notes::add);
                }
            }
            if (!any) {
                notes.add("Nothing is left for the cause " + cause + ".");
            }
        }
        return notes;
    }

    /// The steps before the removal are left behind: the guide would go on with it.
    private void pass() {
        for (Step step : desk.state().steps()) {
            if (step.compareTo(Step.REMOVE) < 0 && desk.state().passed(step).isEmpty()) {
                desk.add(new MoveEvent.Passed(step, BY_COMMAND));
            }
        }
    }

    /// Opens Internet Accounts and waits until a row is gone.
    ///
    /// @param until waits no longer than that
    public Seen remove(Instant until, Progress progress)
            throws AddressException, StoreUnavailableException, IOException, InterruptedException {
        desk.door().host().open(mailtally.mac.Host.Pane.INTERNET_ACCOUNTS);
        Ending ending = new Ending(desk);
        while (true) {
            Optional<MoveEvent> event = new Removal(desk).after(progress);
            if (event.isPresent()) {
                ending.seen(event.get());
                return switch (event.get()) {
                    case MoveEvent.WrongRow wrong ->
                            new Seen(false, wrong.seen(), Restoring.bag(desk.state()));
                    default -> new Seen(true, event.get().what(), Optional.empty());
                };
            }
            if (!desk.now().isBefore(until)) {
                return new Seen(false, "", Optional.empty());
            }
            Thread.sleep(POLL_MS);
        }
    }

    /// What the screen shows now.
    public View view() {
        return new Screens(desk).view();
    }

    @Override
    public void close() {
        desk.close();
    }
}
