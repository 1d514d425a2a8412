package mailtally.discovery;

/// One question to one server, and what came of it. What servers sent stands in it as it came: it
/// is to be escaped before it is shown.
///
/// @param asked what was asked: an address, or a record of the DNS
/// @param answered what came, in words
/// @param means what that says of the mailbox, a sentence
/// @param taken true where the outcome rests on it
public record Evidence(String asked, String answered, String means, boolean taken) {
    /// One that the outcome does not rest on.
    static Evidence of(String asked, String answered, String means) {
        return new Evidence(asked, answered, means, false);
    }

    Evidence asTaken() {
        return new Evidence(asked, answered, means, true);
    }
}
