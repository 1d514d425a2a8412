package mailtally.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import mailtally.discovery.AppleMail;
import mailtally.discovery.Discovered;

/// All that one run of `setup` found and did.
///
/// @param probe what the mailbox let one do, where it was asked
/// @param appleMail whether Apple Mail will work; there for Exchange alone
/// @param profile where the profile is, and who found it sound
/// @param next what to do now, a sentence each
record SetupOutcome(
        Discovered found,
        Optional<SetupProbe.Seen> probe,
        Optional<AppleMail> appleMail,
        Optional<Profile> profile,
        List<String> next) {
    SetupOutcome {
        next = List.copyOf(next);
    }

    ///     none
    /// The profile that was made.
    ///
    /// @param checkedBySystem true where the system's own check found it sound; false where this
    ///     computer has none
    record Profile(Path file, boolean checkedBySystem) {}

    /// 0 all done; 1 something was lost in the trial, or Apple Mail is kept out; 3 no mailbox was
    /// found or reached.
    int status() {
        boolean lost = probe.flatMap(SetupProbe.Seen::trial).filter(t -> !t.proven()).isPresent();
        boolean keptOut =
                appleMail
                        .map(AppleMail::works)
                        .filter(w -> w == AppleMail.Works.NO || w == AppleMail.Works.KEPT_OUT)
                        .isPresent();
        if (lost || keptOut) {
            return ExitStatus.NOT_PROVEN;
        }
        return found.kind().exchange() || probe.isPresent()
                ? ExitStatus.PROVEN
                : ExitStatus.UNAVAILABLE;
    }
}
