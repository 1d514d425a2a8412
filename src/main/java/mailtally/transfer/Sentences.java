package mailtally.transfer;

import java.util.Locale;
import mailtally.store.FolderPath;

/// What this room says, in one place.
final class Sentences {
    static final String NOT_DOWNLOADED = "Parts were never downloaded, so it is not put up.";
    static final String CUT_SHORT = "Its file is cut short, so it is not put up.";
    static final String SHOWN = "This folder only shows it; it lies in another one, too.";
    static final String PUT_BEFORE =
            "An earlier run put it there already, and the target keeps it changed: it is not put"
                    + " again.";
    static final String SOURCE_CHANGED =
            "It changed in the source after it was compared, so it was not put up. Run this again.";
    static final String ANSWERS_LOST =
            "The connection broke each time it was put up alone. It is not known to be there.";
    static final String NOT_LOOKED_FOR =
            "The answer was lost, and the folder could not be looked through: whether it is there"
                    + " is not known. Run this again.";

    private Sentences() {}

    static String messages(long count) {
        return String.format(Locale.ROOT, "%,d message%s", count, count == 1 ? "" : "s");
    }

    static String notProven(long planned, long copied) {
        return String.format(
                Locale.ROOT,
                "%,d of the %s of the plan %s not proven there.",
                planned - copied,
                messages(planned),
                planned - copied == 1 ? "is" : "are");
    }

    static String datesNotKept(int messages) {
        return "The target does not keep the date on which mail was received: the first "
                + messages(messages)
                + " came back with another one. So the copy was stopped; what was put there stays,"
                + " and nothing was removed. Ask the server's administrator, or run it again with"
                + " --any-date if that does not matter.";
    }

    static String leftOut(long messages, String reason) {
        return messages(messages) + (messages == 1 ? " is" : " are") + " left out. " + reason;
    }

    static String unreadable(FolderPath folder, long messages) {
        return folder
                + " has "
                + messages(messages)
                + " on the target that cannot be read. What is put there now may be there already as"
                + " one of those.";
    }

    static String notRead(FolderPath folder) {
        return folder
                + " could not be read on the target, so it is not known what it lacks, and nothing"
                + " is put there. Run this again.";
    }

    static String refused(FolderPath folder, String words) {
        return "The target does not take mail in " + folder + ": " + words;
    }

    static String refused(String words) {
        return "The target refused it: " + words;
    }

    static String tooLarge(Part part, long most) {
        return String.format(
                Locale.ROOT,
                "It is larger than %,d bytes, the most that %s takes.",
                most,
                part.path());
    }

    static String lostFlag(Part part, String flag, long messages) {
        return messages(messages)
                + " for "
                + part.path()
                + " will be without "
                + flag
                + ", which the folder does not keep. A backup's manifest keeps it.";
    }

    static String deleted(Part part, long messages) {
        return messages(messages)
                + " for "
                + part.path()
                + (messages == 1 ? " is" : " are")
                + " marked as deleted in the source. The mark is not carried over, so that the copy"
                + " is safe.";
    }

    static String flagsNotSet(String folder, long messages) {
        return "The target did not set all flags of " + messages(messages) + " in " + folder + ".";
    }

    static String late(String folder, long copies) {
        return folder
                + " has "
                + messages(copies)
                + " twice: an answer was lost, and the target took "
                + (copies == 1 ? "it" : "them")
                + " late. Nothing is removed.";
    }
}
