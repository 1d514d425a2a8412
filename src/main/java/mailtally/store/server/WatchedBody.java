package mailtally.store.server;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/// A body that ends with an exception where its server stands still. The JDK's client times a
/// request only until the answer's header is there.
///
/// A body that comes too slowly ends so too: a byte now and then would keep us for ever. What
/// counts is the time spent waiting for it, and not what is done with it in between.
final class WatchedBody extends FilterInputStream {
    private static final long SLOWEST_BYTES_PER_SECOND = 256;

    private final Duration patience;
    private final ScheduledExecutorService watch;
    private volatile boolean late;
    private long gotBytes;
    private long waitedNanos;

    WatchedBody(InputStream body, Duration patience, ScheduledExecutorService watch) {
        super(body);
        this.patience = patience;
        this.watch = watch;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        ScheduledFuture<?> alarm = alarm();
        int got;
        long begun = System.nanoTime();
        try {
            got = in.read(into, offset, length);
        } catch (IOException e) {
            throw late ? new HttpTimeoutException("the answer stood still") : e;
        } finally {
            alarm.cancel(false);
        }
        if (got < 0 && late) {
            throw new HttpTimeoutException("the answer stood still");
        }
        waitedNanos += System.nanoTime() - begun;
        gotBytes += Math.max(0, got);
        Duration most = patience.plusSeconds(gotBytes / SLOWEST_BYTES_PER_SECOND);
        if (got >= 0 && waitedNanos > most.toNanos()) {
            throw new HttpTimeoutException("the answer came too slowly");
        }
        return got;
    }

    private ScheduledFuture<?> alarm() throws IOException {
        try {
            return watch.schedule(this::giveUp, patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            throw new IOException("stopped", e);
        }
    }

    private void giveUp() {
        late = true;
        try {
            in.close();
        } catch (IOException e) {
            // it is given up anyway
        }
    }
}
