package mailtally.store.imap;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import mailtally.store.FolderPath;
import mailtally.testing.Python;
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

    /// Its UIDs last from the first SELECT on; EXAMINE alone gets new ones each time.
    @Override
    protected Path build(Path place, Map<FolderPath, List<Mail>> folders) throws Exception {
        Path built = super.build(place, folders);
        Python.run(
                place.resolveSibling(place.getFileName() + "-python"),
                "/mailtally/store/imap/select_all.py",
                Integer.toString(server().port()),
                built.getFileName().toString(),
                MailServer.PASSWORD);
        return built;
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
