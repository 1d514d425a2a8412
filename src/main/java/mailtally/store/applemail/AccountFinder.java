package mailtally.store.applemail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import mailtally.store.Finding;
import mailtally.store.StoreUnavailableException;
import mailtally.store.applemail.MailAccount.Kind;

/// Puts together what the library's folders, the index and the lists of accounts say of each
/// account.
final class AccountFinder {
    private static final Pattern LEGACY =
            Pattern.compile("(?is)(IMAP|POP|EWS|Exchange|Mac|AosIMAP)-(.*)");
    private static final String FOLDERS_ONLY =
            " Accounts are known by their folders only: kind, address, name and server may be"
                    + " missing, and an account may have to be named by its id. Their mail is read"
                    + " all the same.";
    private static final Pattern UUID =
            Pattern.compile("(?i)[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    private final Path library;
    private final LibraryVersions versions;
    private final Optional<EnvelopeIndex> index;
    private final List<Finding> findings;
    private final List<AccountContent> contents = new ArrayList<>();

    /// @param findings where to say what concerns the whole library
    AccountFinder(
            Path library,
            LibraryVersions versions,
            Optional<EnvelopeIndex> index,
            List<Finding> findings) {
        this.library = library;
        this.versions = versions;
        this.index = index;
        this.findings = findings;
    }

    /// Finds the accounts.
    ///
    /// @param accountsFile macOS's list of accounts
    /// @param copies our private folder
    List<AccountContent> find(Path accountsFile, Path copies) throws StoreUnavailableException {
        for (Path folder : LibraryVersions.accountFolders(versions.active(), findings)) {
            scan(folder);
        }
        index.ifPresent(this::addIndex);
        Optional<List<KnownAccount>> known = known(accountsFile, copies);
        known.ifPresent(this::addKnown);
        for (AccountContent content : contents) {
            content.account(account(content));
        }
        mergeLocal();
        for (AccountContent content : contents) {
            doubts(content, known.isPresent());
        }
        return contents;
    }

    private void scan(Path folder) {
        String id = MailAccount.idOf(folder);
        AccountContent content = new AccountContent(id);
        FolderScan scan = new FolderScan(library, content.findings());
        scan.account(folder);
        boolean named = UUID.matcher(id).matches() || LEGACY.matcher(id).matches();
        if (scan.mailboxes().isEmpty() && !named) {
            findings.addAll(content.findings());
            return; // not an account: signatures, rules, caches
        }
        content.folders().add(folder);
        scan.mailboxes().forEach(content::add);
        contents.add(content);
    }

    private void addIndex(EnvelopeIndex envelopes) {
        for (EnvelopeIndex.Mailbox mailbox : envelopes.mailboxes()) {
            Optional<AccountContent> owner =
                    contents.stream().filter(c -> means(mailbox.url(), c)).findFirst();
            if (owner.isEmpty() && mailbox.live() > 0) {
                String id = mailbox.url().account();
                AccountContent vanished =
                        new AccountContent(id.isEmpty() ? mailbox.url().scheme() : id);
                vanished.findings()
                        .add(
                                Finding.doubt(
                                        "Apple Mail's index lists mail of the account "
                                                + vanished.id()
                                                + ", but the library has no folder of it."));
                contents.add(vanished);
                owner = Optional.of(vanished);
            }
            owner.ifPresent(o -> o.add(mailbox));
        }
        if (envelopes.orphans() > 0) {
            findings.add(
                    Finding.doubt(
                            "Apple Mail's index lists "
                                    + envelopes.orphans()
                                    + " messages in mailboxes that it does not name. They could"
                                    + " not be looked for."));
        }
    }

    private static boolean means(MailboxUrl url, AccountContent content) {
        String id = content.id().toLowerCase(Locale.ROOT);
        String account = url.account().toLowerCase(Locale.ROOT);
        if (id.equals(account)) {
            return true;
        }
        if (account.isEmpty()) {
            return id.equals("mailboxes") || id.equals(url.scheme());
        }
        Matcher legacy = LEGACY.matcher(id);
        return legacy.matches() && percentDecoded(legacy.group(2)).equals(account);
    }

    private Optional<List<KnownAccount>> known(Path accountsFile, Path copies) {
        List<KnownAccount> known = new ArrayList<>();
        boolean any = false;
        Path list = versions.active().resolve("MailData").resolve("Accounts.plist");
        if (Files.exists(list, LinkOption.NOFOLLOW_LINKS)) {
            try {
                known.addAll(AccountsList.read(list));
                any = true;
            } catch (IOException e) {
                findings.add(Finding.note("Accounts.plist cannot be read: " + Reasons.of(e) + "."));
            }
        }
        String reason;
        try {
            known.addAll(AccountsDatabase.read(accountsFile, copies));
            return Optional.of(known);
        } catch (IOException e) {
            reason = Reasons.of(e);
        } catch (SQLException e) {
            reason = e.getMessage();
        }
        if (!any) {
            findings.add(
                    Finding.note(
                            Files.notExists(accountsFile, LinkOption.NOFOLLOW_LINKS)
                                    ? "This Mac's list of accounts is not at "
                                            + accountsFile
                                            + ", where --accounts or the default says that it is."
                                            + FOLDERS_ONLY
                                    : "This Mac's list of accounts ("
                                            + accountsFile.getFileName()
                                            + ") cannot be read: "
                                            + reason
                                            + "."
                                            + FOLDERS_ONLY));
        }
        return any ? Optional.of(known) : Optional.empty();
    }

    private void addKnown(List<KnownAccount> known) {
        Map<String, AccountContent> byId = new HashMap<>();
        contents.forEach(c -> byId.put(c.id().toLowerCase(Locale.ROOT), c));
        for (KnownAccount account : known) {
            AccountContent content = byId.get(account.id().toLowerCase(Locale.ROOT));
            if (content != null && content.known().isEmpty()) {
                content.known(account);
            } else if (content == null && account.holdsMail() && !inLibrary(account, byId)) {
                findings.add(
                        Finding.note(
                                "This Mac knows the account "
                                        + (account.address().isEmpty()
                                                ? account.id()
                                                : account.address())
                                        + " ("
                                        + account.kind().label()
                                        + "), but the library has no folder of it."));
            }
        }
    }

    /// True where a parent or child of the account has a folder: it is the same account to its
    /// user.
    private static boolean inLibrary(KnownAccount account, Map<String, AccountContent> byId) {
        return account.family().stream()
                .anyMatch(id -> byId.containsKey(id.toLowerCase(Locale.ROOT)));
    }

    private MailAccount account(AccountContent content) {
        Matcher legacy = LEGACY.matcher(content.id());
        String user = "";
        String host = "";
        if (legacy.matches()) {
            String place = percentDecoded(legacy.group(2));
            int at = place.lastIndexOf('@');
            user = at < 0 ? place : place.substring(0, at);
            host = at < 0 ? "" : place.substring(at + 1);
        }
        Optional<KnownAccount> known = content.known();
        user = known.map(KnownAccount::user).filter(u -> !u.isEmpty()).orElse(user);
        host = known.map(KnownAccount::host).filter(h -> !h.isEmpty()).orElse(host);
        String address = known.map(KnownAccount::address).orElse("");
        Kind kind = kind(content, legacy.matches() ? legacy.group(1) : "");
        return new MailAccount(
                content.id(),
                kind,
                address.isEmpty() && user.contains("@") ? user : address,
                kind == Kind.LOCAL
                        ? MailAccount.ON_MY_MAC
                        : known.map(KnownAccount::name).orElse(""),
                host,
                user,
                content.folders());
    }

    /// The list of accounts decides, then the folder's name, then what the index calls it.
    private static Kind kind(AccountContent content, String legacyPrefix) {
        Kind kind = content.known().map(KnownAccount::kind).orElse(Kind.UNKNOWN);
        if (kind == Kind.UNKNOWN) {
            kind = byWord(legacyPrefix);
        }
        if (kind == Kind.UNKNOWN && content.id().equalsIgnoreCase("Mailboxes")) {
            kind = Kind.LOCAL;
        }
        return kind == Kind.UNKNOWN ? byWord(content.scheme()) : kind;
    }

    private static Kind byWord(String word) {
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "imap", "imaps", "mac", "aosimap" -> Kind.IMAP;
            case "pop", "pops", "pop3" -> Kind.POP;
            case "ews", "exchange" -> Kind.EXCHANGE;
            case "local" -> Kind.LOCAL;
            default -> Kind.UNKNOWN;
        };
    }

    /// On My Mac can be a UUID folder and `Mailboxes` at once: it is one account.
    private void mergeLocal() {
        List<AccountContent> local =
                contents.stream().filter(c -> c.account().kind() == Kind.LOCAL).toList();
        if (local.size() < 2) {
            return;
        }
        AccountContent first = local.getFirst();
        for (AccountContent other : local.subList(1, local.size())) {
            other.mailboxes().values().forEach(first::add);
            first.folders().addAll(other.folders());
            first.findings().addAll(other.findings());
            contents.remove(other);
        }
        MailAccount shown = first.account();
        first.account(
                new MailAccount(
                        shown.id(),
                        Kind.LOCAL,
                        "",
                        MailAccount.ON_MY_MAC,
                        "",
                        "",
                        first.folders()));
    }

    private static void doubts(AccountContent content, boolean listed) {
        MailAccount account = content.account();
        Optional<KnownAccount> known = content.known();
        if (known.isPresent() && known.get().kind() == Kind.UNKNOWN) {
            content.findings()
                    .add(
                            Finding.note(
                                    "The account "
                                            + account.label()
                                            + " is of a kind that is not known here: "
                                            + (known.get().types().isEmpty()
                                                    ? "none is named"
                                                    : String.join(", ", known.get().types()))
                                            + "."));
        } else if (listed && known.isEmpty() && account.kind() != Kind.LOCAL) {
            content.findings()
                    .add(
                            Finding.note(
                                    "The account folder "
                                            + account.id()
                                            + " is not in this Mac's list of accounts."));
        }
        if (content.mailboxes().isEmpty()) {
            content.findings()
                    .add(
                            Finding.doubt(
                                    "The account "
                                            + account.label()
                                            + " has no mail folder in the library. That may mean"
                                            + " that its folder cannot be read."));
        }
    }

    private static String percentDecoded(String text) {
        return MailboxUrl.parse("x://" + text + "/x").map(MailboxUrl::account).orElse(text);
    }
}
