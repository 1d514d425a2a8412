package mailtally.backup;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import mailtally.inventory.FolderSink;
import mailtally.inventory.Progress;
import mailtally.message.Digester;
import mailtally.message.Digests;
import mailtally.message.MessageBytes;
import mailtally.store.Folder;
import mailtally.store.FolderPath;
import mailtally.store.Holding;
import mailtally.store.Locator;
import mailtally.store.Store;
import mailtally.store.StoreContractTest;

/// A sealed bag.
class BagStoreContractTest extends StoreContractTest {
    @Override
    protected Path build(Path place, Map<FolderPath, List<Mail>> folders) throws IOException {
        Origin origin =
                new Origin(
                        "test",
                        "test",
                        "0",
                        folders.keySet().stream()
                                .map(path -> new Folder(path, Optional.empty(), List.of()))
                                .toList());
        Path target = Files.createDirectories(place.resolve("backups"));
        Digester digester = new Digester();
        try (BagDraft draft = BagDraft.begin(target, origin, Sample.CLOCK)) {
            for (Folder folder : origin.folders()) {
                try (FolderSink sink = draft.open(folder)) {
                    for (Mail mail : folders.get(folder.path())) {
                        MessageBytes bytes =
                                MessageBytes.of(mail.text().getBytes(StandardCharsets.ISO_8859_1));
                        Holding holding =
                                Holding.of(new Locator("x"), mail.internalDate(), mail.flags());
                        OutputStream out = sink.begin(holding, bytes);
                        Digests digests = digester.digest(bytes, out);
                        sink.commit(holding, digests);
                    }
                }
            }
            return draft.seal(List.of(), _ -> {}, Progress.NONE).bag();
        }
    }

    @Override
    protected Store open(Path built) throws Exception {
        return BagStore.open(built);
    }

    @Override
    protected void vanish(Path built, Folder folder, Locator locator) throws IOException {
        Path file = built.resolve("data").resolve(folder.path().text() + ".mbox").resolve("mbox");
        byte[] all = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(all, all.length - 10));
    }

    /// What has no line in messages.jsonl is handed out as a message; an unreadable holding is one
    /// that was unreadable when it was backed up: see BagStoreTest.
    @Override
    protected boolean spoil(Path built, FolderPath folder) {
        return false;
    }
}
