package mailtally.discovery;

import java.net.URI;
import java.util.List;
import java.util.Optional;

/// What came of one request.
sealed interface Page {
    /// An answer.
    ///
    /// @param type its media type, or empty
    /// @param location where it points
    /// @param signIn the ways to sign in that it names: `Basic`, `NTLM`, …
    /// @param policy why Exchange Online does not serve the question, where it says
    /// @param body as UTF-8
    record Got(
            URI from,
            int status,
            String type,
            Optional<String> location,
            List<String> signIn,
            Optional<String> policy,
            String body)
            implements Page {
        boolean pointsElsewhere() {
            return location.isPresent() && (status / 100 == 3);
        }

        boolean wantsSignIn() {
            return status == 401;
        }
    }

    /// Nothing that can be read.
    ///
    /// @param answered what happened, in words
    /// @param means what that says, a sentence
    record None(String answered, String means) implements Page {}
}
