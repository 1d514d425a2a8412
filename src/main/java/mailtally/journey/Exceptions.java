package mailtally.journey;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What is left, for a person to look at. Text is as mail gave it: whoever draws it escapes it.
public interface Exceptions {
    /// The causes, the largest first.
    List<View.Cause> causes();

    /// One page of the messages of a cause.
    ///
    /// @param cause its id
    /// @param search only those whose sender, subject or folder has this in it; may be empty
    /// @param sort by `date`, `from`, `subject` or `folder`; anything else is by date
    /// @param page from 0
    Page page(String cause, String search, String sort, int page);

    /// One message beside what the other place has of it.
    Optional<Beside> message(String id);

    /// Some messages of a cause.
    ///
    /// @param total how many there are on all pages
    record Page(List<Left> messages, long total) {
        /// How many a page has.
        public static final int SIZE = 50;

        public Page {
            messages = List.copyOf(messages);
        }
    }

    /// A message that is left.
    ///
    /// @param id names it in addresses: digits
    /// @param reason a sentence
    record Left(
            String id,
            Optional<Instant> date,
            String from,
            String subject,
            String folder,
            String reason) {}

    /// A message as it is here and there, as text: nothing in it is to be run, followed or loaded.
    ///
    /// @param differences in words: "plan.pdf, 2.1 MB, only on this Mac"
    /// @param here the header fields and the text on this Mac, at most some 100,000 characters
    /// @param there the same of what came nearest in the other place, where there is any
    record Beside(Left message, List<String> differences, String here, Optional<String> there) {
        public Beside {
            differences = List.copyOf(differences);
        }
    }
}
