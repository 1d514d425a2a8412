package mailtally.transfer;

import java.io.IOException;
import mailtally.store.Appender;
import mailtally.store.Folder;
import mailtally.store.RefusedException;
import mailtally.store.StoreUnavailableException;
import mailtally.store.WritableStore;

/// A folder of the target, open for messages, and opened again where its connection broke. Used by
/// one thread.
final class OpenFolder implements AutoCloseable {
    private static final int TRIES = 3;

    private final WritableStore store;
    private final Folder folder;
    private Appender appender;

    OpenFolder(WritableStore store, Folder folder)
            throws RefusedException, StoreUnavailableException {
        this.store = store;
        this.folder = folder;
        this.appender = store.appender(folder);
    }

    Folder folder() {
        return folder;
    }

    Appender appender() {
        return appender;
    }

    /// Where the folder stands. A connection that broke while nothing was on its way costs nothing.
    Appender.Mark mark() throws StoreUnavailableException {
        IOException last = null;
        for (int tries = 0; tries < TRIES; tries++) {
            try {
                return appender.mark();
            } catch (IOException e) {
                last = e;
                reopen();
            }
        }
        throw new StoreUnavailableException(
                "The target does not tell where "
                        + folder.path()
                        + " stands: "
                        + last.getMessage()
                        + " What was put there stays. Run this again.",
                last);
    }

    void reopen() throws StoreUnavailableException {
        appender.close();
        try {
            appender = store.appender(folder);
        } catch (RefusedException e) {
            throw new StoreUnavailableException(
                    Sentences.refused(folder.path(), e.getMessage())
                            + " Whether it took the last messages is not known. Run this again: it"
                            + " looks for them first.",
                    e);
        }
    }

    /// Waits until two looks with a pause between them agree, so that what a server commits late is
    /// seen.
    void awaitStandstill(Pace pace) throws IOException, StoreUnavailableException {
        Appender.Mark before = mark();
        long pauseMs = pace.first().toMillis();
        for (int look = 1; look < pace.mostLooks(); look++) {
            try {
                Thread.sleep(pauseMs);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("The copy was interrupted.", e);
            }
            Appender.Mark now = mark();
            if (now.equals(before)) {
                return;
            }
            before = now;
            pauseMs = Math.min(2 * pauseMs, pace.longest().toMillis());
        }
    }

    @Override
    public void close() {
        appender.close();
    }
}
