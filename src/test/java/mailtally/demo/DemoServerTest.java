package mailtally.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import mailtally.message.Digester;
import mailtally.message.MessageBytes;
import mailtally.message.Sha256;
import mailtally.store.Folder;
import mailtally.store.Holding;
import mailtally.store.HoldingVisitor;
import mailtally.store.Store;
import mailtally.store.imap.ImapStore;
import mailtally.store.server.Secret;
import mailtally.store.server.ServerAddress;
import mailtally.store.server.ServerOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DemoServerTest {
    @TempDir private Path place;

    @Test
    void theServerHoldsEachMessageButThoseThatNeverLeftTheMac() throws Exception {
        DemoLibrary library = DemoLibrary.write(place.resolve("home"), 2026);
        try (DemoServer server = DemoServer.start(library)) {
            String password = Files.readString(server.passwordFile()).strip();
            assertThat(server.address()).doesNotContain(password).startsWith("imap://jane%40");
            assertThat(Files.getPosixFilePermissions(server.passwordFile()))
                    .isEqualTo(PosixFilePermissions.fromString("rw-------"));
            ServerOptions options =
                    new ServerOptions(
                            2,
                            Duration.ofSeconds(20),
                            Duration.ofSeconds(20),
                            Optional.empty(),
                            Files.createDirectory(place.resolve("spill")));
            Map<String, List<Sha256>> there = new HashMap<>();
            try (ImapStore store =
                    ImapStore.open(
                            ServerAddress.parse(server.address()),
                            options,
                            _ -> new Secret.Password(password))) {
                for (Folder folder : store.folders()) {
                    List<Sha256> digests = new ArrayList<>();
                    there.put(folder.path().text(), digests);
                    store.read(folder, new Digests(digests));
                }
            }
            int missing = 0;
            List<String> different = new ArrayList<>();
            for (DemoMessage message : library.messages(DemoAccount.IMAP)) {
                Sha256 wanted = new Digester().digest(message.message()).wire();
                boolean found =
                        there.getOrDefault(message.folder().text(), List.of()).remove(wanted);
                if (DemoServer.onlyOnTheMac(message)) {
                    missing++;
                    assertThat(found).isFalse();
                } else if (!found) {
                    different.add(message.folder() + " " + message.kind());
                }
            }
            assertThat(missing).isBetween(10, 20);
            // GreenMail takes a header's bytes for UTF-8.
            assertThat(different).containsExactly("INBOX " + DemoKind.EIGHT_BIT_HEADER);
            int whole = library.messages(DemoAccount.IMAP).size() - missing;
            assertThat(server.newAddress()).startsWith("imap://jane%40exchange.example.com@");
            assertThat(server.newPasswordFile()).isRegularFile();
            for (int look = 0; look < 2; look++) {
                try (Store moved = server.movedMailbox()) {
                    long held = 0;
                    for (Folder folder : moved.folders()) {
                        held += folder.witnesses().stream().mapToLong(w -> w.count()).sum();
                    }
                    assertThat(held).isEqualTo(whole);
                }
            }
        }
    }

    private record Digests(List<Sha256> digests) implements HoldingVisitor {
        @Override
        public void message(Holding holding, MessageBytes bytes) throws IOException {
            digests.add(new Digester().digest(bytes).wire());
        }

        @Override
        public void unreadable(Holding holding, String reason, Optional<MessageBytes> rawFile) {
            throw new AssertionError(reason);
        }

        @Override
        public void folderUnreadable(String where, String reason) {
            throw new AssertionError(where + reason);
        }
    }
}
