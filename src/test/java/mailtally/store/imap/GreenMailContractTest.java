package mailtally.store.imap;

import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import mailtally.store.FolderPath;
import mailtally.testing.server.GreenMailServer;
import mailtally.testing.server.MailServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/// The contract of a store, on GreenMail.
final class GreenMailContractTest extends ImapContractTest {
    /// U+FFFD in UTF-8.
    private static final String UNKNOWN = "\u00ef\u00bf\u00bd";

    private static GreenMailServer server;

    @BeforeAll
    static void startTheServer() {
        server = GreenMailServer.start();
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

    /// It reads headers as UTF-8, ends them with an empty line, and takes the hour after noon for
    /// the hour after midnight.
    @Override
    protected Mail kept(Mail mail) {
        Mail sent = super.kept(mail);
        int body = sent.text().indexOf("\r\n\r\n");
        String header = body < 0 ? sent.text() : sent.text().substring(0, body);
        String rest = body < 0 ? "\r\n" : sent.text().substring(body);
        return new Mail(
                header.replaceAll("[\u0080-\u00ff]", UNKNOWN) + rest,
                sent.flags(),
                sent.internalDate()
                        .map(
                                d ->
                                        d.atOffset(ZoneOffset.UTC).getHour() == 12
                                                ? d.minus(12, ChronoUnit.HOURS)
                                                : d));
    }

    /// A dot ends a level, and a name with `#` cuts the connection.
    @Override
    protected List<String> oddNames() {
        return ODD_NAMES.stream().filter(n -> !n.contains(".") && !n.startsWith("#")).toList();
    }

    @Override
    protected boolean spoil(Path built, FolderPath folder) {
        return false;
    }
}
