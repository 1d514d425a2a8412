package mailtally.signin;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import mailtally.store.StoreUnavailableException;

/// A file that holds a secret, or standard input. As with ssh and msmtp, a file that others may
/// read or write is refused: what it holds is no secret any more. Links are followed and pipes are
/// read, since shells make them (`<(pass mail)`).
///
/// @param name the file's name, or `-`
/// @param option the option that named it, for errors
/// @param standardInput what `-` stands for
record SecretFile(String name, String option, InputStream standardInput) {
    /// Who fills a pipe may have to be asked something first.
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private static final Set<PosixFilePermission> OTHERS =
            EnumSet.of(
                    PosixFilePermission.GROUP_READ,
                    PosixFilePermission.GROUP_WRITE,
                    PosixFilePermission.OTHERS_READ,
                    PosixFilePermission.OTHERS_WRITE);

    /// @throws StoreUnavailableException if there is no password in it
    String password() throws StoreUnavailableException {
        try {
            return SecretText.password(bytes());
        } catch (SecretText.UnusableException e) {
            throw unusable("password", e.getMessage(), e);
        }
    }

    /// @throws StoreUnavailableException if there is no access token in it
    String token() throws StoreUnavailableException {
        try {
            return SecretText.token(bytes());
        } catch (SecretText.UnusableException e) {
            throw unusable("access token", e.getMessage(), e);
        }
    }

    private byte[] bytes() throws StoreUnavailableException {
        try {
            if (name.equals(SecretSources.STANDARD_INPUT)) {
                return PatientRead.line(() -> standardInput, PATIENCE);
            }
            Path file = Path.of(name);
            refuseWhatOthersSee(file);
            if (Files.isDirectory(file)) {
                throw unusable("secret", "it is a folder", null);
            }
            return PatientRead.line(() -> open(file), PATIENCE);
        } catch (NoSuchFileException | InvalidPathException e) {
            throw unusable("secret", "there is no such file", e);
        } catch (AccessDeniedException e) {
            throw unusable("secret", "you may not read it", e);
        } catch (IOException e) {
            throw unusable("secret", "reading it ended with: " + e.getMessage(), e);
        }
    }

    private static InputStream open(Path file) throws IOException {
        return new BufferedInputStream(Files.newInputStream(file));
    }

    private void refuseWhatOthersSee(Path file) throws IOException, StoreUnavailableException {
        Optional<String> seen = seenByOthers(file);
        if (seen.isPresent()) {
            throw unusable("secret", seen.get(), null);
        }
    }

    /// Why the file is no secret any more, as part of a sentence.
    static Optional<String> seenByOthers(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            return Optional.empty(); // a pipe is gone once it is read, and has nothing to look at
        }
        Set<PosixFilePermission> permissions;
        try {
            permissions = EnumSet.copyOf(Files.getPosixFilePermissions(file));
        } catch (UnsupportedOperationException | IllegalArgumentException e) {
            return Optional.empty(); // another kind of file system, or nobody may do anything
        }
        permissions.retainAll(OTHERS);
        return permissions.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        "other users of this computer may read or change it. Make it yours alone"
                                + " with 'chmod 600'");
    }

    private StoreUnavailableException unusable(String what, String why, Exception cause) {
        String where = name.equals(SecretSources.STANDARD_INPUT) ? "standard input" : name;
        return new StoreUnavailableException(
                "Cannot take the "
                        + what
                        + " from "
                        + where
                        + " ("
                        + option
                        + "): "
                        + why
                        + ". Nothing was sent or changed.",
                cause);
    }
}
