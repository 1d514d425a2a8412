package mailtally.store.pop3;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import mailtally.message.MessageBytes;
import mailtally.store.Finding;
import mailtally.store.Holding;
import mailtally.store.HoldingVisitor;
import mailtally.store.Locator;
import mailtally.store.Store;
import mailtally.store.StoreUnavailableException;
import mailtally.store.server.Scheme;
import mailtally.store.server.Secret;
import mailtally.store.server.ServerAddress;
import mailtally.store.server.ServerOptions;

/// What a reading of a mailbox hands out.
class Seen implements HoldingVisitor {
    final List<Holding> holdings = new ArrayList<>();
    final List<String> texts = new ArrayList<>();
    final List<String> reasons = new ArrayList<>();

    static Seen of(Store store) throws Exception {
        Seen seen = new Seen();
        store.read(store.folders().getFirst(), seen);
        return seen;
    }

    /// Opens a mailbox on this computer.
    static Pop3Store open(int port, Path spill) throws Exception {
        return open(port, "secret", spill);
    }

    static Pop3Store open(int port, String password, Path spill) throws Exception {
        return Pop3Store.open(
                address(port), options(spill), mailbox -> new Secret.Password(password));
    }

    static ServerAddress address(int port) {
        return new ServerAddress(Scheme.POP3, "jane", "127.0.0.1", port, Optional.empty());
    }

    static ServerOptions options(Path spill) {
        return new ServerOptions(
                4, Duration.ofSeconds(5), Duration.ofSeconds(5), Optional.empty(), spill);
    }

    static List<String> findings(Store store, Finding.Weight weight) {
        return store.findings().stream()
                .filter(f -> f.weight() == weight)
                .map(Finding::text)
                .toList();
    }

    static String text(MessageBytes bytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        bytes.writeTo(out);
        return out.toString(StandardCharsets.ISO_8859_1);
    }

    static void reopenAll(Store store, Seen seen) throws IOException {
        for (int i = 0; i < seen.texts.size(); i++) {
            assertThat(reopen(store, seen.holdings.get(i).locator())).isEqualTo(seen.texts.get(i));
        }
    }

    static String reopen(Store store, Locator locator) throws IOException {
        try {
            return Seen.text(store.reopen(store.folders().getFirst(), locator));
        } catch (StoreUnavailableException e) {
            throw new IOException(e);
        }
    }

    static String mail(String subject) {
        return "Subject: " + subject + "\r\n\r\nHello " + subject + "\r\n";
    }

    @Override
    public void message(Holding holding, MessageBytes bytes) throws IOException {
        holdings.add(holding);
        texts.add(text(bytes));
    }

    @Override
    public void unreadable(Holding holding, String reason, Optional<MessageBytes> rawFile) {
        holdings.add(holding);
        reasons.add(reason);
    }

    @Override
    public void folderUnreadable(String where, String reason) {
        throw new AssertionError(where + ": " + reason);
    }
}
