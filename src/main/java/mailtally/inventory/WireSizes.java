package mailtally.inventory;

import java.io.OutputStream;
import java.util.Optional;
import mailtally.message.Digests;
import mailtally.message.MessageBytes;
import mailtally.store.Holding;

/// Counts how long each message is with every line end as CRLF, for the comparison by sizes. Used
/// by one thread.
final class WireSizes extends OutputStream implements FolderSink {
    private long bytes;
    private boolean afterReturn;

    /// The length of the message that was begun last.
    long bytes() {
        return bytes;
    }

    @Override
    public OutputStream begin(Holding holding, MessageBytes message) {
        bytes = 0;
        afterReturn = false;
        return this;
    }

    @Override
    public void write(int b) {
        bytes += b == '\n' && !afterReturn ? 2 : 1;
        afterReturn = b == '\r';
    }

    @Override
    public void write(byte[] portion, int offset, int length) {
        boolean after = afterReturn;
        long added = 0;
        for (int i = offset; i < offset + length; i++) {
            added += portion[i] == '\n' && !after ? 1 : 0;
            after = portion[i] == '\r';
        }
        afterReturn = after;
        bytes += length + added;
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
