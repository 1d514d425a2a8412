package mailtally.journey;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import mailtally.mac.Host;
import mailtally.store.StoreUnavailableException;
import mailtally.store.applemail.MailAccount;

/// The undo copy: an account's folders and Mail's index, cloned, so that the last count reads one
/// moment and a removal can be undone.
///
/// @param root looks like a mail library with this account alone
/// @param stamps of the files it was made of
record Undo(Path root, Stamps stamps) {
    private static final List<String> INDEX =
            List.of("Envelope Index", "Envelope Index-wal", "Envelope Index-shm");

    /// What of the library belongs to the account.
    static List<Path> parts(MailAccount account) {
        Set<Path> parts = new LinkedHashSet<>();
        for (Path folder : account.folders()) {
            parts.add(folder);
            Path data = folder.resolveSibling("MailData");
            INDEX.forEach(name -> parts.add(data.resolve(name)));
        }
        return List.copyOf(parts);
    }

    /// The stamps of all that belongs to the account.
    static Stamps stamps(Path library, MailAccount account) throws IOException {
        return Stamps.of(library, parts(account));
    }

    /// Makes the copy.
    ///
    /// @param library the real path of the library
    /// @param beside the folder that gets it
    /// @throws StoreUnavailableException if the library changed meanwhile
    static Undo make(Host host, Path library, MailAccount account, Path beside, String name)
            throws StoreUnavailableException, IOException {
        Stamps before = stamps(library, account);
        Path root = free(beside, name);
        folder(root);
        List<Path> done = new ArrayList<>();
        for (Path part : parts(account)) {
            if (Files.exists(part)) {
                Path to = root.resolve(library.relativize(part).toString());
                folder(to.getParent());
                if (Files.isDirectory(part, LinkOption.NOFOLLOW_LINKS)) {
                    host.cloneTree(part, to);
                } else {
                    Files.copy(part, to, LinkOption.NOFOLLOW_LINKS);
                }
                done.add(to);
            }
        }
        if (done.isEmpty()) {
            throw new StoreUnavailableException(
                    "The account has no folder in this Mac's mail library. Nothing was changed."
                            + " Look whether it is the account that is meant.");
        }
        Optional<String> changed = before.difference(stamps(library, account));
        if (changed.isPresent()) {
            throw new StoreUnavailableException(
                    "The mail library changed while it was copied: "
                            + changed.get()
                            + ". Nothing was lost. Quit Mail and whatever else changes mail, and take"
                            + " the last count again.");
        }
        return new Undo(root, before);
    }

    private static Path free(Path beside, String name) {
        Path path = beside.resolve(name);
        for (int i = 2; Files.exists(path); i++) {
            path = beside.resolve(name + " " + i);
        }
        return path;
    }

    private static void folder(Path path) throws IOException {
        if (Files.getFileStore(existing(path)).supportsFileAttributeView("posix")) {
            Files.createDirectories(
                    path,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rwx------")));
        } else {
            Files.createDirectories(path);
        }
    }

    private static Path existing(Path path) {
        Path there = path;
        while (!Files.exists(there)) {
            there = there.getParent();
        }
        return there;
    }
}
