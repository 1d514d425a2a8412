package mailtally.store.mbox;

import java.util.Optional;
import mailtally.message.MessageBytes;

/// Where one message lies in an mbox, and what was seen on the way through it.
///
/// @param offset its first byte, behind the separator line
/// @param lengthBytes its bytes, without the empty line that follows
/// @param separator the line before it; empty where there is none with a date
/// @param header what its header says
/// @param traits what its lines are like
record Region(
        long offset,
        long lengthBytes,
        Optional<SeparatorLine> separator,
        HeaderLook header,
        Traits traits) {
    /// What was seen in a message's lines.
    ///
    /// @param garbage true for bytes before the first separator: no message
    /// @param quoted true where lines may match `^>+From `
    /// @param plainFrom true where a line that begins with `From ` was taken for body text
    /// @param doubtful true where such a line could begin another message after all
    /// @param lengthFits true where Content-Length says just where the message ends
    /// @param crlf true where the line before its first byte ends with CRLF
    /// @param emptyLineFollows false where the file, or the next separator, comes at once
    record Traits(
            boolean garbage,
            boolean quoted,
            boolean plainFrom,
            boolean doubtful,
            boolean lengthFits,
            boolean crlf,
            boolean emptyLineFollows) {}

    /// True where the window that the scanner used holds the message.
    boolean inMemory() {
        return lengthBytes <= MessageBytes.IN_MEMORY_LIMIT_BYTES;
    }

    /// Where in the file the message ends.
    long end() {
        return offset + lengthBytes;
    }
}
