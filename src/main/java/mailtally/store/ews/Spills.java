package mailtally.store.ews;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import mailtally.store.server.Spill;

/// Writes messages to files of ours, so that a full disk is not taken for a broken connection.
final class Spills {
    private Spills() {}

    /// This computer could not keep a message. Final.
    static final class FailedException extends IOException {
        private static final long serialVersionUID = 1L;

        FailedException(IOException cause) {
            super("a large message could not be kept on this computer's disk", cause);
        }
    }

    static Spill create(Path folder) throws FailedException {
        try {
            return Spill.create(folder);
        } catch (IOException e) {
            throw new FailedException(e);
        }
    }

    static OutputStream writer(Spill spill) throws FailedException {
        try {
            return spill.writer();
        } catch (IOException e) {
            throw new FailedException(e);
        }
    }

    static void write(OutputStream out, byte[] bytes, int length) throws FailedException {
        try {
            out.write(bytes, 0, length);
        } catch (IOException e) {
            throw new FailedException(e);
        }
    }

    static void close(OutputStream out) throws FailedException {
        try {
            out.close();
        } catch (IOException e) {
            throw new FailedException(e);
        }
    }

    static void closeQuietly(OutputStream out) {
        try {
            out.close();
        } catch (IOException e) {
            // what is dropped need not be whole
        }
    }
}
