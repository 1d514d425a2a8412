package mailtally.store.server;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.Socket;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/// One open connection to a server, with TLS where it must be. Each read and each write ends within
/// the patience of its [ServerOptions], or fails. Used by one thread at a time; [#close] may be
/// called by any.
public final class ServerConnection implements AutoCloseable {
    private static final int BUFFER_BYTES = 64 << 10;

    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;
    private final Optional<String> greeting;
    private final boolean local;

    ServerConnection(
            Socket socket,
            Optional<String> greeting,
            boolean local,
            long patienceMs,
            ScheduledExecutorService watch)
            throws IOException {
        this.socket = socket;
        this.in = socket.getInputStream();
        this.out =
                new BufferedOutputStream(
                        new WatchedOutput(socket, patienceMs, watch), BUFFER_BYTES);
        this.greeting = greeting;
        this.local = local;
    }

    /// What the server sends, unbuffered. A read that waits too long throws
    /// [java.net.SocketTimeoutException].
    public InputStream in() {
        return in;
    }

    /// What goes to the server, buffered.
    public OutputStream out() {
        return out;
    }

    /// The server's first line, where it was read already because TLS had to be asked for
    /// (STARTTLS, STLS): no other greeting follows.
    public Optional<String> greeting() {
        return greeting;
    }

    /// True where the server is on this computer.
    public boolean local() {
        return local;
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            // the connection is of no use any more, whatever happened
        }
    }

    /// A socket's time-out does not hold for writes, and a server that reads nothing would stop us
    /// for ever: whoever waits too long finds the socket closed.
    private static final class WatchedOutput extends OutputStream {
        private final Socket socket;
        private final OutputStream out;
        private final long patienceMs;
        private final ScheduledExecutorService watch;

        WatchedOutput(Socket socket, long patienceMs, ScheduledExecutorService watch)
                throws IOException {
            this.socket = socket;
            this.out = socket.getOutputStream();
            this.patienceMs = patienceMs;
            this.watch = watch;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            Future<?> end = watch.schedule(this::giveUp, patienceMs, TimeUnit.MILLISECONDS);
            try {
                out.write(bytes, offset, length);
            } catch (IOException e) {
                if (end.isDone()) {
                    throw (IOException)
                            new InterruptedIOException("the server took nothing any more")
                                    .initCause(e);
                }
                throw e;
            } finally {
                end.cancel(false);
            }
        }

        @Override
        public void flush() throws IOException {
            out.flush();
        }

        private void giveUp() {
            try {
                socket.close();
            } catch (IOException e) {
                // closing is all that can be done
            }
        }
    }
}
