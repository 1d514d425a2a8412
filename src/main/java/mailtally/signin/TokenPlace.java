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

/// Where the tokens of one mailbox are kept between runs: on a Mac its Keychain; where there is
/// none, or it does not take them, a file that is the user's alone (0600), replaced by one rename.
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
    private static final String SERVICE = "mailtally-tokens";

    private final String name;
    private final Path file;
    private final Terminal terminal;

    /// @param folder the user's alone
    /// @param what of whom: authority, client and mailbox
    TokenPlace(Path folder, String what, Terminal terminal) {
        this.name = digest(what).substring(0, NAME_DIGITS);
        this.file = folder.resolve(name + ".tokens");
        this.terminal = terminal;
    }

    /// What was kept, if it is sound.
    Optional<String> read() {
        Optional<String> kept =
                Keychain.mayBeHere() ? Keychain.find(SERVICE, name) : Optional.<String>empty();
        if (kept.isEmpty()) {
            if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                return Optional.empty();
            }
            kept = inFile();
        }
        Optional<String> body = kept.flatMap(TokenPlace::sound);
        if (body.isEmpty()) {
            damaged();
        }
        return body;
    }

    private Optional<String> inFile() {
        try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            return SecretFile.seenByOthers(file).isPresent()
                    ? Optional.empty()
                    : Optional.of(new String(in.readNBytes(MOST_BYTES), StandardCharsets.UTF_8));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> sound(String text) {
        int end = Math.max(0, text.indexOf('\n'));
        String body = text.substring(Math.min(text.length(), end + 1));
        return text.substring(0, end).equals(FIRST + digest(body))
                ? Optional.of(body)
                : Optional.empty();
    }

    /// Says that what was kept cannot be used.
    void damaged() {
        terminal.show(
                "What was kept of an earlier sign-in in "
                        + (Files.exists(file, LinkOption.NOFOLLOW_LINKS) ? file : "the Keychain")
                        + " is damaged or not yours alone, so it is not used. Sign in once more; it"
                        + " is kept anew.");
    }

    /// Keeps it. Where that cannot be, the next run asks again: no harm, and it is said.
    void write(String body) {
        String text = FIRST + digest(body) + "\n" + body;
        if (Keychain.mayBeHere() && Keychain.keep(SERVICE, name, text)) {
            return;
        }
        try {
            Path fresh = Files.createTempFile(file.getParent(), "fresh-", ".tokens", mine());
            try {
                Files.writeString(fresh, text);
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
