package mailtally.store.applemail;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import mailtally.store.Finding;
import mailtally.store.FolderPath;
import mailtally.store.PathText;

/// Walks one account's folder and finds its mailboxes and their folders of message files, in every
/// layout: `Name.mbox/Messages`, `Name.mbox/<UUID>/Data/3/2/1/Messages` with any number of levels
/// in between, children inside their parent's `.mbox` or, before V2, beside it in a plain folder.
///
/// A folder counts as one of message files if it is called `Messages` or has a message file in it,
/// so no level of folders can hide mail. Links are not followed.
final class FolderScan {
    private static final Pattern MAILBOX = Pattern.compile("(?s)(.+)\\.[A-Za-z]*mbox");
    private static final int DEPTH_LIMIT = 48;
    private static final int FOLDER_LIMIT = 500_000;

    private final Path library;
    private final List<Finding> findings;
    private final Map<String, MailboxFolder> mailboxes = new TreeMap<>();
    private int visited;

    /// @param findings where to say what was not looked into
    FolderScan(Path library, List<Finding> findings) {
        this.library = library;
        this.findings = findings;
    }

    /// Adds the mailboxes of one account's folder.
    void account(Path folder) {
        walk(folder, null, List.of(), 0);
    }

    /// What was found, by name.
    Collection<MailboxFolder> mailboxes() {
        return mailboxes.values();
    }

    /// True where the folder's name is a mailbox's.
    static boolean isMailbox(String name) {
        return MAILBOX.matcher(name).matches();
    }

    /// @param mailbox the mailbox that the folder belongs to, null above the first
    /// @param names the mailbox's name, or the plain folders above the first mailbox
    private void walk(Path folder, MailboxFolder mailbox, List<String> names, int depth) {
        List<Path> folders = new ArrayList<>();
        boolean hasMessages = false;
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            for (Path entry : entries) {
                String name = entry.getFileName().toString();
                if (MessageFolder.isMessageFile(name)) {
                    hasMessages = true;
                } else if (FileStamp.isFolder(entry)) {
                    folders.add(entry);
                } else if (Files.isSymbolicLink(entry)) {
                    link(entry, mailbox);
                }
            }
        } catch (DirectoryIteratorException e) {
            trouble(folder, mailbox, Reasons.of(e.getCause()));
        } catch (IOException e) {
            trouble(folder, mailbox, Reasons.of(e));
        }
        if (hasMessages) {
            messages(folder, mailbox, names);
        }
        folders.sort(null);
        for (Path child : folders) {
            if (depth >= DEPTH_LIMIT || ++visited > FOLDER_LIMIT) {
                trouble(child, mailbox, "There are too many folders or levels");
                return;
            }
            child(child, mailbox, names, depth + 1);
        }
    }

    private void child(Path child, MailboxFolder mailbox, List<String> names, int depth) {
        String display = PathText.display(child);
        var matcher = MAILBOX.matcher(display);
        if (matcher.matches()) {
            List<String> path = new ArrayList<>(names);
            path.add(matcher.group(1));
            walk(child, mailbox(path), path, depth);
        } else if (display.equals("Messages")) {
            messages(child, mailbox, names);
            linksAndFoldersOf(child, mailbox, names, depth);
        } else if (display.equals("Attachments") && mailbox != null) {
            return; // read with the messages they belong to
        } else if (mailbox == null) {
            List<String> path = new ArrayList<>(names);
            path.add(display);
            walk(child, null, path, depth);
        } else {
            walk(child, mailbox, names, depth); // a UUID, Data, a digit
        }
    }

    /// A folder of messages holds no folders, but must not hide any either. Only looked at by name.
    private void linksAndFoldersOf(
            Path messages, MailboxFolder mailbox, List<String> names, int depth) {
        try (DirectoryStream<Path> entries =
                Files.newDirectoryStream(
                        messages,
                        e ->
                                e.getFileName().toString().indexOf('.') < 0
                                        && FileStamp.isFolder(e))) {
            for (Path entry : entries) {
                walk(entry, mailbox, names, depth + 1);
            }
        } catch (DirectoryIteratorException | IOException e) {
            return; // the listing of its messages meets the same and reports it
        }
    }

    private void messages(Path folder, MailboxFolder mailbox, List<String> names) {
        MailboxFolder owner = mailbox;
        if (owner == null) {
            owner = mailbox(names.isEmpty() ? List.of(PathText.display(folder)) : names);
        }
        owner.messageFolders()
                .add(new MessageFolder(folder, PathText.encode(library, folder) + "/"));
    }

    private MailboxFolder mailbox(List<String> names) {
        FolderPath path = new FolderPath(names);
        return mailboxes.computeIfAbsent(path.text(), _ -> new MailboxFolder(path));
    }

    private void link(Path link, MailboxFolder mailbox) {
        String name = PathText.display(link);
        boolean matters =
                isMailbox(name)
                        || mailbox == null
                        || name.toLowerCase(Locale.ROOT)
                                .matches("messages|data|[0-9]|[0-9a-f-]{36}");
        if (matters && !name.equals("Attachments")) {
            findings.add(
                    Finding.doubt(
                            "A link stands where mail could be and was not followed: "
                                    + place(link)
                                    + "."));
        }
    }

    private void trouble(Path folder, MailboxFolder mailbox, String reason) {
        if (mailbox != null) {
            mailbox.troubles().add(new MailboxFolder.Trouble(place(folder), reason + "."));
        } else {
            findings.add(
                    Finding.doubt(
                            "The folder "
                                    + place(folder)
                                    + " cannot be looked into, so mail in it was not read: "
                                    + reason
                                    + "."));
        }
    }

    private String place(Path path) {
        StringBuilder text = new StringBuilder();
        for (Path name : library.relativize(path)) {
            text.append(text.isEmpty() ? "" : "/").append(PathText.display(name));
        }
        return text.toString();
    }
}
