package mailtally.cli;

import java.io.IOException;
import java.io.InputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/// How wide the terminal is. Java does not say; `stty` does, on macOS and Linux.
final class TerminalSize {
    /// Where nothing says how wide it is.
    static final int USUAL = 79;

    private static final int LEAST = 30;
    private static final int MOST = 100;
    private static final long PATIENCE_MS = 1_000;
    private static final Path TERMINAL = Path.of("/dev/tty");

    private TerminalSize() {}

    /// How many columns a line may take, from 30 to 100: longer ones are hard to read.
    static int columns() {
        return columns(sttySize());
    }

    /// @param size what `stty size` prints: rows and columns
    static int columns(String size) {
        String[] words = size.strip().split(" ", -1);
        if (words.length != 2 || !words[1].matches("[1-9][0-9]{0,4}")) {
            return USUAL;
        }
        return Math.clamp(Integer.parseInt(words[1]) - 1L, LEAST, MOST);
    }

    private static String sttySize() {
        if (!Files.exists(TERMINAL)) {
            return "";
        }
        try {
            Process process =
                    new ProcessBuilder("stty", "size")
                            .redirectInput(Redirect.from(TERMINAL.toFile()))
                            .redirectError(Redirect.DISCARD)
                            .start();
            if (!process.waitFor(PATIENCE_MS, TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
                return "";
            }
            try (InputStream out = process.getInputStream()) {
                return new String(out.readNBytes(100), StandardCharsets.US_ASCII);
            }
        } catch (IOException e) {
            return ""; // no such program: the usual width does
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "";
        }
    }
}
