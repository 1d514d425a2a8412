package mailtally.store.maildir;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import mailtally.message.UnreadableException;
import mailtally.store.DiskFolder;
import mailtally.store.PathText;

/// The message files of one Maildir, while mail programs rename and move them. Used by one thread.
final class Listing {
    /// How often a Maildir is listed again because a file is not where it was.
    private static final int AGAIN_LIMIT = 20;

    private final Path maildir;
    private final List<Path> files = new ArrayList<>();
    private final List<Path> hidden = new ArrayList<>();
    private final Map<String, Path> moved = new HashMap<>();
    private int again;

    private Listing(Path maildir) {
        this.maildir = maildir;
    }

    /// A Maildir that is not listed yet.
    static Listing unlisted(Path maildir) {
        return new Listing(maildir);
    }

    /// Lists `new`, then `cur`: mail programs move files that way, so none is missed; what was
    /// moved meanwhile is seen twice and kept once.
    ///
    /// @throws UnreadableException if the Maildir cannot be listed
    static Listing of(Path maildir) throws UnreadableException {
        Listing listing = new Listing(maildir);
        List<Path> fresh = listing.messages("new");
        List<Path> current = listing.messages("cur");
        Set<String> freshNames = new HashSet<>();
        fresh.forEach(file -> freshNames.add(MessageName.of(file).unique()));
        Set<String> twice = new HashSet<>();
        for (Path file : current) {
            String unique = MessageName.of(file).unique();
            if (freshNames.contains(unique)) {
                twice.add(unique);
            }
            listing.files.add(file);
        }
        for (Path file : fresh) {
            boolean wentOn =
                    twice.contains(MessageName.of(file).unique())
                            && !Files.exists(file, LinkOption.NOFOLLOW_LINKS);
            if (!wentOn) {
                listing.files.add(file);
            }
        }
        listing.files.sort(
                Comparator.comparing(Path::getFileName).thenComparing(Comparator.naturalOrder()));
        return listing;
    }

    /// The files, oldest first as their names have it.
    List<Path> files() {
        return files;
    }

    /// What lies there by a name that no message has, systems' own files apart.
    List<Path> hidden() {
        return hidden;
    }

    /// Where a file is now: where it was, or where another name has the same unique part.
    Optional<Path> now(Path file) throws UnreadableException {
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            return Optional.of(file);
        }
        String unique = MessageName.of(file).unique();
        Path found = moved.get(unique);
        if (found == null || !Files.exists(found, LinkOption.NOFOLLOW_LINKS)) {
            if (++again > AGAIN_LIMIT) {
                return Optional.empty();
            }
            moved.clear();
            for (String part : List.of("new", "cur")) {
                part(part).forEach(f -> moved.put(MessageName.of(f).unique(), f));
            }
            found = moved.get(unique);
        }
        return Optional.ofNullable(found);
    }

    /// Names that begin with a dot are no messages, says the Maildir man page.
    private List<Path> messages(String part) throws UnreadableException {
        List<Path> messages = new ArrayList<>();
        for (Path file : part(part)) {
            boolean none = PathText.display(file).startsWith(".");
            (none ? hidden : messages).add(file);
        }
        return messages;
    }

    private List<Path> part(String name) throws UnreadableException {
        Path part = maildir.resolve(name);
        if (Files.notExists(part, LinkOption.NOFOLLOW_LINKS)) {
            return List.of(); // surely not there, rather than not permitted
        }
        return DiskFolder.list(part).stream().filter(f -> !DiskFolder.systemFile(f)).toList();
    }
}
