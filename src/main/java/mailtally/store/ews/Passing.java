package mailtally.store.ews;

import java.io.IOException;
import java.util.Optional;
import mailtally.message.MessageBytes;
import mailtally.store.Holding;
import mailtally.store.HoldingVisitor;
import mailtally.store.Revisitor;

/// Passes on what was asked for again.
record Passing(Revisitor visitor) implements HoldingVisitor {
    @Override
    public void message(Holding holding, MessageBytes bytes) throws IOException {
        visitor.message(holding.locator(), bytes);
    }

    @Override
    public void unreadable(Holding holding, String reason, Optional<MessageBytes> rawFile)
            throws IOException {
        visitor.unreadable(holding.locator(), reason);
    }

    @Override
    public void folderUnreadable(String where, String reason) {
        throw new IllegalStateException("no folder is listed here");
    }
}
