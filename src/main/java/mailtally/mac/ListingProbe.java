package mailtally.mac;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Whether a folder can be listed. Asked on a thread of its own: a disk that went away can keep
/// whoever asks waiting for good.
final class ListingProbe {
    private ListingProbe() {}

    static boolean canList(Path folder, Duration patience) {
        CompletableFuture<Boolean> answer = new CompletableFuture<>();
        Thread.ofPlatform()
                .daemon()
                .name("mailtally-folder-probe")
                .start(() -> answer.complete(list(folder)));
        try {
            return answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException | TimeoutException e) {
            return false;
        }
    }

    private static boolean list(Path folder) {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            var _ = entries.iterator().hasNext();
            return true;
        } catch (IOException | DirectoryIteratorException | SecurityException e) {
            return false;
        }
    }
}
