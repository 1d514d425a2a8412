package mailtally.journey;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import mailtally.mac.Host;
import mailtally.store.StoreUnavailableException;
import mailtally.store.applemail.MailAccount;

/// A move on this computer.
public final class MoveJourney implements Journey {
    private final Desk desk;
    private final Beginning beginning;
    private final Comparing comparing;
    private final Ending ending;
    private final Approving approving;
    private final Screens screens;
    private final Watch watch;

    private MoveJourney(Desk desk, Beginning beginning, Watch.Pace pace) {
        this.desk = desk;
        this.beginning = beginning;
        this.comparing = new Comparing(desk);
        this.ending = new Ending(desk);
        this.approving = new Approving(desk);
        this.screens = new Screens(desk);
        this.watch = new Watch(desk, ending, pace);
    }

    /// Opens the move that was worked on last, or begins one.
    ///
    /// @param file where the move is kept; empty: in the state folder, the last one that was open
    /// @throws StoreUnavailableException if another Mailtally works on it, or it cannot be read
    public static MoveJourney open(Door door, Optional<Path> file)
            throws StoreUnavailableException, IOException {
        return open(door, file, Watch.Pace.USUAL);
    }

    /// Where the move of an account is kept unless the person names another file. It need not be
    /// there yet.
    public static Path file(Door door, MailAccount account) throws StoreUnavailableException {
        return MoveFile.of(door.state("moves"), door.library(), account.id());
    }

    static MoveJourney open(Door door, Optional<Path> file, Watch.Pace pace)
            throws StoreUnavailableException, IOException {
        if (file.isPresent()) {
            MoveFile.refuseWhatIsNone(file.get());
        }
        Path moves = door.state("moves");
        Desk desk = new Desk(door);
        LastOpen last = new LastOpen(moves);
        Beginning beginning = new Beginning(desk, moves, file, last);
        MoveJourney journey = new MoveJourney(desk, beginning, pace);
        door.meets(desk);
        try {
            Optional<Path> there = file.isPresent() ? file.filter(LastOpen::exists) : last.file();
            if (there.isPresent()) {
                desk.open(there.get());
                desk.state()
                        .begun()
                        .ifPresent(begun -> desk.stores().library(Path.of(begun.library())));
            }
            beginning.survey();
            journey.watch.start();
            return journey;
        } catch (StoreUnavailableException | IOException | RuntimeException e) {
            desk.close();
            throw e;
        }
    }

    @Override
    public View view() {
        return screens.view();
    }

    @Override
    public Optional<String> press(String action, Map<String, String> fields) {
        if (action.equals("pause")) {
            desk.works().pause();
            return Optional.empty();
        }
        if (desk.works().running()) {
            return Optional.empty();
        }
        if (!Passing.belongs(action, desk.state().step())) {
            return Optional.of(
                    "That button is from another screen. Nothing was changed. Look at what the page"
                            + " shows now.");
        }
        try {
            desk.goOn();
            Optional<String> wrong = pressed(action, fields);
            wrong.ifPresent(desk::problem);
            return wrong;
        } catch (Exception e) {
            String sentence = Troubles.sentence(e);
            desk.problem(sentence);
            return Optional.of(sentence);
        }
    }

    private Optional<String> pressed(String action, Map<String, String> fields) throws Exception {
        switch (action) {
            case "folder" -> {
                return beginning.folder(fields.getOrDefault("library", ""));
            }
            case "choose" -> {
                return beginning.choose(fields.getOrDefault("account", ""));
            }
            case "ready" -> {
                return beginning.ready(fields);
            }
            case "signin" -> desk.signIn(fields.getOrDefault("password", ""));
            case "check" -> comparing.check();
            case "plan" -> comparing.plan();
            case "put" -> comparing.put();
            case "backup" -> comparing.backup(fields.getOrDefault("others", "").equals("yes"));
            case "arrived" -> {
                return comparing.arrived(fields);
            }
            case "move-there" -> {
                return comparing.moveThere(fields);
            }
            case "look-new" -> comparing.lookNew();
            case "count" -> ending.count();
            case "look" -> watch.now();
            case "clear" -> {
                return ending.clear(fields);
            }
            case "look-removed" -> ending.lookRemoved();
            case "look-restart" -> {
                return ending.lookRestart();
            }
            case "restore" -> {
                return ending.restore(fields);
            }
            case "code" -> ending.code();
            case "undo-remove" -> ending.removeUndo();
            case "report" -> {
                return ending.report(fields.getOrDefault("folder", ""));
            }
            case "open-accounts" -> desk.door().host().open(Host.Pane.INTERNET_ACCOUNTS);
            case "open-access" -> desk.door().host().open(Host.Pane.FULL_DISK_ACCESS);
            case "approve" -> {
                return approving.approve(fields);
            }
            case "takeback" -> {
                return approving.takeBack(fields);
            }
            default -> {
                return Passing.press(desk, beginning, action);
            }
        }
        return Optional.empty();
    }

    /// Where it stands, for tests.
    MoveState state() {
        return desk.state();
    }

    @Override
    public Exceptions exceptions() {
        return approving.exceptions();
    }

    @Override
    public void await(long revision, long milliseconds) throws InterruptedException {
        desk.await(revision, milliseconds);
    }

    @Override
    public void close() {
        watch.close();
        desk.close();
    }
}
