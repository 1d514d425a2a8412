package mailtally.store.imap;

import java.nio.file.Path;
import mailtally.demo.exchange.ExchangeSettings;
import mailtally.store.FolderPath;
import mailtally.testing.server.MailServer;
import mailtally.testing.server.StandInServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/// The contract of a store, on the stand-in for Exchange without its quirks.
final class ExchangeContractTest extends ImapContractTest {
    private static StandInServer server;

    @BeforeAll
    static void startTheServer() {
        server = StandInServer.start(ExchangeSettings.plain());
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

    @Override
    protected boolean spoil(Path built, FolderPath folder) {
        return false;
    }
}
