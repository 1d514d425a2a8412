package mailtally.store.eml;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import mailtally.message.Flags;
import mailtally.store.Folder;
import mailtally.store.FolderPath;
import mailtally.store.Locator;
import mailtally.store.Store;
import mailtally.store.StoreContractTest;

class EmlStoreContractTest extends StoreContractTest {
    @Override
    protected Path build(Path place, Map<FolderPath, List<Mail>> folders) throws IOException {
        Path root = Files.createDirectory(place.resolve("saved"));
        for (Map.Entry<FolderPath, List<Mail>> folder : folders.entrySet()) {
            Path on = root;
            for (String name : folder.getKey().names()) {
                on = on.resolve(name);
            }
            Files.createDirectories(on);
            int number = 0;
            for (Mail mail : folder.getValue()) {
                Files.write(
                        on.resolve("message " + number++ + ".EML"),
                        mail.text().getBytes(StandardCharsets.ISO_8859_1));
            }
        }
        return root;
    }

    @Override
    protected Store open(Path built) throws Exception {
        return EmlStore.open(built, Optional.empty());
    }

    @Override
    protected void vanish(Path built, Folder folder, Locator locator) throws IOException {
        String name = locator.value().replaceFirst("#.*", "").replace("%20", " ");
        Files.delete(built.resolve(name));
    }

    @Override
    protected boolean spoil(Path built, FolderPath folder) throws IOException {
        Files.createSymbolicLink(
                built.resolve(folder.names().getFirst()).resolve("a link.eml"),
                Path.of("message 0.EML"));
        return true;
    }

    @Override
    protected Mail kept(Mail mail) {
        return new Mail(mail.text(), Flags.NONE, Optional.empty());
    }
}
