package mailtally.testing.server;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/// Passes bytes on after a time, as a long line does: later, but as many a second. One thread
/// writes.
final class DelayedOutput extends OutputStream {
    private static final int MOST_UNDERWAY_KB = 64 << 10;

    /// @param octets a character a byte; none at the end
    private record Chunk(long dueNanos, String octets) {}

    private final OutputStream to;
    private final long delayMs;
    private final BlockingQueue<Chunk> underway = new LinkedBlockingQueue<>();
    private final Semaphore room = new Semaphore(MOST_UNDERWAY_KB);
    private final AtomicReference<IOException> failure = new AtomicReference<>();
    private final Thread carrier;

    DelayedOutput(OutputStream to, long delayMs) {
        this.to = to;
        this.delayMs = delayMs;
        this.carrier = delayMs == 0 ? null : Thread.ofVirtual().start(this::carry);
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        if (delayMs == 0) {
            to.write(bytes, offset, length);
            return;
        }
        IOException broken = failure.get();
        if (broken != null) {
            throw new IOException(broken);
        }
        String octets = new String(bytes, offset, length, StandardCharsets.ISO_8859_1);
        if (!octets.isEmpty()) {
            room.acquireUninterruptibly(kilobytes(octets));
            long delayNanos = TimeUnit.MILLISECONDS.toNanos(delayMs);
            underway.add(new Chunk(System.nanoTime() + delayNanos, octets));
        }
    }

    /// What is underway arrives first.
    @Override
    public void close() throws IOException {
        if (carrier != null) {
            underway.add(new Chunk(0, ""));
            try {
                carrier.join(TimeUnit.SECONDS.toMillis(5));
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        }
        to.close();
    }

    private void carry() {
        try {
            for (Chunk chunk = underway.take();
                    !chunk.octets().isEmpty();
                    chunk = underway.take()) {
                long wait = chunk.dueNanos() - System.nanoTime();
                if (wait > 0) {
                    TimeUnit.NANOSECONDS.sleep(wait);
                }
                if (failure.get() == null) {
                    deliver(chunk);
                }
                room.release(kilobytes(chunk.octets()));
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void deliver(Chunk chunk) {
        try {
            to.write(Wire.bytes(chunk.octets()));
            to.flush();
        } catch (IOException e) {
            failure.set(e);
        }
    }

    private static int kilobytes(String octets) {
        return Math.min(MOST_UNDERWAY_KB, octets.length() / 1024 + 1);
    }
}
