package mailtally.store.server;

/// What proves to a server who asks. Never shown: its text is not its value.
public sealed interface Secret {
    /// A password, or an app password.
    record Password(String value) implements Secret {
        @Override
        public String toString() {
            return "(a password)";
        }
    }

    /// An OAuth 2 access token (RFC 6749 section 1.4), for SASL XOAUTH2.
    record Token(String value) implements Secret {
        @Override
        public String toString() {
            return "(a token)";
        }
    }
}
