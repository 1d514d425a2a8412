package mailtally.demo;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import mailtally.message.MessageBytes;
import mailtally.store.Appender;
import mailtally.store.Folder;
import mailtally.store.FolderPath;
import mailtally.store.Holding;
import mailtally.store.HoldingVisitor;
import mailtally.store.RefusedException;
import mailtally.store.SpecialUse;
import mailtally.store.Store;
import mailtally.store.StoreUnavailableException;
import mailtally.store.WritableStore;

/// Moves a made-up mailbox as an administrator's tool does: folder by folder, and what the target
/// refuses stays behind.
final class MailboxMove {
    private static final int BATCH_MESSAGES = 50;

    private final Store source;
    private final WritableStore target;

    MailboxMove(Store source, WritableStore target) {
        this.source = source;
        this.target = target;
    }

    void run() throws IOException, RefusedException, StoreUnavailableException {
        for (Folder folder : source.folders()) {
            List<Appender.Outgoing> mail = new ArrayList<>();
            source.read(folder, new Taking(mail));
            fill(target, folder.path(), mail);
        }
    }

    /// Puts messages into a folder, which is made where it is not there.
    ///
    /// @throws IOException if one is refused
    static void fill(WritableStore mailbox, FolderPath path, List<Appender.Outgoing> mail)
            throws IOException, RefusedException, StoreUnavailableException {
        try (Appender folder = mailbox.appender(mailbox.create(path, SpecialUse.byName(path)))) {
            for (int from = 0; from < mail.size(); from += BATCH_MESSAGES) {
                int to = Math.min(from + BATCH_MESSAGES, mail.size());
                for (Appender.Answer answer : folder.append(mail.subList(from, to))) {
                    if (answer instanceof Appender.Answer.Refused refused) {
                        throw new IOException(
                                "The demo's own server refused a message: " + refused.reason());
                    }
                }
            }
        }
    }

    /// Keeps what it is shown: the demo's mail is small.
    record Taking(List<Appender.Outgoing> mail) implements HoldingVisitor {
        @Override
        public void message(Holding holding, MessageBytes bytes) throws IOException {
            ByteArrayOutputStream copy = new ByteArrayOutputStream();
            bytes.writeTo(copy);
            mail.add(
                    new Appender.Outgoing(
                            MessageBytes.of(copy.toByteArray()),
                            holding.flags(),
                            holding.internalDate()));
        }

        @Override
        public void unreadable(Holding holding, String reason, Optional<MessageBytes> rawFile) {
            // It stays behind.
        }

        @Override
        public void folderUnreadable(String where, String reason) throws IOException {
            throw new IOException("The demo's own folder cannot be read: " + reason);
        }
    }
}
