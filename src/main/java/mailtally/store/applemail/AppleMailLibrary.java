package mailtally.store.applemail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import mailtally.message.Profile;
import mailtally.store.AddressException;
import mailtally.store.Finding;
import mailtally.store.FolderPath;
import mailtally.store.Store;
import mailtally.store.StoreUnavailableException;

/// An Apple Mail library, opened for reading: which of its versions is in use, which accounts it
/// holds, and a [Store] for each of them or for all.
///
/// Invariants: nothing below the library is created, changed or removed; SQLite files are copied to
/// a private folder and only the copies are opened; that folder is removed on close. Stores made
/// here must not be used after close. May be used by several threads once it is open.
public final class AppleMailLibrary implements AutoCloseable {
    private final Path library;
    private final Path copies;
    private final Optional<EnvelopeIndex> index;
    private final List<AccountContent> contents;
    private final List<Finding> findings;
    private final OtherVersions others;

    private AppleMailLibrary(
            Path library,
            Path copies,
            Optional<EnvelopeIndex> index,
            List<AccountContent> contents,
            List<Finding> findings,
            OtherVersions others) {
        this.library = library;
        this.copies = copies;
        this.index = index;
        this.contents = contents;
        this.findings = List.copyOf(findings);
        this.others = others;
    }

    /// Opens a library.
    ///
    /// @param library usually `~/Library/Mail`
    /// @param accountsFile usually `~/Library/Accounts/Accounts4.sqlite`; need not exist: then
    ///     accounts are known by their folders only, and a finding says so
    /// @param temporaryFolder where a private folder for copies is made; must not be in the library
    /// @throws StoreUnavailableException if the library is missing, empty, not permitted, or holds
    ///     no mail folder: the message says what to do
    public static AppleMailLibrary open(Path library, Path accountsFile, Path temporaryFolder)
            throws StoreUnavailableException {
        Path real;
        try {
            // The library itself may be a link the user made, to another disk: below it none is
            // followed.
            real = library.toRealPath();
        } catch (IOException e) {
            throw Unavailable.because(library, "It answers: " + Reasons.of(e) + ".");
        }
        if (!Files.isDirectory(real, LinkOption.NOFOLLOW_LINKS)) {
            throw Unavailable.because(real, "It is no folder.");
        }
        Path copies = PrivateFolder.outside(real, temporaryFolder);
        Optional<EnvelopeIndex> index = Optional.empty();
        try {
            List<Finding> findings = new ArrayList<>();
            LibraryVersions versions = LibraryVersions.find(real, findings);
            index = openIndex(versions, copies, findings);
            AccountFinder finder = new AccountFinder(real, versions, index, findings);
            List<AccountContent> contents = finder.find(accountsFile, copies);
            if (contents.stream().allMatch(c -> c.mailboxes().isEmpty())) {
                throw Unavailable.because(
                        versions.active(), "There is no account with a mail folder in it.");
            }
            OtherVersions others = new OtherVersions(real, versions, contents);
            return new AppleMailLibrary(real, copies, index, contents, findings, others);
        } catch (StoreUnavailableException | RuntimeException e) {
            index.ifPresent(EnvelopeIndex::close);
            PrivateFolder.remove(copies);
            throw e;
        }
    }

    /// The rows of System Settings' list of internet accounts, in the order in which they were
    /// added. Mail that belongs to no account, and accounts that the list does not show, are no
    /// rows.
    ///
    /// @param accountsFile usually `~/Library/Accounts/Accounts4.sqlite`
    /// @param temporaryFolder where a private folder for a copy of it is made and removed
    /// @throws StoreUnavailableException if it cannot be read: the message says what to do
    public static List<AccountRow> rows(Path accountsFile, Path temporaryFolder)
            throws StoreUnavailableException {
        Path copies = PrivateFolder.in(temporaryFolder);
        try {
            return AccountsDatabase.rows(accountsFile, copies);
        } catch (IOException e) {
            throw Unavailable.accounts(accountsFile, Reasons.of(e), e);
        } catch (SQLException e) {
            throw Unavailable.accounts(accountsFile, e.getMessage(), e);
        } finally {
            PrivateFolder.remove(copies);
        }
    }

    /// What waits in Mail that would go with an account: messages to be sent, and what was done to
    /// messages that the server was not told yet. As it was when the library was opened.
    public Waiting waiting(MailAccount account) {
        return new WaitingMail(index, contents, content(account)).look();
    }

    /// The accounts, in the order of their folders.
    public List<MailAccount> accounts() {
        return contents.stream().map(AccountContent::account).toList();
    }

    /// The one account of this address, description, id or user, or "On My Mac", in any case.
    ///
    /// @throws AddressException if none or several are called so: the message lists them
    public MailAccount account(String name) throws AddressException {
        List<MailAccount> matching = accounts().stream().filter(a -> a.isCalled(name)).toList();
        if (matching.size() == 1) {
            return matching.getFirst();
        }
        List<MailAccount> listed = matching.isEmpty() ? accounts() : matching;
        StringBuilder text = new StringBuilder();
        text.append(
                matching.isEmpty()
                        ? "No account in the Apple Mail library is called \"" + name + "\". It has:"
                        : "\""
                                + name
                                + "\" is the name of "
                                + matching.size()
                                + " accounts in the Apple Mail library. Name one by its id:");
        for (MailAccount account : listed) {
            text.append("\n  ").append(account.line());
        }
        throw new AddressException(text.toString());
    }

    /// One account as a store.
    public Store store(MailAccount account) {
        AccountContent content = content(account);
        return store("apple:" + name(account), mailboxesOf(content), List.of(content));
    }

    /// One folder of an account, with the folders in it, as a store.
    ///
    /// @throws AddressException if there is no such folder
    public Store store(MailAccount account, FolderPath within) throws AddressException {
        AccountContent content = content(account);
        String address = "apple:" + name(account);
        return store(
                address + "/" + within.text(),
                limited(mailboxesOf(content), within, address),
                List.of(content));
    }

    /// All accounts as one store; the first level of a folder's path is its account's name, made
    /// unique.
    public Store everything() {
        return store("apple:", allMailboxes(), contents);
    }

    /// One folder below all accounts, with the folders in it; its first level is an account's name.
    ///
    /// @throws AddressException if there is no such folder
    public Store everything(FolderPath within) throws AddressException {
        return store(
                "apple:/" + within.text(), limited(allMailboxes(), within, "apple:"), contents);
    }

    /// What there is to say of the library as a whole, without looking into other versions.
    public List<Finding> findings() {
        return findings;
    }

    /// Closes the copies and removes them.
    @Override
    public void close() {
        index.ifPresent(EnvelopeIndex::close);
        PrivateFolder.remove(copies);
    }

    /// What an Exchange account shows here has been made anew by Exchange.
    private static boolean rewritten(List<AccountContent> of) {
        return !of.isEmpty()
                && of.stream().allMatch(c -> c.account().kind() == MailAccount.Kind.EXCHANGE);
    }

    private Store store(
            String address, Map<FolderPath, MailboxFolder> mailboxes, List<AccountContent> of) {
        return new AppleMailStore(
                address,
                library,
                index,
                mailboxes,
                () -> {
                    List<Finding> all = new ArrayList<>(findings);
                    of.forEach(c -> all.addAll(c.findings()));
                    all.addAll(others.findings());
                    return all;
                },
                rewritten(of) ? Profile.REWRITING : Profile.FAITHFUL);
    }

    private AccountContent content(MailAccount account) {
        return contents.stream()
                .filter(c -> c.account().equals(account))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("not an account of this library"));
    }

    /// The account's label where it is the only one of it, else its id.
    private String name(MailAccount account) {
        long alike = accounts().stream().filter(a -> a.isCalled(account.label())).count();
        return alike == 1 ? account.label() : account.id();
    }

    private static Map<FolderPath, MailboxFolder> mailboxesOf(AccountContent content) {
        Map<FolderPath, MailboxFolder> mailboxes = new TreeMap<>();
        content.mailboxes().values().forEach(m -> mailboxes.put(m.path(), m));
        return mailboxes;
    }

    private Map<FolderPath, MailboxFolder> allMailboxes() {
        Map<FolderPath, MailboxFolder> all = new LinkedHashMap<>();
        for (AccountContent content : contents) {
            FolderPath root = FolderPath.of(uniqueName(content.account()));
            for (MailboxFolder mailbox : mailboxesOf(content).values()) {
                List<String> names = new ArrayList<>(root.names());
                names.addAll(mailbox.path().names());
                all.put(new FolderPath(names), mailbox);
            }
        }
        return all;
    }

    private String uniqueName(MailAccount account) {
        long alike =
                accounts().stream()
                        .filter(a -> a.label().equalsIgnoreCase(account.label()))
                        .count();
        return alike == 1 ? account.label() : account.label() + " (" + account.id() + ")";
    }

    private static Map<FolderPath, MailboxFolder> limited(
            Map<FolderPath, MailboxFolder> mailboxes, FolderPath within, String address)
            throws AddressException {
        String wanted = within.key();
        Map<FolderPath, MailboxFolder> chosen = new LinkedHashMap<>();
        for (Map.Entry<FolderPath, MailboxFolder> entry : mailboxes.entrySet()) {
            List<String> names = entry.getKey().names();
            int levels = within.names().size();
            if (names.size() >= levels
                    && new FolderPath(names.subList(0, levels)).key().equals(wanted)) {
                chosen.put(entry.getKey(), entry.getValue());
            }
        }
        if (chosen.isEmpty()) {
            StringBuilder text = new StringBuilder();
            text.append("There is no folder \"")
                    .append(within.text())
                    .append("\" in ")
                    .append(address)
                    .append(". It has:");
            mailboxes.keySet().stream().limit(100).forEach(f -> text.append("\n  ").append(f));
            throw new AddressException(text.toString());
        }
        return chosen;
    }

    private static Optional<EnvelopeIndex> openIndex(
            LibraryVersions versions, Path copies, List<Finding> findings) {
        Path file =
                versions.beforeV2()
                        ? versions.active().resolve("Envelope Index")
                        : versions.active().resolve("MailData").resolve("Envelope Index");
        String without =
                " Without it nothing else counts the messages, and those that only it"
                        + " knows are not listed.";
        if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            findings.add(Finding.note("The library has no Envelope Index." + without));
            return Optional.empty();
        }
        try {
            return Optional.of(EnvelopeIndex.open(file, copies));
        } catch (IOException e) {
            findings.add(
                    Finding.doubt(
                            "The Envelope Index cannot be read: " + Reasons.of(e) + "." + without));
        } catch (SQLException e) {
            findings.add(
                    Finding.doubt(
                            "The Envelope Index cannot be read as a database: "
                                    + e.getMessage()
                                    + "."
                                    + without));
        }
        return Optional.empty();
    }
}
