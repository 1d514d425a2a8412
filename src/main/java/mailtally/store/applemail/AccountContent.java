package mailtally.store.applemail;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import mailtally.store.Finding;
import mailtally.store.FolderPath;

/// One account while the library is opened: its folders on disk, what the index and the lists of
/// accounts say of it, and in the end the [MailAccount] that is shown.
final class AccountContent {
    private final String id;
    private final List<Path> folders = new ArrayList<>();
    private final Map<String, MailboxFolder> mailboxes = new TreeMap<>();
    private final List<Finding> findings = new ArrayList<>();
    private Optional<KnownAccount> known = Optional.empty();
    private String scheme = "";
    private MailAccount account;

    AccountContent(String id) {
        this.id = id;
    }

    String id() {
        return id;
    }

    List<Path> folders() {
        return folders;
    }

    List<Finding> findings() {
        return findings;
    }

    Optional<KnownAccount> known() {
        return known;
    }

    void known(KnownAccount account) {
        known = Optional.of(account);
    }

    /// What the index calls this kind of account.
    void scheme(String indexScheme) {
        scheme = indexScheme;
    }

    String scheme() {
        return scheme;
    }

    MailAccount account() {
        return account;
    }

    void account(MailAccount shown) {
        account = shown;
    }

    /// The mailboxes by name; the key is [MailboxUrl#key].
    Map<String, MailboxFolder> mailboxes() {
        return mailboxes;
    }

    /// Adds a mailbox that was found on disk. Two that differ in case only stay two: on a disk that
    /// tells case apart they are two.
    void add(MailboxFolder mailbox) {
        String key = MailboxUrl.key(mailbox.path().names());
        MailboxFolder other = mailboxes.get(key);
        if (other == null) {
            mailboxes.put(key, mailbox);
        } else if (other.path().equals(mailbox.path())) {
            other.messageFolders().addAll(mailbox.messageFolders());
            other.troubles().addAll(mailbox.troubles());
            other.indexed().addAll(mailbox.indexed());
        } else {
            mailboxes.put(key + '\0' + mailbox.path().text(), mailbox);
        }
    }

    /// Adds what the index knows of a mailbox; one without a folder on disk counts if it has mail.
    void add(EnvelopeIndex.Mailbox indexed) {
        scheme = indexed.url().scheme();
        List<String> names = indexed.url().names();
        String key = MailboxUrl.key(names);
        MailboxFolder mailbox = mailboxes.get(key);
        if (mailbox == null && indexed.live() > 0) {
            mailbox = new MailboxFolder(new FolderPath(names));
            mailboxes.put(key, mailbox);
        }
        if (mailbox != null) {
            mailbox.indexed().add(indexed);
        }
    }
}
