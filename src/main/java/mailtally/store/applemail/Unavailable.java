package mailtally.store.applemail;

import java.nio.file.Path;
import mailtally.store.PathText;
import mailtally.store.StoreUnavailableException;

/// The sentences for a library that cannot be read as a whole. An empty answer is never taken for
/// 'no mail': macOS shows a program without Full Disk Access an empty or a closed folder.
final class Unavailable {
    private Unavailable() {}

    static StoreUnavailableException because(Path tried, String what) {
        return new StoreUnavailableException(
                "Cannot read the Apple Mail library at "
                        + display(tried)
                        + ". "
                        + what
                        + " That does not mean that there is no mail: macOS shows a closed or empty"
                        + " folder to a program without Full Disk Access. Nothing was changed. Open"
                        + " System Settings > Privacy & Security > Full Disk Access, add the"
                        + " terminal program that you use, start it anew and run this again. If the"
                        + " library is on another disk, see that the disk is connected, and name it"
                        + " with --library.");
    }

    /// For macOS's list of accounts.
    static StoreUnavailableException accounts(Path file, String reason, Exception cause) {
        return new StoreUnavailableException(
                "Cannot read this Mac's list of accounts at "
                        + display(file)
                        + ": "
                        + reason
                        + ". Nothing was changed. macOS withholds it from a program without Full"
                        + " Disk Access: open System Settings > Privacy & Security > Full Disk"
                        + " Access and switch it on for the program that runs this. If the list is"
                        + " elsewhere, name it with --accounts.",
                cause);
    }

    private static String display(Path path) {
        StringBuilder text = new StringBuilder();
        for (Path name : path.toAbsolutePath()) {
            text.append('/').append(PathText.display(name));
        }
        return text.isEmpty() ? "/" : text.toString();
    }
}
