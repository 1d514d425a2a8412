package mailtally.store.applemail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import mailtally.message.Flags;
import mailtally.store.Folder;
import mailtally.store.FolderPath;
import mailtally.store.Locator;
import mailtally.store.Store;
import mailtally.store.StoreContractTest;
import org.junit.jupiter.api.AfterEach;

/// One account of a V10 library.
class AppleMailStoreContractTest extends StoreContractTest {
    private final List<AppleMailLibrary> open = new ArrayList<>();

    @AfterEach
    void closeLibraries() {
        open.forEach(AppleMailLibrary::close);
    }

    @Override
    protected Path build(Path place, Map<FolderPath, List<Mail>> folders) throws IOException {
        Path library = Files.createDirectory(place.resolve("Mail"));
        int number = 995;
        for (Map.Entry<FolderPath, List<Mail>> folder : folders.entrySet()) {
            Path messages = Shelf.messages(library, folder.getKey().names().toArray(String[]::new));
            for (Mail mail : folder.getValue()) {
                number++;
                String list =
                        Shelf.plist(
                                "<key>flags</key><integer>"
                                        + number(mail.flags())
                                        + "</integer>"
                                        + mail.internalDate()
                                                .map(
                                                        d ->
                                                                "<key>date-received</key><integer>"
                                                                        + d.getEpochSecond()
                                                                        + "</integer>")
                                                .orElse(""));
                byte[] text = Shelf.bytes(mail.text());
                Shelf.put(messages.resolve(number + ".emlx"), Shelf.emlx(text.length, text, list));
            }
        }
        return library;
    }

    @Override
    protected Store open(Path built) throws Exception {
        AppleMailLibrary library = Shelf.open(built);
        open.add(library);
        return library.store(library.accounts().getFirst());
    }

    @Override
    protected void vanish(Path built, Folder folder, Locator locator) throws IOException {
        Files.delete(built.resolve(locator.value().replaceAll("#.*", "")));
    }

    @Override
    protected boolean spoil(Path built, FolderPath folder) throws IOException {
        Shelf.put(
                Shelf.messages(built, folder.names().toArray(String[]::new)).resolve("1.emlx"),
                new byte[0]);
        return true;
    }

    /// Apple's number is kept beside the names.
    @Override
    protected Mail kept(Mail mail) {
        return new Mail(
                mail.text(),
                new Flags(mail.flags().names(), OptionalLong.of(number(mail.flags()))),
                mail.internalDate());
    }

    private static long number(Flags flags) {
        long number = 0;
        List<String> bits =
                List.of("\\Seen", "\\Deleted", "\\Answered", "", "\\Flagged", "", "\\Draft");
        for (int bit = 0; bit < bits.size(); bit++) {
            number |= flags.names().contains(bits.get(bit)) ? 1L << bit : 0;
        }
        return number;
    }
}
