package mailtally.signin;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Reads from what may never answer, such as a pipe. Who waits too long gets an [IOException]; the
/// thread that still waits does not keep the program from ending.
final class PatientRead {
    private PatientRead() {}

    /// Opens what is read; that can wait too.
    interface Opening {
        InputStream open() throws IOException;
    }

    /// The bytes up to the first line end, or the end; not more than one over the limit. What
    /// follows stays unread, for somebody else.
    static byte[] line(Opening opening, Duration patience) throws IOException {
        return wait(opening, patience, true);
    }

    /// All bytes, not more than one over the limit.
    static byte[] all(Opening opening, Duration patience) throws IOException {
        return wait(opening, patience, false);
    }

    private static byte[] wait(Opening opening, Duration patience, boolean oneLine)
            throws IOException {
        CompletableFuture<byte[]> answer = new CompletableFuture<>();
        Thread.ofPlatform()
                .daemon()
                .start(
                        () -> {
                            try {
                                answer.complete(read(opening.open(), oneLine));
                            } catch (IOException | RuntimeException e) {
                                answer.completeExceptionally(e);
                            }
                        });
        try {
            return answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new IOException("nothing came within " + patience.toSeconds() + " seconds", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException cause) {
                throw cause;
            }
            throw new IOException("it cannot be read", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("the wait was interrupted", e);
        }
    }

    private static byte[] read(InputStream in, boolean oneLine) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        while (bytes.size() <= SecretText.MOST_BYTES) {
            int b = in.read();
            if (b < 0 || (oneLine && b == '\n')) {
                break;
            }
            bytes.write(b);
        }
        return bytes.toByteArray();
    }
}
