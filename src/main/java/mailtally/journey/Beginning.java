package mailtally.journey;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import mailtally.store.Store;
import mailtally.store.StoreUnavailableException;
import mailtally.store.applemail.AppleMailLibrary;
import mailtally.store.applemail.MailAccount;

/// What the buttons of the first screens do: an account is chosen, and how the move goes.
final class Beginning {
    private final Desk desk;
    private final Path moves;
    private final Optional<Path> named;
    private final LastOpen last;

    /// @param moves the folder of all moves' files
    /// @param named the file that this move is kept in, where the person named one
    Beginning(Desk desk, Path moves, Optional<Path> named, LastOpen last) {
        this.desk = desk;
        this.moves = moves;
        this.named = named;
        this.last = last;
    }

    /// Looks through the accounts of this Mac.
    void survey() {
        desk.work(
                "Reading this Mac's mail",
                progress -> {
                    List<Desk.Surveyed> all = new ArrayList<>();
                    try (AppleMailLibrary library = desk.stores().openLibrary()) {
                        for (MailAccount account : library.accounts()) {
                            progress.stage("Reading " + account.label());
                            try (Store store = library.store(account)) {
                                AccountSurvey one = new AccountSurvey(account, progress).of(store);
                                all.add(
                                        new Desk.Surveyed(
                                                account.id(),
                                                account.kind().name(),
                                                account.label(),
                                                account.address(),
                                                account.host(),
                                                account.user(),
                                                one.messages(),
                                                one.bytes(),
                                                one.risks("the backup fetches what is there")));
                            }
                        }
                    }
                    desk.surveyed(all);
                });
    }

    /// Another folder is the mail library.
    Optional<String> folder(String library) {
        if (library.isBlank()) {
            return Optional.of("No folder was named. Type where Apple Mail keeps its mail.");
        }
        desk.stores().library(Path.of(library.strip()));
        survey();
        return Optional.empty();
    }

    /// An account is chosen.
    Optional<String> choose(String id) throws StoreUnavailableException, IOException {
        Optional<Desk.Surveyed> chosen =
                desk.surveyed().stream().filter(a -> a.id().equals(id)).findFirst();
        if (chosen.isEmpty()) {
            return Optional.of("No account was chosen. Choose one.");
        }
        Desk.Surveyed account = chosen.get();
        if (!List.of("IMAP", "POP", "EXCHANGE").contains(account.kind())) {
            return Optional.of(
                    account.label()
                            + " is of a kind that Mailtally does not know. It is not moved. A backup"
                            + " of it can be made with mailtally backup.");
        }
        begin(
                named.orElseGet(() -> MoveFile.of(moves, desk.stores().library(), account.id())),
                new MoveEvent.Begun(
                        desk.door().version(),
                        account.id(),
                        account.kind(),
                        account.address().isEmpty() ? account.label() : account.address(),
                        account.host(),
                        account.user(),
                        desk.stores().library().toString()));
        return Optional.empty();
    }

    /// Opens the move's file and writes down the account, unless it is there already.
    void begin(Path file, MoveEvent.Begun account) throws StoreUnavailableException, IOException {
        desk.open(file);
        last.is(file);
        Optional<MoveEvent.Begun> known = desk.state().begun();
        if (known.isEmpty()) {
            desk.add(account);
            desk.add(new MoveEvent.Passed(Step.ACCOUNT, account.address()));
            desk.goOn();
        } else if (!known.get().id().equals(account.id())) {
            throw new StoreUnavailableException(
                    "This move is of "
                            + known.get().address()
                            + ", another account. Nothing was changed. Name another file.");
        }
        desk.stores().library(Path.of(desk.state().begun().orElseThrow().library()));
    }

    /// Another account is to be chosen; this move stays where it is.
    void another() throws IOException {
        last.none();
        desk.leave();
        survey();
    }

    /// How the move goes is said; then signing in is tried.
    Optional<String> ready(Map<String, String> fields) {
        String server = fields.getOrDefault("server", "").strip();
        String backups = fields.getOrDefault("backups", "").strip();
        String name = fields.getOrDefault("name", "").strip();
        String others = fields.getOrDefault("othermacs", "").strip();
        if (server.isEmpty() || backups.isEmpty() || name.isEmpty() || others.isEmpty()) {
            return Optional.of(
                    "Something is empty: the mailbox, the folder for backups, your name and the"
                            + " other Macs are all needed. Nothing was changed.");
        }
        Path folder = Path.of(backups).toAbsolutePath().normalize();
        if (folder.startsWith(desk.stores().library().toAbsolutePath().normalize())) {
            return Optional.of(
                    "The folder for backups lies in the mail library. Nothing was changed. Name"
                            + " another one.");
        }
        desk.stores().password(server, fields.getOrDefault("password", ""));
        boolean none = others.equalsIgnoreCase("none");
        MoveEvent.Readied said =
                new MoveEvent.Readied(
                        !fields.getOrDefault("order", "side").equals("switch"),
                        server,
                        fields.getOrDefault("newmailbox", "").strip(),
                        folder.toString(),
                        others,
                        none || fields.getOrDefault("othersettled", "").equals("yes"),
                        name);
        desk.work(
                "Signing in",
                progress -> {
                    progress.stage("Signing in to " + server);
                    signIn(server);
                    desk.add(said);
                    desk.add(new MoveEvent.Passed(Step.READY, order(said)));
                });
        return Optional.empty();
    }

    private static String order(MoveEvent.Readied said) {
        return said.sideBySide() ? "side by side" : "switch";
    }

    private void signIn(String server) throws Exception {
        try (Store store = desk.stores().open(server)) {
            store.folders();
        } catch (StoreUnavailableException e) {
            desk.stores().forget(server);
            throw e;
        }
    }
}
