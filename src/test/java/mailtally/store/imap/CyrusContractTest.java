package mailtally.store.imap;

import java.nio.file.Path;
import java.util.List;
import mailtally.store.FolderPath;
import mailtally.testing.server.CyrusServer;
import mailtally.testing.server.MailServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/// The contract of a store, on Cyrus.
final class CyrusContractTest extends ImapContractTest {
    private static CyrusServer server;

    @BeforeAll
    static void startTheServer() {
        server = CyrusServer.start();
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

    /// It refuses NUL.
    @Override
    protected List<Mail> varied() {
        return super.varied().stream()
                .map(m -> new Mail(m.text().replace("\0", ""), m.flags(), m.internalDate()))
                .toList();
    }

    /// It puts an X in the place of each byte above 127 of a header.
    @Override
    protected Mail kept(Mail mail) {
        Mail sent = super.kept(mail);
        int body = sent.text().indexOf("\r\n\r\n");
        String header = body < 0 ? sent.text() : sent.text().substring(0, body);
        String changed = header.replaceAll("[\u0080-\u00ff]", "X");
        return new Mail(
                changed + sent.text().substring(header.length()),
                sent.flags(),
                sent.internalDate());
    }

    /// It makes no folder whose name has a control character, a quote, a backslash or `%`.
    @Override
    protected List<String> oddNames() {
        return ODD_NAMES.stream()
                .filter(n -> n.chars().noneMatch(c -> c < ' ' || "\"\\%".indexOf(c) >= 0))
                .toList();
    }

    @Override
    protected boolean spoil(Path built, FolderPath folder) {
        return false;
    }
}
