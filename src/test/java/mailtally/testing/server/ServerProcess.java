package mailtally.testing.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/// A server in a process group of its own, which ends with [#close] and also when this Java is
/// killed: a shell waits at a pipe that only this Java holds, and ends the group when it closes.
final class ServerProcess implements AutoCloseable {
    /// Ports that were given out are free until their server listens: none is given twice.
    private static final Set<Integer> GIVEN = ConcurrentHashMap.newKeySet();

    private static final long MOST_START_MS = 20_000;
    private static final long MOST_STOP_SECONDS = 10;
    private static final String GUARD =
            """
            log=$1 pid=$2; shift 2
            exec 3<&0
            setsid "$@" </dev/null 3<&- >>"$log" 2>&1 &
            child=$!
            echo "$child" >"$pid"
            {
                read -r nothing <&3
                # The server itself ends its children; what it leaves is ended after it. Its group
                # is no sign: a child that nobody waits for stays in it.
                kill -TERM "$child" 2>/dev/null
                for i in 1 2 3 4 5 6; do
                    kill -0 "$child" 2>/dev/null || break
                    sleep 0.05
                done
                kill -s KILL -- "-$child" 2>/dev/null
            } &
            guard=$!
            wait "$child"
            wait "$guard"
            """;

    private final Process guard;
    private final Path log;
    private final Path pid;

    private ServerProcess(Process guard, Path log, Path pid) {
        this.guard = guard;
        this.log = log;
        this.pid = pid;
    }

    /// Starts the server as [Unprivileged].
    ///
    /// @param folder where its log and its number go
    /// @param command must stay in the foreground
    static ServerProcess start(Path folder, List<String> command, Map<String, String> environment) {
        Path log = folder.resolve("server.log");
        Path pid = folder.resolve("server.pid");
        List<String> whole =
                new ArrayList<>(
                        List.of("sh", "-c", GUARD, "guard", log.toString(), pid.toString()));
        whole.addAll(Unprivileged.command(command));
        try {
            ProcessBuilder builder = new ProcessBuilder(whole);
            builder.environment().putAll(environment);
            builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
            builder.redirectError(ProcessBuilder.Redirect.DISCARD);
            return new ServerProcess(builder.start(), log, pid);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// A port of 127.0.0.1 that nobody listens at.
    static int freePort() {
        try {
            while (true) {
                try (ServerSocket any = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                    if (GIVEN.add(any.getLocalPort())) {
                        return any.getLocalPort();
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Waits until the server answers at this port.
    void awaitPort(int port) {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(MOST_START_MS);
        while (System.nanoTime() < end) {
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 500);
                return;
            } catch (IOException _) {
                sleep(10);
            }
        }
        close();
        throw new AssertionError("no server at port " + port + "\n" + log());
    }

    /// What the server wrote to its standard output and error.
    String log() {
        try {
            return Files.exists(log) ? Files.readString(log) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The number of the server's process group.
    long group() {
        try {
            return Long.parseLong(Files.readString(pid).strip());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Ends the whole group, and waits for that.
    @Override
    public void close() {
        try {
            guard.getOutputStream().close();
            if (!guard.waitFor(MOST_STOP_SECONDS, TimeUnit.SECONDS)) {
                guard.destroyForcibly();
                throw new AssertionError("the server did not stop\n" + log());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    static void sleep(long ms) {
        try {
            Thread.sleep(ms);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
