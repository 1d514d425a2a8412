package mailtally.testing.server;

import com.icegreen.greenmail.configuration.GreenMailConfiguration;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/// GreenMail, an IMAP server in this process: the one that the demo shows. Delimiter `.`; it knows
/// few extensions, and takes an internal date between noon and one for one after midnight.
public final class GreenMailServer implements MailServer {
    private final GreenMail server;

    private GreenMailServer(GreenMail server) {
        this.server = server;
    }

    /// A server as it comes. It takes every password.
    public static GreenMailServer start() {
        GreenMail server =
                new GreenMail(
                        new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_IMAP).dynamicPort());
        server.withConfiguration(GreenMailConfiguration.aConfig().withDisabledAuthentication());
        server.start();
        return new GreenMailServer(server);
    }

    @Override
    public int port() {
        return server.getImap().getPort();
    }

    @Override
    public void deliver(
            String user, String folder, byte[] message, Set<String> flags, Instant internalDate) {
        new ImapReader(port(), user).deliver("", ".", folder, message, flags, internalDate);
    }

    @Override
    public List<StoredMessage> messages(String user) {
        return new ImapReader(port(), user).messages();
    }

    @Override
    public void close() {
        server.stop();
    }
}
