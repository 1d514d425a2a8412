package mailtally.trial;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/// What a server did besides keeping messages, as far as a trial shows it.
///
/// @param dates whether internal dates are those that were given, of old mail and new
/// @param seen whether `\Seen` came back
/// @param flagged whether `\Flagged` came back
/// @param keyword whether a keyword came back
/// @param drafts how many messages came back as drafts that were none
/// @param madeUpId whether a message without Message-ID got one
/// @param subjectCutAt after how many characters a long subject was cut, if it was
/// @param sizes whether the server tells true lengths
public record LossProfile(
        Kept dates,
        Kept seen,
        Flagged flagged,
        Kept keyword,
        int drafts,
        boolean madeUpId,
        OptionalInt subjectCutAt,
        Sizes sizes) {
    /// Whether something came back.
    public enum Kept {
        YES,
        NO,
        /// No message told.
        UNKNOWN
    }

    /// How `\Flagged` is kept.
    public enum Flagged {
        /// As the message was put, without more ado. A store that knows of a server's forgetting
        /// sees to it by itself.
        AT_ONCE,
        /// Only when it was set once more afterwards.
        AFTERWARDS,
        NO,
        UNKNOWN
    }

    /// What a server says of its messages' lengths (RFC822.SIZE).
    ///
    /// @param told how many it told the length of
    /// @param wrong how many of these lengths were not those of the bytes
    /// @param mostOff by how many bytes it was off at most
    public record Sizes(int told, int wrong, long mostOff) {}

    /// True where nothing that a person would miss is lost.
    public boolean kind() {
        return dates != Kept.NO && seen != Kept.NO && flagged != Flagged.NO && drafts == 0;
    }

    /// All of it, a sentence each.
    public List<String> sentences() {
        List<String> all = new ArrayList<>();
        all.add(
                switch (dates) {
                    case YES -> "Dates are kept: old mail stays under its old date.";
                    case NO -> "Dates are not kept: old mail would stand under today.";
                    case UNKNOWN -> "Whether dates are kept is not known.";
                });
        all.add(
                switch (seen) {
                    case YES -> "Read stays read.";
                    case NO -> "Read does not stay read.";
                    case UNKNOWN -> "Whether read stays read is not known.";
                });
        all.add(
                switch (flagged) {
                    case AT_ONCE -> "Flags are kept.";
                    case AFTERWARDS ->
                            "A flag is kept only when it is set once more afterwards, which copies"
                                    + " do.";
                    case NO -> "Flags are not kept.";
                    case UNKNOWN -> "Whether flags are kept is not known.";
                });
        all.add(
                switch (keyword) {
                    case YES -> "Keywords are kept, such as 'forwarded' and colours.";
                    case NO -> "Keywords are not kept, such as 'forwarded' and colours.";
                    case UNKNOWN -> "Whether keywords are kept is not known.";
                });
        if (drafts > 0) {
            all.add("Mail comes back as drafts: " + drafts + " of the trial's messages did.");
        }
        if (madeUpId) {
            all.add("A message without a Message-ID gets one.");
        }
        subjectCutAt.ifPresent(at -> all.add("A subject is cut after " + at + " characters."));
        all.add(lengths());
        return all;
    }

    private String lengths() {
        if (sizes.told() == 0) {
            return "Lengths were not told.";
        }
        return sizes.wrong() == 0
                ? "The lengths that it tells are true."
                : "The lengths that it tells are guesses: "
                        + sizes.wrong()
                        + " of "
                        + sizes.told()
                        + " were wrong, by up to "
                        + sizes.mostOff()
                        + " bytes.";
    }
}
