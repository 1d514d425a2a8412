package mailtally.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import mailtally.discovery.Discovered;

/// What is to be done after `setup`, a sentence each.
final class SetupNext {
    private final List<String> all = new ArrayList<>();

    /// @param offered true where macOS shows the profile for approval already
    static List<String> of(
            Discovered found,
            boolean tried,
            Optional<SetupOutcome.Profile> profile,
            boolean offered,
            boolean dryRun) {
        SetupNext next = new SetupNext();
        if (!tried) {
            next.all.add(
                    "To see what the mailbox does to mail, name it: --new imaps://USER@HOST, or"
                            + " ews://USER@HOST for an Exchange Server.");
        }
        if (profile.isPresent()) {
            next.profile(offered);
        } else if (found.kind().exchange() && !dryRun) {
            next.all.add("No profile was made.");
        }
        if (found.kind().exchange()) {
            next.all.add(
                    "Open Mail, let it fetch, and look: mailtally setup "
                            + found.address()
                            + " --look.");
        }
        return next.all;
    }

    private void profile(boolean offered) {
        all.add(
                offered
                        ? "Approve the profile in the System Settings that just opened: select it,"
                                + " Install."
                        : "Open the profile on the Mac (double click), then approve it: System"
                                + " Settings, General, Device Management (before macOS 15: Privacy"
                                + " & Security, Profiles).");
        all.add(
                "macOS asks for the sign-in then. Leave Mail on; calendars and contacts too where"
                        + " they moved.");
        all.add("Removing the profile removes the account, so keep it installed.");
    }
}
