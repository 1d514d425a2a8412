package mailtally.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import mailtally.discovery.Discovered;
import mailtally.discovery.MailboxKind;
import mailtally.mac.Host;
import mailtally.profile.AccountProfile;
import mailtally.profile.ExchangeAccount;
import mailtally.store.StoreUnavailableException;

/// Writes the configuration profile and hands it to macOS.
///
/// @param into the folder it goes to
record SetupProfile(Host host, Path into) {
    /// Writes it; it was read back, and asked about where this computer has a check.
    ///
    /// @param found a mailbox in Exchange
    /// @throws StoreUnavailableException if it cannot be written; there is no file then
    SetupOutcome.Profile write(Discovered found, Optional<String> signInUrl)
            throws StoreUnavailableException {
        AccountProfile profile =
                new AccountProfile(
                        new ExchangeAccount(
                                found.address(),
                                found.ews().orElseThrow(),
                                found.kind() == MailboxKind.EXCHANGE_ONLINE,
                                signInUrl));
        Path folder = into.toAbsolutePath().normalize();
        try {
            Path file = profile.writeTo(folder);
            Optional<Boolean> sound = host.sound(file);
            if (sound.filter(s -> !s).isPresent()) {
                Files.deleteIfExists(file);
                throw new IOException("plutil, macOS's own check, does not take it");
            }
            return new SetupOutcome.Profile(file, sound.isPresent());
        } catch (IOException e) {
            throw new StoreUnavailableException(
                    "Cannot write the profile into "
                            + folder
                            + ": "
                            + e.getMessage()
                            + ". There is none. Name another folder with --to.",
                    e);
        }
    }

    /// Shows it to the person for approval.
    ///
    /// @return false where that cannot be done here
    boolean offer(Path profile) {
        return host.macOsVersion().isPresent()
                && host.offer(profile)
                && host.open(Host.Pane.PROFILES);
    }
}
