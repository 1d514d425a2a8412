package mailtally.signin;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/// Where the tokens of one mailbox are kept between runs: a file that is the user's alone (0600),
/// replaced by one rename.
///
///     mailtally tokens 1 <SHA-256 of what follows>
///     <what MSAL writes, JSON>
///
/// What does not agree with its own digest, and a file that others may read, is not used: the
/// person is told, and signs in anew.
final class TokenPlace {
    private static final String FIRST = "mailtally tokens 1 ";
    private static final int MOST_BYTES = 1 << 20;
    private static final int NAME_DIGITS = 24;

    private final Path file;
    private final Terminal terminal;

    /// @param folder the user's alone
    /// @param what of whom: authority, client and mailbox
    TokenPlace(Path folder, String what, Terminal terminal) {
        this.file = folder.resolve(digest(what).substring(0, NAME_DIGITS) + ".tokens");
        this.terminal = terminal;
    }

    /// What was kept, if it is sound.
    Optional<String> read() {
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            return Optional.empty();
        }
        try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            String text = new String(in.readNBytes(MOST_BYTES), StandardCharsets.UTF_8);
            int end = text.indexOf('\n');
            String body = text.substring(end + 1);
            boolean sound =
                    end > 0
                            && text.substring(0, end).equals(FIRST + digest(body))
                            && SecretFile.seenByOthers(file).isEmpty();
            if (sound) {
                return Optional.of(body);
            }
        } catch (IOException e) {
            // said below
        }
        damaged();
        return Optional.empty();
    }

    /// Says that what was kept cannot be used.
    void damaged() {
        terminal.show(
                "What was kept of an earlier sign-in in "
                        + file
                        + " is damaged or not yours alone, so it is not used. Sign in once more; the"
                        + " file is written anew.");
    }

    /// Keeps it. Where that cannot be, the next run asks again: no harm, and it is said.
    void write(String body) {
        try {
            Path fresh = Files.createTempFile(file.getParent(), "fresh-", ".tokens", mine());
            try {
                Files.writeString(fresh, FIRST + digest(body) + "\n" + body);
                Files.move(
                        fresh,
                        file,
                        StandardCopyOption.ATOMIC_MOVE,
                        StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(fresh);
            }
        } catch (IOException e) {
            terminal.show(
                    "The sign-in cannot be kept in "
                            + file.getParent()
                            + ", so the next run asks for it again.");
        }
    }

    private static FileAttribute<?>[] mine() {
        return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }

    private static String digest(String text) {
        try {
            return HexFormat.of()
                    .formatHex(
                            MessageDigest.getInstance("SHA-256")
                                    .digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java has it
        }
    }
}
