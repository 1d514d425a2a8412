package mailtally.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;

/// Looks for a secret in the bytes of files.
final class SecretSearch {
    private SecretSearch() {}

    /// Asserts that no file below the folder has the secret in it, plain or as a login sends it.
    static void in(Path folder, String secret) {
        if (!Files.exists(folder)) {
            return;
        }
        String base64 = Base64.getEncoder().encodeToString(bytes("\0jane\0" + secret));
        try (Stream<Path> tree = Files.walk(folder)) {
            for (Path file : tree.filter(SecretSearch::isFile).toList()) {
                String content = Files.readString(file, StandardCharsets.ISO_8859_1);
                for (String sought : List.of(secret, base64)) {
                    assertThat(content.contains(sought)).as(file.toString()).isFalse();
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isFile(Path path) {
        return Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
