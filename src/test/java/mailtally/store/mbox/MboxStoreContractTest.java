package mailtally.store.mbox;

import java.io.IOException;
import java.io.OutputStream;
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

/// A tree of packages as Apple Mail exports them.
class MboxStoreContractTest extends StoreContractTest {
    @Override
    protected Path build(Path place, Map<FolderPath, List<Mail>> folders) throws IOException {
        Path root = Files.createDirectory(place.resolve("export"));
        for (Map.Entry<FolderPath, List<Mail>> folder : folders.entrySet()) {
            Path packaged = root;
            for (String name : folder.getKey().names()) {
                packaged = packaged.resolve(name + ".mbox");
            }
            Files.createDirectories(packaged);
            Files.writeString(packaged.resolve("table_of_contents"), "\u0000opaque");
            try (MboxWriter writer = MboxWriter.create(packaged.resolve("mbox"))) {
                for (Mail mail : folder.getValue()) {
                    OutputStream out = writer.begin("", mail.internalDate());
                    out.write(Oracle.bytes(mail.text()));
                    writer.end();
                }
            }
        }
        return root;
    }

    @Override
    protected Store open(Path built) throws Exception {
        return MboxStore.open(built, Optional.empty());
    }

    @Override
    protected void vanish(Path built, Folder folder, Locator locator) throws IOException {
        Path file = built.resolve(folder.path().names().getFirst() + ".mbox").resolve("mbox");
        byte[] all = Files.readAllBytes(file);
        Files.write(file, java.util.Arrays.copyOf(all, all.length - 10));
    }

    @Override
    protected boolean spoil(Path built, FolderPath folder) throws IOException {
        Path file = built.resolve(folder.names().getFirst() + ".mbox").resolve("mbox");
        Files.write(
                file, Oracle.join(List.of(Oracle.bytes("garbage\n\n"), Files.readAllBytes(file))));
        return true;
    }

    /// An mbox keeps the raw form; a plain one knows flags only from headers.
    @Override
    protected Mail kept(Mail mail) {
        return new Mail(
                Oracle.latin(Oracle.raw(Oracle.bytes(mail.text()))),
                Flags.NONE,
                mail.internalDate());
    }
}
