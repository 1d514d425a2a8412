package mailtally.backup;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Locale;

/// A backup could not be written or sealed. The message says what was tried, why it failed, that
/// nothing was sealed, that earlier files are untouched, and what to do. Final for the whole run;
/// exit status 3.
public final class BackupFailedException extends IOException {
    private static final long serialVersionUID = 1L;
    private static final long NEARLY_FULL_BYTES = 64 << 10;

    BackupFailedException(String message) {
        super(message);
    }

    private BackupFailedException(String message, Throwable cause) {
        super(message, cause);
    }

    /// What the system said, as a sentence for the user. An exception that is one already stays as
    /// it is.
    static BackupFailedException of(Path directory, IOException cause) {
        if (cause instanceof BackupFailedException known) {
            return known;
        }
        String message =
                "Cannot write the backup to "
                        + directory
                        + ": "
                        + reason(directory, cause)
                        + " Nothing was sealed, and what was there before is as it was. "
                        + advice(directory, cause);
        return new BackupFailedException(message, cause);
    }

    private static String reason(Path directory, IOException cause) {
        if (gone(directory)) {
            return "the folder is gone.";
        } else if (full(directory, cause)) {
            return "there is no room left.";
        } else if (readOnly(cause)) {
            return "the disk is read-only.";
        } else if (cause instanceof AccessDeniedException) {
            return "this user may not write there.";
        } else if (cause instanceof NoSuchFileException missing) {
            return "the file " + missing.getFile() + " vanished while it was written.";
        } else if (cause instanceof NotDirectoryException) {
            return "it is no folder.";
        }
        return "the system said: " + cause.getMessage() + ".";
    }

    private static String advice(Path directory, IOException cause) {
        if (gone(directory)) {
            return "Check that the disk is connected, then run the backup again.";
        } else if (full(directory, cause)) {
            return "Make room or choose another folder, then run the backup again.";
        } else if (readOnly(cause) || cause instanceof AccessDeniedException) {
            return "Choose another folder, or change who may write there.";
        }
        return "Run the backup again, or choose another folder.";
    }

    private static boolean gone(Path directory) {
        return !Files.exists(directory, LinkOption.NOFOLLOW_LINKS);
    }

    /// The system's words are in the user's language, so the room that is left is looked at too.
    private static boolean full(Path directory, IOException cause) {
        String said = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
        if (said.contains("no space left") || said.contains("quota exceeded")) {
            return true;
        }
        try {
            return !readOnly(cause)
                    && Files.getFileStore(directory).getUsableSpace() < NEARLY_FULL_BYTES;
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean readOnly(IOException cause) {
        return String.valueOf(cause.getMessage())
                .toLowerCase(Locale.ROOT)
                .contains("read-only file system");
    }
}
