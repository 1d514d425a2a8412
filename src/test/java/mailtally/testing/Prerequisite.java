package mailtally.testing;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/// What a test needs of the computer. What is not there is a skip that says so, and a failure where
/// the system property `mailtally.required` is `true`.
public final class Prerequisite {
    private Prerequisite() {}

    /// Ends the test.
    ///
    /// @param what what is not there and what to install, as in `no python3: install python3`
    public static AssertionError missing(String what) {
        if (Boolean.getBoolean("mailtally.required")) {
            throw new AssertionError("required, but " + what);
        }
        assumeTrue(false, what);
        return new AssertionError(what);
    }

    /// Ends the test unless this program is there.
    public static void program(Path program, String advice) {
        if (!Files.isExecutable(program)) {
            throw missing("no " + program + ": " + advice);
        }
    }
}
