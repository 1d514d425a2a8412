package mailtally.store.maildir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import mailtally.store.Folder;
import mailtally.store.FolderPath;
import mailtally.store.Locator;
import mailtally.store.PathText;
import mailtally.store.Store;
import mailtally.store.StoreContractTest;

/// What both layouts of a Maildir share.
abstract class MaildirContractTest extends StoreContractTest {
    private static final Map<String, Character> LETTERS =
            Map.of(
                    "\\Draft",
                    'D',
                    "\\Flagged",
                    'F',
                    "$Forwarded",
                    'P',
                    "\\Answered",
                    'R',
                    "\\Seen",
                    'S',
                    "\\Deleted",
                    'T');

    /// Where a folder's Maildir lies.
    abstract Path maildir(Path root, FolderPath folder);

    @Override
    protected Path build(Path place, Map<FolderPath, List<Mail>> folders) throws IOException {
        Path root = Files.createDirectory(place.resolve("Maildir"));
        for (Map.Entry<FolderPath, List<Mail>> folder : folders.entrySet()) {
            Path maildir = maildir(root, folder.getKey());
            for (String part : List.of("cur", "new", "tmp")) {
                Files.createDirectories(maildir.resolve(part));
            }
            Files.writeString(maildir.resolve("tmp/1.half"), "not delivered");
            int number = 0;
            for (Mail mail : folder.getValue()) {
                deliver(maildir, 1_500_000_000 + number++, mail);
            }
        }
        return root;
    }

    private static void deliver(Path maildir, int number, Mail mail) throws IOException {
        StringBuilder letters = new StringBuilder();
        mail.flags().names().stream().map(LETTERS::get).sorted().forEach(letters::append);
        String name = number + ".M1P2.host,S=" + mail.text().length();
        Path file =
                letters.isEmpty() && number % 2 == 0
                        ? maildir.resolve("new").resolve(name)
                        : maildir.resolve("cur").resolve(name + ":2," + letters);
        Files.write(file, mail.text().getBytes(StandardCharsets.ISO_8859_1));
        if (mail.internalDate().isPresent()) {
            Files.setLastModifiedTime(file, FileTime.from(mail.internalDate().get()));
        }
    }

    @Override
    protected Store open(Path built) throws Exception {
        return MaildirStore.open(built, Optional.empty());
    }

    @Override
    protected void vanish(Path built, Folder folder, Locator locator) throws IOException {
        Files.delete(PathText.decode(built, locator.value()));
    }

    @Override
    protected boolean spoil(Path built, FolderPath folder) throws IOException {
        Path maildir = maildir(built, folder);
        Files.createSymbolicLink(maildir.resolve("cur/1.link:2,S"), Path.of("../tmp/1.half"));
        return true;
    }

    /// A name in modified UTF-7, as a server would write it.
    static String modifiedUtf7(String name) {
        StringBuilder encoded = new StringBuilder();
        StringBuilder run = new StringBuilder();
        for (char c : (name + "-").toCharArray()) {
            boolean plain = c >= 0x20 && c <= 0x7e;
            if (plain && !run.isEmpty()) {
                byte[] units = run.toString().getBytes(StandardCharsets.UTF_16BE);
                encoded.append('&')
                        .append(
                                Base64.getEncoder()
                                        .withoutPadding()
                                        .encodeToString(units)
                                        .replace('/', ','))
                        .append('-');
                run.setLength(0);
            }
            if (plain) {
                encoded.append(c == '&' ? "&-" : String.valueOf(c));
            } else {
                run.append(c);
            }
        }
        return encoded.substring(0, encoded.length() - 1);
    }
}
