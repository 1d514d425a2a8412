package mailtally.message;

import java.util.List;

/// What stands behind a component's digest, as far as a comparison with a store that rewrites wants
/// to know it.
sealed interface Detail {
    /// A longer preamble is not what mail programs write for those that know no MIME.
    int MOST_AROUND_BYTES = 600;

    /// A header field.
    ///
    /// @param canonical the text of which the digest was made
    /// @param text the value, unfolded and decoded, with its blanks
    record Field(String canonical, String text) implements Detail {}

    /// A part that holds no others.
    ///
    /// @param fileName its name, or empty
    /// @param byLines the decoded bytes in raw form: what stays the same where line ends change
    /// @param lineBytes how long the decoded bytes are in raw form
    /// @param lines true where line ends mean nothing: it is text, or was not transfer-encoded
    /// @param alternative the name of the nearest multipart/alternative around it, or empty
    /// @param wordings what it says, where it is text or HTML: one where its charset is clear, else
    ///     each way in which its bytes can be read without losing one; none where it is too long
    record Leaf(
            String fileName,
            Sha256 byLines,
            long lineBytes,
            boolean lines,
            String alternative,
            List<Wording> wordings)
            implements Detail {
        public Leaf {
            wordings = List.copyOf(wordings);
        }
    }

    /// A part that was never downloaded.
    ///
    /// @param plain true where it is announced without a transfer encoding: then its encoded length
    ///     is that of the part itself
    record Lacking(String fileName, boolean plain) implements Detail {}

    /// A message in the message.
    record Inner(Reading reading, String fileName) implements Detail {}

    /// What stands before or after the parts, one character a byte.
    record Around(String text) implements Detail {}
}
