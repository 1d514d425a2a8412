package mailtally.store.imap;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import mailtally.store.FolderPath;
import mailtally.testing.server.DovecotServer;
import mailtally.testing.server.MailServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/// The contract of a store, on Dovecot.
final class DovecotContractTest extends ImapContractTest {
    private static DovecotServer server;

    @BeforeAll
    static void startTheServer() {
        server = DovecotServer.start();
    }

    @AfterAll
    static void stopTheServer() {
        server.close();
    }

    @Override
    MailServer server() {
        return server;
    }

    /// It hands out NUL as 0x80.
    @Override
    protected Mail kept(Mail mail) {
        Mail sent = super.kept(mail);
        return new Mail(sent.text().replace('\0', '\u0080'), sent.flags(), sent.internalDate());
    }

    @Override
    protected boolean spoil(Path built, FolderPath folder) {
        server.deliver(
                built.getFileName().toString(),
                folder.text(),
                new byte[0],
                Set.of(),
                Instant.ofEpochSecond(1));
        return true;
    }

    /// Its Maildirs take a dot for the end of a level, and it takes no control characters.
    @Override
    protected List<String> oddNames() {
        return ODD_NAMES.stream()
                .filter(n -> !n.contains(".") && n.chars().noneMatch(c -> c < ' '))
                .filter(n -> !n.startsWith("~"))
                .toList();
    }
}
