package mailtally.store.applemail;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/// What the system said of a file, as the end of a plain sentence and without the path: whoever
/// reports it knows the path.
final class Reasons {
    private Reasons() {}

    static String of(IOException problem) {
        return switch (problem) {
            case AccessDeniedException _ -> "Permission denied";
            case NoSuchFileException _ -> "It is no longer there";
            case NotDirectoryException _ -> "It is no folder";
            case FileSystemLoopException _ -> "It is a link to itself";
            case FileSystemException e when e.getReason() != null -> e.getReason();
            default ->
                    problem.getMessage() == null
                            ? problem.getClass().getSimpleName()
                            : problem.getMessage();
        };
    }
}
