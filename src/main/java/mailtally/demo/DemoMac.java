package mailtally.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import java.util.stream.Stream;
import mailtally.mac.Host;
import mailtally.mac.Hosts;
import mailtally.message.Flags;
import mailtally.store.AddressException;
import mailtally.store.Appender;
import mailtally.store.Folder;
import mailtally.store.FolderPath;
import mailtally.store.Store;
import mailtally.store.StoreUnavailableException;
import mailtally.store.applemail.AccountRow;
import mailtally.store.applemail.AppleMailLibrary;
import mailtally.store.applemail.MailAccount;

/// A Mac that does not exist, over a made-up library: a rehearsal can close Mail, remove a row,
/// restart it and add an account. Its System Settings are a page on this computer, which opens
/// where Internet Accounts would. Nothing outside the made-up home is changed. May be used by
/// several threads.
public final class DemoMac implements Host, AutoCloseable {
    private static final String VERSION = "15.6.1";

    /// It was started this long before it was made up.
    private static final long RUNNING_SECONDS = 200_000;

    private final MacFiles files;
    private final Path temporary;
    private final Clock clock;
    private final Predicate<String> browser;
    private final NewMailbox newMailbox;
    private final List<String> opened = new CopyOnWriteArrayList<>();
    private final List<String> notified = new CopyOnWriteArrayList<>();
    private volatile Instant boot;
    private volatile boolean mailRuns;
    private volatile SettingsPage settings;

    /// Where an account that is added has its mail from.
    public interface NewMailbox {
        /// Opens it for reading.
        ///
        /// @throws IOException if it cannot be opened
        Store open() throws IOException;
    }

    private DemoMac(MacFiles files, Clock clock, Predicate<String> browser, NewMailbox newMailbox) {
        this.files = files;
        this.clock = clock;
        this.browser = browser;
        this.newMailbox = newMailbox;
        boot = Instant.ofEpochSecond(clock.instant().getEpochSecond() - RUNNING_SECONDS);
        temporary = files.library().resolveSibling("Caches").resolve("System Settings");
    }

    /// Starts the Mac. Mail does not run.
    ///
    /// @param browser opens an address, and says whether it could
    /// @param newMailbox where an added account has its mail from
    /// @throws IOException if its System Settings cannot be served
    public static DemoMac start(
            MacFiles files, Clock clock, Predicate<String> browser, NewMailbox newMailbox)
            throws IOException {
        DemoMac mac = new DemoMac(files, clock, browser, newMailbox);
        mac.settings = SettingsPage.start(mac);
        return mac;
    }

    /// Its files, to be changed otherwise than by its System Settings.
    public MacFiles files() {
        return files;
    }

    /// The address of its System Settings: whoever knows it may change the made-up Mac.
    public String settingsAddress() {
        return settings.address();
    }

    /// The rows of its list of internet accounts.
    public List<AccountRow> rows() throws StoreUnavailableException {
        return AppleMailLibrary.rows(files.accountsDatabase(), temporary);
    }

    /// Deletes an account from the list of internet accounts, with its mail on this Mac.
    ///
    /// @return false where there is no such row
    public boolean removeRow(String id) throws IOException {
        return files.removeRow(id);
    }

    /// Gives a row another description.
    ///
    /// @return false where there is no such row
    public boolean renameRow(String id, String description) throws IOException {
        return files.renameRow(id, description);
    }

    /// Adds an Exchange account, and waits until Mail has fetched its mail from the new mailbox.
    ///
    /// @return its id
    public String addExchangeAccount(String address, String host) throws IOException {
        try (Store mailbox = newMailbox.open()) {
            return addExchangeAccount(address, host, mailbox);
        }
    }

    /// Adds an Exchange account with the mail that is in a store.
    ///
    /// @return its id
    public String addExchangeAccount(String address, String host, Store mailbox)
            throws IOException {
        String id = files.addAccount(MailAccount.Kind.EXCHANGE, address, address, "Exchange", host);
        try {
            for (Folder folder : mailbox.folders()) {
                List<Appender.Outgoing> mail = new ArrayList<>();
                mailbox.read(folder, new MailboxMove.Taking(mail));
                FolderPath path =
                        new FolderPath(
                                folder.path().names().stream()
                                        .map(name -> name.replace('/', ':'))
                                        .toList());
                files.put(id, path, mail.stream().map(this::item).toList());
            }
            return id;
        } catch (StoreUnavailableException e) {
            throw new IOException("The new account's mailbox cannot be read.", e);
        }
    }

    /// The mail of one of this Mac's own accounts, as what an account that is added gets.
    ///
    /// @param account its id
    public NewMailbox mailOf(String account) {
        return () -> {
            try {
                AppleMailLibrary library =
                        AppleMailLibrary.open(files.library(), files.accountsDatabase(), temporary);
                return new BorrowedStore(library, library.store(library.account(account)));
            } catch (StoreUnavailableException | AddressException e) {
                throw new IOException("The made-up Mac has no such account.", e);
            }
        };
    }

    /// Opens Mail.
    public void startMail() {
        mailRuns = true;
    }

    /// Quits Mail.
    public void quitMail() {
        mailRuns = false;
    }

    /// Restarts the Mac: Mail is closed afterwards.
    public synchronized void restart() {
        mailRuns = false;
        Instant now = clock.instant();
        // Later than anything that was done before, even where the clock stands still.
        boot = (now.isAfter(boot) ? now : boot).plusMillis(1);
    }

    /// What was opened so far: panes by their names, and addresses.
    public List<String> opened() {
        return List.copyOf(opened);
    }

    /// What was notified so far.
    public List<String> notified() {
        return List.copyOf(notified);
    }

    @Override
    public Optional<String> macOsVersion() {
        return Optional.of(VERSION);
    }

    @Override
    public Optional<Instant> bootTime() {
        return Optional.of(boot);
    }

    @Override
    public Optional<Boolean> mailRuns() {
        return Optional.of(mailRuns);
    }

    @Override
    public Optional<Boolean> administrator() {
        return Optional.of(true);
    }

    @Override
    public boolean mayRead(Path folder) {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.count() >= 0;
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public boolean open(Pane pane) {
        opened.add(pane.name());
        return pane == Pane.INTERNET_ACCOUNTS && browser.test(settings.address());
    }

    @Override
    public boolean browse(String address) {
        opened.add(address);
        return browser.test(address);
    }

    @Override
    public boolean offer(Path profile) {
        opened.add(profile.toString());
        return false;
    }

    @Override
    public Optional<Boolean> sound(Path propertyList) {
        return Optional.empty();
    }

    @Override
    public void notify(String text) {
        notified.add(text);
    }

    @Override
    public Awake keepAwake() {
        return () -> {};
    }

    @Override
    public void cloneTree(Path from, Path to) throws IOException {
        Hosts.ofThisComputer().cloneTree(from, to);
    }

    /// Ends its System Settings.
    @Override
    public void close() {
        settings.close();
    }

    private MacFiles.Item item(Appender.Outgoing message) {
        Instant received = message.internalDate().orElseGet(clock::instant);
        return new MacFiles.Item(
                message.bytes(), flags(message.flags()), received, Optional.empty());
    }

    /// Apple Mail's number for flags.
    private static long flags(Flags flags) {
        return flags.appleRaw()
                .orElseGet(
                        () -> {
                            long raw = flags.deleted() ? DemoFlags.DELETED : 0;
                            raw |= flags.names().contains("\\Seen") ? DemoFlags.READ : 0;
                            return raw
                                    | (flags.names().contains("\\Flagged") ? DemoFlags.FLAGGED : 0);
                        });
    }
}
