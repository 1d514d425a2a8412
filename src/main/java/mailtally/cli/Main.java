package mailtally.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicBoolean;

/// The program's entry.
public final class Main {
    private Main() {}

    /// Runs one command and ends with its exit status.
    public static void main(String[] args) {
        PrintStream out = utf8(FileDescriptor.out);
        PrintStream err = utf8(FileDescriptor.err);
        AtomicBoolean ended = new AtomicBoolean();
        Runtime.getRuntime()
                .addShutdownHook(
                        new Thread(
                                () -> {
                                    if (!ended.get()) {
                                        err.println();
                                        err.println("Stopped. What was there is as it was.");
                                        err.flush();
                                        Runtime.getRuntime().halt(ExitStatus.STOPPED);
                                    }
                                }));
        int status = CommandRun.run(args, out, err);
        out.flush();
        err.flush();
        ended.set(true);
        System.exit(
                out.checkError() && status == ExitStatus.PROVEN ? ExitStatus.UNAVAILABLE : status);
    }

    private static PrintStream utf8(FileDescriptor descriptor) {
        return new PrintStream(new FileOutputStream(descriptor), false, StandardCharsets.UTF_8);
    }
}
