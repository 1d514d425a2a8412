package mailtally.testing.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// The user that servers run as: who runs the tests, or `mail` where that is root.
final class Unprivileged {
    private static final boolean ROOT = System.getProperty("user.name").equals("root");

    private Unprivileged() {}

    /// The user's name.
    static String user() {
        return ROOT ? "mail" : System.getProperty("user.name");
    }

    /// The user's number.
    static int uid() {
        return number("unix:uid");
    }

    /// The number of the user's group.
    static int gid() {
        return number("unix:gid");
    }

    /// The same command, as this user.
    static List<String> command(List<String> command) {
        if (!ROOT) {
            return List.copyOf(command);
        }
        List<String> whole =
                new ArrayList<>(
                        List.of(
                                "setpriv",
                                "--reuid=" + uid(),
                                "--regid=" + gid(),
                                "--clear-groups",
                                "--"));
        whole.addAll(command);
        return whole;
    }

    /// Gives everything below to this user.
    static void own(Path below) {
        if (!ROOT) {
            return;
        }
        try (Stream<Path> all = Files.walk(below)) {
            UserPrincipalLookupService names =
                    below.getFileSystem().getUserPrincipalLookupService();
            for (Path path : all.toList()) {
                PosixFileAttributeView view =
                        Files.getFileAttributeView(
                                path, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
                view.setOwner(names.lookupPrincipalByName(user()));
                view.setGroup(names.lookupPrincipalByGroupName(user()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The name of the user's group.
    static String group() {
        return attribute("posix:group").toString();
    }

    private static int number(String attribute) {
        return (Integer) attribute(attribute);
    }

    private static Object attribute(String attribute) {
        Path mine = null;
        try {
            mine = Files.createTempFile("mailtally-id-", "");
            own(mine);
            return Files.getAttribute(mine, attribute);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            delete(mine);
        }
    }

    private static void delete(Path file) {
        try {
            if (file != null) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
