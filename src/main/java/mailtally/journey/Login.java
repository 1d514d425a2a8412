package mailtally.journey;

import java.util.Optional;

/// What a person said to sign in to a mailbox with.
///
/// @param password what was typed for it
/// @param application what was typed of an application, whichever mailbox it is for
public record Login(Optional<String> password, Optional<Application> application) {
    /// Nothing was said.
    public static final Login NONE = new Login(Optional.empty(), Optional.empty());

    /// A password is a secret.
    @Override
    public String toString() {
        return "(what was said to sign in with)";
    }
}
