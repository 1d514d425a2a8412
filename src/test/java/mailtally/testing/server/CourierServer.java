package mailtally.testing.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/// Debian's Courier IMAP over Maildirs: all folders in `INBOX.`, delimiter `.`. Its imapd serves a
/// connection that is logged in; who logs in is decided by a [CourierDoor], in place of Courier's
/// imaplogin and its daemon.
public final class CourierServer implements MailServer {
    private final Path root;
    private final Path mail;
    private final ServerSocket listener;
    private final Set<CourierDoor> doors = ConcurrentHashMap.newKeySet();

    private CourierServer(Path root, Path mail, ServerSocket listener) {
        this.root = root;
        this.mail = mail;
        this.listener = listener;
    }

    /// A server as it comes. Without it on this computer the test is skipped, or fails where all
    /// must be there.
    public static CourierServer start() {
        try {
            CourierServer server =
                    new CourierServer(
                            UnpackedPackages.COURIER.root(),
                            ServerFolder.create("courier"),
                            new ServerSocket(0, 100, InetAddress.getLoopbackAddress()));
            Unprivileged.own(server.mail);
            Thread.ofVirtual().start(server::accept);
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public int port() {
        return listener.getLocalPort();
    }

    /// The user's Maildir, which may not be there yet.
    public Path maildir(String user) {
        return mail.resolve(user).resolve("Maildir");
    }

    /// Into the Maildir's files, or over IMAP where there is a keyword.
    @Override
    public void deliver(
            String user, String folder, byte[] message, Set<String> flags, Instant internalDate) {
        Set<String> system = new TreeSet<>(flags);
        system.removeIf(flag -> !MaildirFiles.holds(flag));
        if (system.size() == flags.size()) {
            // It puts a CR before every LF that it hands out, even one that has a CR.
            byte[] lines = Wire.bytes(Wire.octets(message).replace("\r\n", "\n"));
            MaildirFiles.unicode(maildir(user)).deliver(folder, lines, flags, internalDate);
        } else {
            new ImapReader(port(), user)
                    .deliver("INBOX.", ".", folder, message, flags, internalDate);
        }
    }

    @Override
    public List<StoredMessage> messages(String user) {
        return new ImapReader(port(), user).messages();
    }

    @Override
    public void close() {
        try {
            listener.close();
            doors.forEach(CourierDoor::close);
            ServerFolder.delete(mail);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Starts imapd for a user, who is logged in: it begins with `* PREAUTH`.
    Process imapd(String user) throws IOException {
        MaildirFiles.unicode(maildir(user)).folder("INBOX");
        List<String> command =
                Unprivileged.command(
                        List.of(
                                "env",
                                "LD_LIBRARY_PATH=" + root.resolve("usr/lib"),
                                root.resolve("usr/bin/imapd").toString(),
                                "Maildir"));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.directory(maildir(user).getParent().toFile());
        builder.environment().putAll(environment(user));
        return builder.redirectError(ProcessBuilder.Redirect.DISCARD).start();
    }

    private Map<String, String> environment(String user) {
        return Map.of(
                "AUTHENTICATED", user,
                "TCPREMOTEIP", "127.0.0.1",
                "IMAP_CAPABILITY", CourierDoor.CAPABILITY,
                "IMAP_KEYWORDS", "1",
                "IMAP_OBSOLETE_CLIENT", "0",
                "IMAP_USELOCKS", "1",
                "IMAP_UMASK", "077",
                "IMAP_SHAREDINDEXFILE", mail.resolve("none").toString());
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                CourierDoor door = new CourierDoor(this, client);
                doors.add(door);
                Thread.ofVirtual()
                        .start(
                                () -> {
                                    door.run();
                                    doors.remove(door);
                                });
            } catch (IOException _) {
                // Closed, or a client that went before it came.
            }
        }
    }
}
