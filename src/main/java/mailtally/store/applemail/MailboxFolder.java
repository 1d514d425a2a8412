package mailtally.store.applemail;

import java.util.ArrayList;
import java.util.List;
import mailtally.store.FolderPath;

/// A mailbox of one account as found on disk, with what the index knows of it. Filled while the
/// library is opened, unchanged from then on.
final class MailboxFolder {
    private final FolderPath path;
    private final List<MessageFolder> messageFolders = new ArrayList<>();
    private final List<Trouble> troubles = new ArrayList<>();
    private final List<EnvelopeIndex.Mailbox> indexed = new ArrayList<>();

    /// A part of the mailbox that could not be looked into.
    record Trouble(String where, String reason) {}

    MailboxFolder(FolderPath path) {
        this.path = path;
    }

    FolderPath path() {
        return path;
    }

    List<MessageFolder> messageFolders() {
        return messageFolders;
    }

    List<Trouble> troubles() {
        return troubles;
    }

    List<EnvelopeIndex.Mailbox> indexed() {
        return indexed;
    }
}
