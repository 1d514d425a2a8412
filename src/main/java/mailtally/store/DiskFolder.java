package mailtally.store;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import mailtally.message.UnreadableException;

/// A folder on disk, listed in an order that does not change while it does not. Links are never
/// followed.
public final class DiskFolder {
    private DiskFolder() {}

    /// All that is in the folder, in order of the names' bytes.
    ///
    /// @throws UnreadableException if it cannot be listed
    public static List<Path> list(Path folder) throws UnreadableException {
        List<Path> children = new ArrayList<>();
        try (DirectoryStream<Path> listing = Files.newDirectoryStream(folder)) {
            for (Path child : listing) {
                children.add(child);
            }
        } catch (DirectoryIteratorException e) {
            throw RegularFile.unreadable(e.getCause());
        } catch (IOException e) {
            throw RegularFile.unreadable(e);
        }
        Collections.sort(children);
        return children;
    }

    /// What something is, without following it if it is a link.
    ///
    /// @throws UnreadableException if it is not there, or may not be looked at
    public static BasicFileAttributes look(Path path) throws UnreadableException {
        try {
            return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        } catch (IOException e) {
            throw RegularFile.unreadable(e);
        }
    }

    /// True for a folder that is no link.
    public static boolean is(Path path) {
        return Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
    }

    /// True for a regular file, which a link is not.
    public static boolean isFile(Path path) {
        return Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS);
    }

    /// True for a folder with `cur` and `new` in it, which is a Maildir whatever else is there.
    public static boolean isMaildir(Path folder) {
        return is(folder.resolve("cur")) && is(folder.resolve("new"));
    }

    /// True for what lies in a folder `cur` or `new`, where Maildirs keep messages.
    public static boolean inMaildirPart(Path file) {
        Path folder = file.getParent();
        return folder != null && (folder.endsWith("cur") || folder.endsWith("new"));
    }

    /// The folders of a Maildir that hold messages or will, if this is one.
    public static boolean isMaildirPart(Path folder) {
        Path maildir = folder.getParent();
        boolean part = folder.endsWith("cur") || folder.endsWith("new") || folder.endsWith("tmp");
        return part && maildir != null && isMaildir(maildir);
    }

    /// A path below a root as a person reads it; the root itself by its name.
    public static String display(Path root, Path path) {
        if (path.equals(root)) {
            return PathText.display(path);
        }
        StringBuilder text = new StringBuilder();
        for (Path name : root.relativize(path)) {
            text.append(text.isEmpty() ? "" : "/").append(PathText.display(name));
        }
        return text.toString();
    }

    /// The path of which [PathText#encode] made this text, where it lies in just this folder.
    /// Empty for a text that leads anywhere else, or nowhere.
    public static Optional<Path> child(Path root, Path folder, String encoded) {
        try {
            Path path = PathText.decode(root, encoded);
            boolean inside =
                    folder.equals(path.getParent())
                            && path.equals(path.normalize())
                            && PathText.encode(root, path).equals(encoded);
            return inside ? Optional.of(path) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /// True for what systems put beside any file: the Finder's, the Explorer's and macOS's own.
    public static boolean systemFile(Path path) {
        String name = PathText.display(path).toLowerCase(Locale.ROOT);
        return name.startsWith("._")
                || name.equals(".ds_store")
                || name.equals("icon\r")
                || name.equals("thumbs.db")
                || name.equals("desktop.ini");
    }
}
