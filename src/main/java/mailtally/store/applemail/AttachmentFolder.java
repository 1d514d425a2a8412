package mailtally.store.applemail;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import mailtally.store.PathText;

/// What lies beside one partial message: `Attachments/<N>/<part number>/<file>`. The names of the
/// two inner levels are made from the message's number and the counted part number, never from a
/// header, so nothing in a message can lead out of here. Links are not followed.
final class AttachmentFolder {
    private static final int MOST_FILES = 1000;

    private final Path folder;
    private final boolean there;
    private final Optional<String> problem;

    /// What was found for a part.
    ///
    /// @param file the attachment's file, if there is exactly one that is meant
    /// @param problem why there is none although something is there, as a sentence
    record Found(Optional<AttachmentFile> file, Optional<String> problem) {
        static Found nothing() {
            return new Found(Optional.empty(), Optional.empty());
        }

        static Found problem(String text) {
            return new Found(Optional.empty(), Optional.of(text));
        }
    }

    /// A plain file with the stamp it had when it was chosen.
    record AttachmentFile(Path file, FileStamp stamp) {}

    /// @param attachments the folder `Attachments` beside `Messages`
    /// @param number the message's number as its file's name has it
    AttachmentFolder(Path attachments, String number) {
        folder = attachments.resolve(number);
        there = FileStamp.isFolder(attachments) && FileStamp.isFolder(folder);
        Path link = Files.isSymbolicLink(attachments) ? attachments : folder;
        problem =
                !there && Files.isSymbolicLink(link)
                        ? Optional.of(
                                "The folder of its attachments is a link and was not followed.")
                        : Optional.empty();
    }

    /// What keeps the folder as a whole from being read.
    Optional<String> problem() {
        return problem;
    }

    /// The file of a part.
    Found find(DetachedPart part) {
        Path partFolder = folder.resolve(part.number());
        if (!there) {
            return Found.nothing();
        }
        if (!FileStamp.isFolder(partFolder)) {
            return Files.isSymbolicLink(partFolder)
                    ? Found.problem("is a link and was not followed")
                    : Found.nothing();
        }
        List<AttachmentFile> files = new ArrayList<>();
        List<String> others = new ArrayList<>();
        try (DirectoryStream<Path> listing = Files.newDirectoryStream(partFolder)) {
            for (Path entry : listing) {
                if (ignored(entry.getFileName().toString())) {
                    continue;
                }
                FileStamp stamp = FileStamp.of(entry);
                if (stamp.regular()) {
                    files.add(new AttachmentFile(entry, stamp));
                } else {
                    others.add(FileStamp.kind(entry));
                }
                if (files.size() + others.size() > MOST_FILES) {
                    return Found.problem("holds too many files");
                }
            }
        } catch (DirectoryIteratorException e) {
            return Found.problem("cannot be read: " + Reasons.of(e.getCause()));
        } catch (IOException e) {
            return Found.problem("cannot be read: " + Reasons.of(e));
        }
        return choose(files, others, part);
    }

    /// The numbers of the parts for which something lies here.
    Set<String> partNumbers() {
        Set<String> numbers = new TreeSet<>();
        if (there) {
            try (DirectoryStream<Path> listing = Files.newDirectoryStream(folder)) {
                for (Path entry : listing) {
                    String name = entry.getFileName().toString();
                    if (!ignored(name)
                            && numbers.size() < MOST_FILES
                            && FileStamp.isFolder(entry)) {
                        numbers.add(PathText.display(entry));
                    }
                }
            } catch (DirectoryIteratorException | IOException e) {
                return numbers; // only used to mention what is left over
            }
        }
        return numbers;
    }

    private static Found choose(
            List<AttachmentFile> files, List<String> others, DetachedPart part) {
        if (files.isEmpty()) {
            return others.isEmpty()
                    ? Found.nothing()
                    : Found.problem("holds " + others.getFirst() + " and no plain file");
        }
        if (files.size() == 1) {
            return new Found(Optional.of(files.getFirst()), Optional.empty());
        }
        String wanted = composed(part.fileName());
        List<AttachmentFile> named =
                files.stream()
                        .filter(f -> composed(PathText.display(f.file())).equals(wanted))
                        .toList();
        List<AttachmentFile> sized =
                files.stream()
                        .filter(
                                f ->
                                        part.encoding().equals("base64")
                                                && Recoding.base64CanHave(
                                                        f.stamp().sizeBytes(),
                                                        part.announcedBytes()))
                        .toList();
        if (named.size() == 1) {
            return new Found(Optional.of(named.getFirst()), Optional.empty());
        }
        if (named.isEmpty() && sized.size() == 1) {
            return new Found(Optional.of(sized.getFirst()), Optional.empty());
        }
        return Found.problem(
                "holds " + files.size() + " files, and none of them by the part's name");
    }

    private static String composed(String name) {
        return Normalizer.normalize(name, Normalizer.Form.NFC);
    }

    private static boolean ignored(String name) {
        return name.equals(".DS_Store") || name.equals(".localized") || name.startsWith("._");
    }
}
