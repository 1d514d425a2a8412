package mailtally.cli;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import mailtally.backup.BagStore;
import mailtally.message.UnreadableException;
import mailtally.store.AddressException;
import mailtally.store.DiskFolder;
import mailtally.store.FolderPath;
import mailtally.store.Store;
import mailtally.store.StoreUnavailableException;
import mailtally.store.WritableStore;
import mailtally.store.applemail.AppleMailLibrary;
import mailtally.store.applemail.MailAccount;
import mailtally.store.eml.EmlStore;
import mailtally.store.maildir.MaildirStore;
import mailtally.store.mbox.MboxStore;

/// Opens the places that addresses name, and closes them all together.
final class Places implements AutoCloseable {
    private static final String APPLE = "apple:";

    private final CommonOptions options;
    private final Servers servers;
    private Optional<AppleMailLibrary> library = Optional.empty();

    private final Deque<Store> open = new ArrayDeque<>();

    Places(CommonOptions options) {
        this(options, false);
    }

    /// @param headersOnly reads headers and sizes alone, where a place is a server
    Places(CommonOptions options, boolean headersOnly) {
        this.options = options;
        this.servers = new Servers(options, headersOnly);
    }

    /// Opens the place for reading.
    ///
    /// @param side whose secret is used, where the place is a server
    /// @throws AddressException if the address names no single place
    /// @throws StoreUnavailableException if it is not there or cannot be read
    Store open(Side side, String address) throws AddressException, StoreUnavailableException {
        if (address.startsWith(APPLE)) {
            return keep(apple(address.substring(APPLE.length())));
        }
        if (Servers.recognises(address)) {
            return keep(servers.open(side, address));
        }
        return keep(onDisk(address));
    }

    /// Opens a place on disk for reading, to be closed by the caller.
    static Store openAlone(String address) throws AddressException, StoreUnavailableException {
        return onDisk(address);
    }

    /// Opens a place on disk as the target of a copy, to be closed by the caller.
    static WritableStore openWritableAlone(String address)
            throws AddressException, StoreUnavailableException {
        if (!takesMaildir(path(address))) {
            throw notWritable(address);
        }
        return MaildirStore.openWritable(path(address), Optional.empty());
    }

    /// Opens the place as the target of a copy.
    ///
    /// @throws AddressException if the address names no single place, or one of a kind that takes
    ///     no messages
    /// @throws StoreUnavailableException if it is not there or cannot be read
    WritableStore openWritable(String address) throws AddressException, StoreUnavailableException {
        if (Servers.recognises(address)) {
            return keep(servers.openWritable(address));
        }
        if (!address.startsWith(APPLE) && takesMaildir(path(address))) {
            return keep(MaildirStore.openWritable(path(address), Optional.empty()));
        }
        throw notWritable(address);
    }

    private static AddressException notWritable(String address) {
        return new AddressException(
                "Mailtally cannot put messages into "
                        + address
                        + ". It can into imaps:// and imap://, into a Maildir, and into a folder"
                        + " that is empty or not there yet, where it makes a Maildir. Nothing was"
                        + " changed.");
    }

    /// True for a Maildir, and for a place where there is nothing yet.
    private static boolean takesMaildir(Path path) throws StoreUnavailableException {
        if (Files.notExists(path, LinkOption.NOFOLLOW_LINKS)) {
            return true;
        }
        try {
            return DiskFolder.isMaildir(path)
                    || MaildirStore.canBecome(path)
                    || (MaildirStore.recognises(path)
                            && !BagStore.recognises(path)
                            && !MboxStore.recognises(path)
                            && !EmlStore.recognises(path));
        } catch (UnreadableException e) {
            throw new StoreUnavailableException(
                    "Cannot look into " + path + ". " + e.getMessage() + " Nothing was changed.",
                    e);
        }
    }

    /// The mailboxes on servers among them.
    Servers servers() {
        return servers;
    }

    /// This Mac's mail library, opened once.
    ///
    /// @throws StoreUnavailableException if it is not there or cannot be read
    AppleMailLibrary library() throws StoreUnavailableException {
        if (library.isEmpty()) {
            library =
                    Optional.of(
                            AppleMailLibrary.open(
                                    options.library(),
                                    options.accounts(),
                                    options.state().make("copies")));
        }
        return library.get();
    }

    /// What a person calls the place: part of a backup's name.
    String name(String address) throws AddressException, StoreUnavailableException {
        if (Servers.recognises(address)) {
            return Servers.name(address);
        }
        if (!address.startsWith(APPLE)) {
            return path(address).toAbsolutePath().normalize().getFileName().toString();
        }
        Spot spot = spot(address.substring(APPLE.length()));
        String account = spot.account().map(MailAccount::label).orElse("Apple Mail");
        return spot.folder().map(folder -> account + " " + folder.text()).orElse(account);
    }

    /// What tells this place from all others on this computer, for the ledger's name.
    String identity(Store store) {
        return store.address().startsWith(APPLE)
                ? store.address() + " " + options.library().toAbsolutePath()
                : store.address();
    }

    @Override
    public void close() {
        while (!open.isEmpty()) {
            open.pop().close();
        }
        library.ifPresent(AppleMailLibrary::close);
        library = Optional.empty();
        servers.close();
    }

    /// A place in the library: one account or all, one folder or all.
    private record Spot(Optional<MailAccount> account, Optional<FolderPath> folder) {}

    private Store apple(String rest) throws AddressException, StoreUnavailableException {
        Spot spot = spot(rest);
        if (spot.account().isEmpty()) {
            return spot.folder().isEmpty()
                    ? library().everything()
                    : library().everything(spot.folder().get());
        }
        return spot.folder().isEmpty()
                ? library().store(spot.account().get())
                : library().store(spot.account().get(), spot.folder().get());
    }

    /// An account's name may hold a slash itself, so the whole is tried first.
    private Spot spot(String rest) throws AddressException, StoreUnavailableException {
        String plain = rest.replace("\"", "");
        int slash = plain.indexOf('/');
        if (plain.isEmpty()) {
            return new Spot(Optional.empty(), Optional.empty());
        }
        if (slash == 0) {
            return new Spot(Optional.empty(), Optional.of(folder(plain.substring(1))));
        }
        if (slash < 0) {
            return new Spot(Optional.of(library().account(plain)), Optional.empty());
        }
        try {
            return new Spot(Optional.of(library().account(plain)), Optional.empty());
        } catch (AddressException e) {
            return new Spot(
                    Optional.of(library().account(plain.substring(0, slash))),
                    Optional.of(folder(plain.substring(slash + 1))));
        }
    }

    private static FolderPath folder(String text) throws AddressException {
        try {
            return FolderPath.parse(text);
        } catch (IllegalArgumentException e) {
            throw new AddressException("'" + text + "' names no folder: " + e.getMessage() + ".");
        }
    }

    private static Store onDisk(String address) throws AddressException, StoreUnavailableException {
        Path path = path(address);
        if (Files.notExists(path, LinkOption.NOFOLLOW_LINKS)) {
            throw new StoreUnavailableException(
                    "There is nothing at " + path + ". Nothing was changed. Look at the name.");
        }
        // A bag and a Maildir are told by how they are built; what else lies in them, each tells.
        if (BagStore.recognises(path)) {
            return BagStore.open(path);
        }
        if (DiskFolder.isMaildir(path)) {
            return MaildirStore.open(path, Optional.empty());
        }
        boolean mbox = MboxStore.recognises(path);
        boolean maildir = MaildirStore.recognises(path);
        boolean eml = EmlStore.recognises(path);
        List<String> kinds = new ArrayList<>();
        if (mbox) {
            kinds.add("mbox files");
        }
        if (maildir) {
            kinds.add("Maildirs");
        }
        if (eml) {
            kinds.add(".eml files");
        }
        if (kinds.size() > 1) {
            throw new AddressException(
                    path
                            + " holds more than one kind of mail: "
                            + String.join(" and ", kinds)
                            + ". Mailtally reads one kind at a time and leaves none out. Name the"
                            + " file or the folder that is meant itself; where both kinds lie in one"
                            + " folder, name a copy with one kind in it. Nothing was changed.");
        }
        if (mbox) {
            return MboxStore.open(path, Optional.empty());
        }
        if (maildir) {
            return MaildirStore.open(path, Optional.empty());
        }
        if (eml) {
            return EmlStore.open(path, Optional.empty());
        }
        throw new StoreUnavailableException(
                path
                        + " holds no mail that Mailtally knows: it is no backup, no mbox, no Maildir"
                        + " and no folder of .eml files. Nothing was changed.");
    }

    private static Path path(String address) throws AddressException {
        try {
            return Path.of(address);
        } catch (InvalidPathException e) {
            throw new AddressException("'" + address + "' cannot be a path on this computer.");
        }
    }

    private <S extends Store> S keep(S opened) {
        open.push(opened);
        return opened;
    }
}
