package mailtally.store.applemail;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import mailtally.store.Finding;
import mailtally.store.PathText;
import mailtally.store.StoreUnavailableException;

/// Which of the library's folders is in use: the `V<n>` that PersistenceInfo.plist names, else the
/// one with the highest number, else the library itself (before V2).
///
/// @param active the folder in use
/// @param others other versions' folders, highest first
/// @param beforeV2 true where the library itself is in use
record LibraryVersions(Path active, List<Path> others, boolean beforeV2) {
    private static final Pattern VERSION = Pattern.compile("V([0-9]{1,6})");
    private static final String NAMED_BY = "LastUsedVersionDirectoryName";
    private static final Pattern NO_ACCOUNT =
            Pattern.compile(
                    "(?i)MailData|Bundles|Bundles \\(.*\\)|RSS|PersistenceInfo.*|V[0-9]{1,6}");

    LibraryVersions {
        others = List.copyOf(others);
    }

    /// Looks into the library.
    ///
    /// @throws StoreUnavailableException if there is none that can be read
    static LibraryVersions find(Path library, List<Finding> findings)
            throws StoreUnavailableException {
        List<Path> versions = new ArrayList<>();
        boolean any = false;
        boolean legacy = false;
        for (Path entry : entries(library)) {
            any = true;
            String name = PathText.display(entry);
            if (!FileStamp.isFolder(entry)) {
                link(entry, findings);
                continue;
            }
            if (VERSION.matcher(name).matches()) {
                versions.add(entry);
            } else {
                legacy |= legacyAccount(name);
            }
        }
        if (!any) {
            throw Unavailable.because(library, "The folder is empty.");
        }
        versions.sort(Comparator.comparingInt(LibraryVersions::number).reversed());
        if (versions.isEmpty()) {
            return new LibraryVersions(library, List.of(), true);
        }
        Path active = named(library, versions, findings).orElse(versions.getFirst());
        List<Path> others = new ArrayList<>(versions);
        others.remove(active);
        if (legacy) {
            others.add(library);
        }
        return new LibraryVersions(active, others, false);
    }

    /// The folders that can be accounts, by name.
    static List<Path> accountFolders(Path version, List<Finding> findings)
            throws StoreUnavailableException {
        List<Path> folders = new ArrayList<>();
        for (Path entry : entries(version)) {
            if (!FileStamp.isFolder(entry)) {
                link(entry, findings);
            } else if (!NO_ACCOUNT.matcher(PathText.display(entry)).matches()) {
                folders.add(entry);
            }
        }
        return folders;
    }

    private static void link(Path entry, List<Finding> findings) {
        if (Files.isSymbolicLink(entry)) {
            findings.add(
                    Finding.doubt(
                            "A link stands where mail could be and was not followed: "
                                    + PathText.display(entry)
                                    + "."));
        }
    }

    /// The folder's entries, by name.
    private static List<Path> entries(Path folder) throws StoreUnavailableException {
        if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
            throw Unavailable.because(folder, "There is no such folder.");
        }
        List<Path> entries = new ArrayList<>();
        try (DirectoryStream<Path> listing = Files.newDirectoryStream(folder)) {
            for (Path entry : listing) {
                if (!MessageFolder.isFindersOwn(entry.getFileName().toString())) {
                    entries.add(entry);
                }
            }
        } catch (DirectoryIteratorException e) {
            throw Unavailable.because(folder, "It answers: " + Reasons.of(e.getCause()) + ".");
        } catch (IOException e) {
            throw Unavailable.because(folder, "It answers: " + Reasons.of(e) + ".");
        }
        entries.sort(null);
        return entries;
    }

    private static Optional<Path> named(Path library, List<Path> versions, List<Finding> findings) {
        Path file = library.resolve("PersistenceInfo.plist");
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            return Optional.empty();
        }
        Optional<String> name = Optional.empty();
        try {
            name =
                    PropertyList.dictionary(SmallFile.read(file, PropertyList.LIMIT_BYTES))
                            .flatMap(LibraryVersions::versionIn);
        } catch (IOException e) {
            findings.add(
                    Finding.note("PersistenceInfo.plist cannot be read: " + Reasons.of(e) + "."));
        }
        Optional<String> wanted = name;
        Optional<Path> folder =
                versions.stream()
                        .filter(v -> wanted.isPresent() && PathText.display(v).equals(wanted.get()))
                        .findFirst();
        if (wanted.isPresent() && folder.isEmpty()) {
            findings.add(
                    Finding.doubt(
                            "PersistenceInfo.plist says that Mail uses "
                                    + wanted.get()
                                    + ", but there is no such folder. The highest version was"
                                    + " read."));
        }
        return folder;
    }

    /// The known key counts, else any text in the list that is a version's name.
    private static Optional<String> versionIn(Map<String, Object> values) {
        Optional<String> known = PropertyList.text(values.get(NAMED_BY));
        return known.isPresent()
                ? known
                : values.values().stream()
                        .map(PropertyList::text)
                        .flatMap(Optional::stream)
                        .filter(t -> VERSION.matcher(t).matches())
                        .findFirst();
    }

    private static boolean legacyAccount(String name) {
        String upper = name.toUpperCase(Locale.ROOT);
        return upper.startsWith("IMAP-")
                || upper.startsWith("POP-")
                || upper.startsWith("MAC-")
                || upper.startsWith("EWS-")
                || upper.startsWith("EXCHANGE-")
                || upper.equals("MAILBOXES");
    }

    private static int number(Path version) {
        Matcher matcher = VERSION.matcher(PathText.display(version));
        return matcher.matches() ? Integer.parseInt(matcher.group(1)) : 0;
    }
}
