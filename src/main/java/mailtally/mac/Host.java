package mailtally.mac;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/// This computer, as far as a move concerns it. On a Mac by the system's own commands; elsewhere
/// it says that it is no Mac. May be used by several threads. Nothing waits longer than some
/// seconds, except [#cloneTree].
public interface Host {
    /// A pane of System Settings that can be opened.
    enum Pane {
        INTERNET_ACCOUNTS,
        FULL_DISK_ACCESS,
        NOTIFICATIONS,
        /// Where a person approves a configuration profile.
        PROFILES
    }

    /// Which macOS this is, such as "15.6.1"; empty where this is no Mac.
    Optional<String> macOsVersion();

    /// When this computer was started; empty where it cannot be told.
    Optional<Instant> bootTime();

    /// Whether Apple Mail runs; empty where it cannot be told.
    Optional<Boolean> mailRuns();

    /// Whether this user may administer the Mac; empty where it cannot be told.
    Optional<Boolean> administrator();

    /// Whether macOS lets us read this folder. The probe for Full Disk Access: a folder that is
    /// withheld cannot be listed, whoever owns it.
    boolean mayRead(Path folder);

    /// Opens a pane.
    ///
    /// @return false where it could not be opened: the user opens it
    boolean open(Pane pane);

    /// Opens an address in the user's browser.
    ///
    /// @return false where it could not be opened
    boolean browse(String address);

    /// Hands a configuration profile to macOS, which lists it for the person to approve. Nothing is
    /// installed by that.
    ///
    /// @return false where that cannot be done: the user opens the file
    boolean offer(Path profile);

    /// What the system's own check says of a property list.
    ///
    /// @return empty where there is no such check on this computer
    Optional<Boolean> sound(Path propertyList);

    /// Shows a notification, where that can be done. Its text holds no name from mail.
    void notify(String text);

    /// Keeps the computer awake until it is closed, where that can be done.
    Awake keepAwake();

    /// Copies a folder and all in it, or one file, by cloning where the disk can do that, so that
    /// it takes no space until one side changes. Nothing in `from` is changed; links are copied as
    /// links.
    ///
    /// @param to is not there yet; its parent is
    /// @throws IOException if it could not be copied whole
    void cloneTree(Path from, Path to) throws IOException;

    /// Holds a computer awake.
    interface Awake extends AutoCloseable {
        @Override
        void close();
    }
}
