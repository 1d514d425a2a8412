package mailtally.journey;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import mailtally.gate.Decision;
import mailtally.mac.Host;
import mailtally.store.StoreUnavailableException;

/// What the buttons do from the last count on.
final class Ending {
    private final Desk desk;

    Ending(Desk desk) {
        this.desk = desk;
    }

    /// Takes the last count.
    void count() {
        MoveEvent.Readied said = desk.state().readied().orElseThrow();
        Optional<Path> bag = desk.state().bag();
        desk.work(
                "Taking the last count",
                progress -> {
                    desk.counted(Optional.empty());
                    Counted counted =
                            new LastCount(desk.door(), desk.stores(), desk.move())
                                    .take(said.server(), bag, Path.of(said.backups()), progress);
                    desk.counted(Optional.of(counted));
                    desk.rows(desk.stores().rows());
                    desk.mail(desk.door().host().mailRuns());
                });
    }

    /// The person types the account's name: the account is cleared, if the gate agrees.
    Optional<String> clear(Map<String, String> fields) throws Exception {
        MoveEvent.Begun account = desk.state().begun().orElseThrow();
        String typed = fields.getOrDefault("typed", "").strip();
        if (!typed.toLowerCase(Locale.ROOT).equals(account.address().toLowerCase(Locale.ROOT))) {
            return Optional.of(
                    "That is not "
                            + account.address()
                            + ". Nothing was cleared. Type the address of the account that goes.");
        }
        Optional<Counted> counted = desk.counted();
        if (counted.isEmpty()) {
            return Optional.of("There is no last count. Nothing was cleared. Take it first.");
        }
        long only = desk.state().pop() ? EvidenceMaker.onlyInBackup(desk, counted.get()) : 0;
        String number = fields.getOrDefault("onlyhere", "").replaceAll("[^0-9]", "");
        if (only > 0 && !number.equals(String.valueOf(only))) {
            return Optional.of(
                    "That is not how many are only in the backup. Nothing was cleared. Type "
                            + Words.number(only)
                            + ".");
        }
        desk.onlyInBackup(Optional.of(only));
        Decision decision = desk.decide();
        if (decision.clearance().isEmpty()) {
            return Optional.of(
                    decision.firstRed().map(f -> f.evidence() + " ").orElse("")
                            + "Nothing was cleared.");
        }
        desk.add(new Removal(desk).before());
        desk.add(
                new MoveEvent.Cleared(
                        decision.clearance().get().count(),
                        decision.clearance().get().until(),
                        decision.clearance().get().approved(),
                        typed,
                        only));
        desk.add(
                new MoveEvent.Passed(
                        Step.CLEAR,
                        "cleared until " + desk.clock(decision.clearance().get().until())));
        return Optional.empty();
    }

    /// Looks whether the row is gone. May be called by whoever watches.
    void lookRemoved() {
        desk.work(
                "Looking at the accounts",
                progress -> {
                    Optional<MoveEvent> event = new Removal(desk).after(progress);
                    if (event.isPresent()) {
                        seen(event.get());
                    }
                });
    }

    /// Keeps what was seen after a removal.
    void seen(MoveEvent event) throws StoreUnavailableException, IOException {
        if (event instanceof MoveEvent.WrongRow wrong) {
            String change = wrong.gone() + " is gone from this Mac";
            desk.ended(change);
            desk.add(new MoveEvent.Voided(change));
            desk.add(wrong);
            // From now on what is there now is what must stay there.
            String row = desk.state().last(MoveEvent.Before.class).orElseThrow().event().row();
            MoveEvent.Before now = new Removal(desk).before();
            desk.add(new MoveEvent.Before(now.rows(), now.counts(), row));
            return;
        }
        desk.add(event);
        if (event instanceof MoveEvent.Removed removed) {
            desk.add(new MoveEvent.Passed(Step.REMOVE, "removed " + desk.clock(removed.at())));
        }
    }

    /// Was the Mac restarted?
    Optional<String> lookRestart() {
        Optional<java.time.Instant> booted = Removal.restarted(desk);
        if (booted.isEmpty()) {
            return Optional.of(
                    "The Mac was not restarted since. Restart it from the Apple menu, then open"
                            + " Mailtally; it goes on here.");
        }
        desk.add(new MoveEvent.Restarted(booted.get()));
        desk.add(new MoveEvent.Passed(Step.RESTART, "started " + desk.clock(booted.get())));
        return Optional.empty();
    }

    /// Puts the messages of an account back that was removed by mistake.
    Optional<String> restore(Map<String, String> fields) {
        String to = fields.getOrDefault("to", "").strip();
        Optional<Path> bag = Restoring.bag(desk.state());
        if (to.isEmpty()) {
            return Optional.of("Nothing was put back: where it goes is not named.");
        }
        if (bag.isEmpty()) {
            return Optional.of(
                    "There is no backup of that account here. Do not open Mail. Time Machine may have"
                            + " its folder: restore Library/Mail from before.");
        }
        desk.stores().password(to, fields.getOrDefault("topassword", ""));
        desk.work(
                "Putting messages back",
                progress ->
                        desk.add(
                                new Restoring(desk)
                                        .run(
                                                bag.get(),
                                                to,
                                                new CopyTarget(desk.stores(), to),
                                                progress)));
        return Optional.empty();
    }

    /// Gives the row a short name that the person types in System Settings.
    void code() {
        if (desk.state().last(MoveEvent.Coded.class).isEmpty()) {
            desk.add(new MoveEvent.Coded(Rows.code()));
        }
        desk.door().host().open(Host.Pane.INTERNET_ACCOUNTS);
    }

    /// Removes the undo copies, by the person's own button.
    void removeUndo() {
        desk.work(
                "Removing the undo copy",
                _ -> {
                    desk.counted(Optional.empty());
                    for (Path copy : UndoCopies.of(desk.state())) {
                        UndoCopies.remove(copy);
                        desk.add(new MoveEvent.UndoRemoved(copy.toString()));
                    }
                });
    }

    /// Saves the report.
    Optional<String> report(String folder) {
        if (folder.isBlank()) {
            return Optional.of("No folder was named. Nothing was saved.");
        }
        if (desk.file().isEmpty()) {
            return Optional.of("No account was chosen yet. There is nothing to report.");
        }
        desk.work(
                "Saving the report",
                progress -> {
                    progress.stage("Saving the report");
                    Path into = Path.of(folder.strip());
                    Files.createDirectories(into);
                    Path place = desk.door().saveReport(new RecordMaker(desk).make(), into);
                    desk.add(new MoveEvent.Reported(place.toString()));
                });
        return Optional.empty();
    }
}
