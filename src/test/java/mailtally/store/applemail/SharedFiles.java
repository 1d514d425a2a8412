package mailtally.store.applemail;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;

/// Real files that are not part of the project.
final class SharedFiles {
    private SharedFiles() {}

    /// Their folder; without it the test is skipped, unless `mailtally.required` is `true`.
    static Path folder() {
        String place = System.getProperty("mailtally.shared", "");
        if (place.isEmpty() && Boolean.getBoolean("mailtally.required")) {
            throw new AssertionError("mailtally.shared is required and does not name a folder");
        }
        assumeTrue(!place.isEmpty(), "mailtally.shared does not name a folder");
        return Path.of(place);
    }
}
