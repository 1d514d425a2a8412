package mailtally.inventory;

import java.io.OutputStream;
import java.util.Optional;
import mailtally.message.Digests;
import mailtally.message.MessageBytes;
import mailtally.store.Holding;

/// The bytes go nowhere else.
enum NoCopy implements FolderSink {
    INSTANCE;

    @Override
    public OutputStream begin(Holding holding, MessageBytes bytes) {
        return OutputStream.nullOutputStream();
    }

    @Override
    public void commit(Holding holding, Digests digests) {}

    @Override
    public void abort(Holding holding) {}

    @Override
    public void unreadable(Holding holding, String reason, Optional<MessageBytes> rawFile) {}

    @Override
    public void close() {}
}
