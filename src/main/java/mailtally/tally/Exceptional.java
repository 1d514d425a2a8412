package mailtally.tally;

import java.time.Instant;
import java.util.Optional;

/// A message that is not identical, same content or duplicate, by name and reason. Texts are as
/// mail gave them: whoever shows them escapes them.
///
/// @param folder the folder's name as [mailtally.store.FolderPath#text] has it
/// @param locator where it lies
/// @param bucket where it ended
/// @param reason one plain sentence
/// @param messageId the Message-ID, or empty
/// @param subject the Subject, decoded, or empty
/// @param date the Date field
public record Exceptional(
        String folder,
        String locator,
        Bucket bucket,
        String reason,
        String messageId,
        String subject,
        Optional<Instant> date) {}
