package mailtally.store.imap;

import java.nio.file.Path;
import java.util.List;
import mailtally.store.Folder;
import mailtally.store.FolderPath;
import mailtally.store.Locator;
import mailtally.testing.server.CourierServer;
import mailtally.testing.server.MailServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/// The contract of a store, on Courier.
final class CourierContractTest extends ImapContractTest {
    private static CourierServer server;

    @BeforeAll
    static void startTheServer() {
        server = CourierServer.start();
    }

    @AfterAll
    static void stopTheServer() {
        if (server != null) {
            server.close();
        }
    }

    @Override
    MailServer server() {
        return server;
    }

    /// It ends the last line of every message.
    @Override
    protected Mail kept(Mail mail) {
        Mail sent = super.kept(mail);
        String end = sent.text().endsWith("\r\n") ? "" : "\r\n";
        return new Mail(sent.text() + end, sent.flags(), sent.internalDate());
    }

    /// A session that has the folder open still shows what another session took away.
    @Override
    protected void vanish(Path built, Folder folder, Locator locator) throws Exception {
        super.vanish(built, folder, locator);
        server.endSessions();
    }

    /// A dot ends a level.
    @Override
    protected List<String> oddNames() {
        return ODD_NAMES.stream().filter(n -> !n.contains(".")).toList();
    }

    @Override
    protected boolean spoil(Path built, FolderPath folder) {
        return false;
    }
}
