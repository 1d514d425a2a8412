package mailtally.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicBoolean;

/// The program's entry.
public final class Main {
    private static final String STOPPED = "Stopped. What was there is as it was.";

    private Main() {}

    /// Runs one command and ends with its exit status.
    public static void main(String[] args) {
        AtomicBoolean answered = new AtomicBoolean();
        PrintStream out = utf8(FileDescriptor.out, answered);
        PrintStream err = utf8(FileDescriptor.err, new AtomicBoolean());
        AtomicBoolean ended = new AtomicBoolean();
        Runtime.getRuntime()
                .addShutdownHook(
                        new Thread(
                                () -> {
                                    if (!ended.get()) {
                                        err.println();
                                        CommandRun.stopped(
                                                args,
                                                AtStop.run().orElse(STOPPED),
                                                out,
                                                err,
                                                answered.get());
                                        out.flush();
                                        err.flush();
                                        Runtime.getRuntime().halt(ExitStatus.STOPPED);
                                    }
                                }));
        int status;
        try {
            status = CommandRun.run(args, out, err);
        } catch (Throwable failure) { // an Error must not look like a stop by the user
            status = CommandRun.defect(failure, err);
        }
        out.flush();
        err.flush();
        ended.set(true);
        System.exit(
                out.checkError() && status == ExitStatus.PROVEN ? ExitStatus.UNAVAILABLE : status);
    }

    /// @param used becomes true with the first byte
    private static PrintStream utf8(FileDescriptor descriptor, AtomicBoolean used) {
        OutputStream bytes =
                new FileOutputStream(descriptor) {
                    @Override
                    public void write(byte[] all, int from, int length) throws IOException {
                        used.set(true);
                        super.write(all, from, length);
                    }
                };
        return new PrintStream(bytes, false, StandardCharsets.UTF_8);
    }
}
