package mailtally.signin;

import com.github.javakeyring.BackendNotSupportedException;
import com.github.javakeyring.Keyring;
import com.github.javakeyring.KeyringStorageType;
import com.github.javakeyring.PasswordAccessException;
import java.util.Locale;
import java.util.Optional;
import mailtally.store.server.ServerAddress;

/// A Mac's Keychain, asked for one generic password: the service is `mailtally:` and the host, the
/// account is the user. What Mail itself keeps there are internet passwords, which belong to Mail
/// and are not asked for. What sign-ins left is kept under `mailtally-tokens`. Loaded only when it
/// is asked.
final class Keychain {
    private Keychain() {}

    /// What the entry for a mailbox is called.
    static String service(ServerAddress address) {
        return "mailtally:" + address.host();
    }

    /// The password, or nothing: no such entry, macOS or the user said no, or no Keychain here.
    static Optional<String> find(ServerAddress address) {
        return find(service(address), address.user());
    }

    /// What is kept under these names.
    static Optional<String> find(String service, String account) {
        try {
            // Not closed: for the Keychain there is nothing to close.
            Keyring keyring = Keyring.create(KeyringStorageType.OSX_KEYCHAIN);
            return Optional.of(keyring.getPassword(service, account))
                    .filter(password -> !password.isEmpty());
        } catch (BackendNotSupportedException | PasswordAccessException | LinkageError e) {
            // Another system, or macOS does not load the library, or does not hand it out.
            return Optional.empty();
        }
    }

    /// Keeps it under these names.
    ///
    /// @return false where that cannot be
    static boolean keep(String service, String account, String secret) {
        try {
            Keyring.create(KeyringStorageType.OSX_KEYCHAIN).setPassword(service, account, secret);
            return true;
        } catch (BackendNotSupportedException | PasswordAccessException | LinkageError e) {
            return false;
        }
    }

    /// True on a Mac.
    static boolean mayBeHere() {
        return System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("mac");
    }
}
