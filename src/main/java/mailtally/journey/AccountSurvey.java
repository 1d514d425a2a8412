package mailtally.journey;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import mailtally.inventory.Progress;
import mailtally.message.MessageBytes;
import mailtally.store.Completeness;
import mailtally.store.Finding;
import mailtally.store.Folder;
import mailtally.store.Holding;
import mailtally.store.HoldingVisitor;
import mailtally.store.Store;
import mailtally.store.StoreUnavailableException;
import mailtally.store.Witness;
import mailtally.store.applemail.MailAccount;

/// One look through one account of this Mac: how much there is, and what of it is at risk. Used by
/// one thread.
public final class AccountSurvey implements HoldingVisitor {
    private final MailAccount account;
    private final Progress progress;
    private final Map<String, Long> onlyHere = new LinkedHashMap<>();
    private final List<String> doubts = new ArrayList<>();
    private String folder = "";
    private long folders;
    private long messages;
    private long bytes;
    private long notDownloaded;
    private long cutShort;
    private long unreadable;
    private long closedFolders;

    /// A survey that has not begun.
    public AccountSurvey(MailAccount account, Progress progress) {
        this.account = account;
        this.progress = progress;
    }

    /// Looks through the account.
    public AccountSurvey of(Store store) throws StoreUnavailableException, IOException {
        for (Folder one : store.folders()) {
            folders++;
            folder = one.path().text();
            long before = messages;
            store.read(one, this);
            for (Witness witness : one.witnesses()) {
                if (witness.count() != messages - before) {
                    doubts.add(
                            folder
                                    + ": Apple Mail's index knows of "
                                    + Words.number(witness.count())
                                    + " messages, "
                                    + Words.number(messages - before)
                                    + " were found.");
                }
            }
        }
        for (Finding finding : store.findings()) {
            if (finding.weight() == Finding.Weight.DOUBT) {
                doubts.add(finding.text());
            }
        }
        return this;
    }

    @Override
    public void message(Holding holding, MessageBytes message) {
        messages++;
        bytes += message.sizeBytes();
        switch (holding.completeness()) {
            case Completeness.Whole _,
                    Completeness.Rebuilt _,
                    Completeness.Completed _,
                    Completeness.HeadersOnly _ -> {}
            case Completeness.Incomplete incomplete -> notDownloaded += incomplete.missing().size();
            case Completeness.CutShort _ -> cutShort++;
        }
        onServer(holding);
        progress.advance(1, message.sizeBytes());
    }

    @Override
    public void unreadable(Holding holding, String reason, Optional<MessageBytes> rawFile) {
        messages++;
        unreadable++;
        progress.advance(1, 0);
    }

    @Override
    public void folderUnreadable(String where, String reason) {
        closedFolders++;
    }

    private void onServer(Holding holding) {
        if (holding.remoteId().isEmpty()) {
            onlyHere.merge(folder, 1L, Long::sum);
        }
    }

    /// Which account.
    public MailAccount account() {
        return account;
    }

    /// How many folders it has.
    public long folders() {
        return folders;
    }

    /// How many messages, readable or not.
    public long messages() {
        return messages;
    }

    /// The length of the readable ones, in bytes.
    public long bytes() {
        return bytes;
    }

    /// How many parts were never downloaded.
    public long notDownloaded() {
        return notDownloaded;
    }

    /// How many messages cannot be read.
    public long unreadable() {
        return unreadable;
    }

    /// What is at risk, a sentence each; texts are as mail gave them.
    ///
    /// @param fetching how attachments are had that were never downloaded
    public List<String> risks(String fetching) {
        List<String> risks = new ArrayList<>();
        switch (account.kind()) {
            case POP ->
                    risks.add(
                            "POP: the server may hold nothing. What is not backed up is gone for"
                                    + " good when the account is removed.");
            case LOCAL -> risks.add("This mail is on this Mac only.");
            case UNKNOWN -> risks.add("Mailtally does not know this kind of account.");
            case IMAP, EXCHANGE ->
                    onlyHere.forEach(
                            (where, count) ->
                                    risks.add(
                                            Words.count(count, "message")
                                                    + " in "
                                                    + where
                                                    + (count == 1 ? " lives" : " live")
                                                    + " only on this Mac."));
        }
        add(risks, notDownloaded, "attachment", " never downloaded." + helps(fetching));
        add(risks, cutShort, "message", " cut short on this Mac.");
        if (unreadable > 0) {
            risks.add(Words.count(unreadable, "message") + " cannot be read.");
        }
        if (closedFolders > 0) {
            risks.add(Words.count(closedFolders, "folder") + " cannot be looked into.");
        }
        if (messages == 0) {
            risks.add("No message was found. Empty proves nothing.");
        }
        risks.addAll(doubts);
        return risks;
    }

    /// What helps against attachments that are not here, where there is a server.
    private String helps(String fetching) {
        return switch (account.kind()) {
            case LOCAL -> "";
            case IMAP, POP, EXCHANGE, UNKNOWN ->
                    " The server may still have "
                            + (notDownloaded == 1 ? "it" : "them")
                            + ": "
                            + fetching
                            + ".";
        };
    }

    private static void add(List<String> risks, long count, String what, String how) {
        if (count > 0) {
            risks.add(Words.count(count, what) + (count == 1 ? " was" : " were") + how);
        }
    }
}
