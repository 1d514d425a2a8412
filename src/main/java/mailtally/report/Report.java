package mailtally.report;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import mailtally.store.Witness;
import mailtally.tally.Counts;
import mailtally.tally.Exceptional;

/// Everything a run has to say. Lists that grow with the mail are walked, not held.
///
/// @param command the verb
/// @param source the source's address
/// @param target the target's address, or nothing
/// @param folders the balance of each folder of the source, by its name
/// @param witnesses each second opinion, by folder
/// @param bytes the length of all messages that were read in the source
/// @param bag the backup this run made or read, if any
/// @param copied how many messages this run put on the target and then found proven there
/// @param exceptions walks every message that is not proven
/// @param warnings walks every other thing to say
public record Report(
        String command,
        String source,
        Optional<String> target,
        Verdict verdict,
        Counts counts,
        Map<String, Counts> folders,
        List<FolderWitness> witnesses,
        long bytes,
        double seconds,
        Optional<String> bag,
        long copied,
        Walk<Exceptional> exceptions,
        Walk<Warning> warnings) {

    /// Something else to say, in one sentence.
    ///
    /// @param folder the folder it concerns, or empty
    /// @param locator the holding it concerns, or empty
    /// @param blocking true where it stands in the way of a proof
    public record Warning(String folder, String locator, String text, boolean blocking) {
        /// Something that concerns the whole and explains.
        public static Warning note(String text) {
            return new Warning("", "", text, false);
        }

        /// Something that concerns the whole and stands in the way of a proof.
        public static Warning doubt(String text) {
            return new Warning("", "", text, true);
        }

        /// The sentence with the place before it.
        String sentence(String place) {
            String before =
                    folder.isEmpty() ? place : place.isEmpty() ? folder : folder + ", " + place;
            return before.isEmpty() ? text : before + ": " + text;
        }
    }

    /// A second opinion on a folder.
    public record FolderWitness(String folder, Witness witness) {}

    /// Something that can be gone through, once or more often.
    public interface Walk<T> {
        /// Hands each to the consumer, in order.
        ///
        /// @throws IOException if it cannot be read
        void each(Consumer<T> consumer) throws IOException;
    }

    public Report {
        witnesses = List.copyOf(witnesses);
    }
}
