package mailtally.signin;

import java.io.File;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import mailtally.store.StoreUnavailableException;

/// A program that prints an access token as its first line. It gets no input, and what it says on
/// standard error is not shown: it could be the token. Run without a shell.
///
/// @param command the program and its arguments, as a user writes them
/// @param option the option that named it, for errors
/// @param patience how long it may take
record TokenCommand(String command, String option, Duration patience) {
    /// How long a program that asks another server may take.
    static final Duration USUAL_PATIENCE = Duration.ofSeconds(60);

    private static final File NOTHING = new File("/dev/null");

    /// @throws StoreUnavailableException if no token was printed
    String token() throws StoreUnavailableException {
        List<String> words = words();
        Process process = start(words);
        try {
            long end = System.nanoTime() + patience.toNanos();
            byte[] printed = PatientRead.all(process::getInputStream, patience);
            if (printed.length > SecretText.MOST_BYTES) {
                throw failed(words, "it printed more than 64 KiB", null);
            }
            if (!process.waitFor(end - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                throw failed(words, "it did not end within " + seconds(), null);
            }
            if (process.exitValue() != 0) {
                throw failed(
                        words,
                        "it ended with status "
                                + process.exitValue()
                                + ". Run it yourself to see what it says",
                        null);
            }
            return SecretText.token(printed);
        } catch (SecretText.UnusableException e) {
            throw failed(words, "of what it printed, " + e.getMessage(), e);
        } catch (IOException e) {
            throw failed(words, "it printed nothing that ended within " + seconds(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failed(words, "the wait for it was interrupted", e);
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    private List<String> words() throws StoreUnavailableException {
        try {
            return CommandWords.split(command);
        } catch (IllegalArgumentException e) {
            throw new StoreUnavailableException(option + ": " + e.getMessage(), e);
        }
    }

    private Process start(List<String> words) throws StoreUnavailableException {
        try {
            return new ProcessBuilder(words)
                    .redirectInput(NOTHING)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            // The cause would show the arguments.
            throw failed(words, "there is no such program, or you may not run it", null);
        }
    }

    private String seconds() {
        return patience.toSeconds() + " seconds";
    }

    /// Names the program alone: arguments can be secrets.
    private StoreUnavailableException failed(List<String> words, String why, Exception cause) {
        return new StoreUnavailableException(
                "Cannot take the access token from the program "
                        + words.getFirst()
                        + " ("
                        + option
                        + "): "
                        + why
                        + ". Nothing was sent or changed.",
                cause);
    }

    /// Arguments can be secrets.
    @Override
    public String toString() {
        return "(a command for " + option + ")";
    }
}
