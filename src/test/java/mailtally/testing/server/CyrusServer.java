package mailtally.testing.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Debian's Cyrus IMAP: a strict server, which refuses NUL and mail with 8-bit characters in
/// headers. Its delimiter is `/`; an INBOX is made at a user's first login.
public final class CyrusServer implements MailServer {
    private final Path folder;
    private final int port;
    private final ServerProcess process;

    private CyrusServer(Path folder, int port, ServerProcess process) {
        this.folder = folder;
        this.port = port;
        this.process = process;
    }

    /// A server as it comes. Without it on this computer the test is skipped, or fails where all
    /// must be there.
    public static CyrusServer start() {
        Path root = UnpackedPackages.CYRUS.root();
        try {
            Path folder = ServerFolder.create("cyrus");
            for (String part : List.of("conf/socket", "conf/proc", "spool", "sock")) {
                Files.createDirectories(folder.resolve(part));
            }
            int port = ServerProcess.freePort();
            Path imapd = Files.writeString(folder.resolve("imapd.conf"), imapd(folder));
            Path cyrus = Files.writeString(folder.resolve("cyrus.conf"), cyrus(folder, root, port));
            Unprivileged.own(folder);
            ServerProcess process =
                    ServerProcess.start(
                            folder,
                            List.of(
                                    "env",
                                    "LD_LIBRARY_PATH=" + libraries(root),
                                    root.resolve("usr/lib/cyrus/bin/master").toString(),
                                    "-C",
                                    imapd.toString(),
                                    "-M",
                                    cyrus.toString(),
                                    "-p",
                                    folder.resolve("master.pid").toString(),
                                    "-L",
                                    folder.resolve("log").toString()),
                            Map.of());
            process.awaitPort(port);
            return new CyrusServer(folder, port, process);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public int port() {
        return port;
    }

    /// Over IMAP: the server keeps flags and dates in files of its own kind.
    @Override
    public void deliver(
            String user, String folderName, byte[] message, Set<String> flags, Instant date) {
        new ImapReader(port, user).deliver("", "/", folderName, message, flags, date);
    }

    @Override
    public List<StoredMessage> messages(String user) {
        return new ImapReader(port, user).messages();
    }

    @Override
    public void close() {
        process.close();
        ServerFolder.delete(folder);
    }

    /// The number of the server's process group.
    long group() {
        return process.group();
    }

    private static Path libraries(Path root) throws IOException {
        try (var all = Files.newDirectoryStream(root.resolve("usr/lib"), "*-linux-gnu*")) {
            return all.iterator().next();
        }
    }

    private static String imapd(Path folder) {
        return """
        configdirectory: %1$s/conf
        partition-default: %1$s/spool
        defaultpartition: default
        admins: admin
        allowplaintext: yes
        sasl_pwcheck_method: alwaystrue
        sasl_mech_list: PLAIN LOGIN
        unixhierarchysep: yes
        altnamespace: yes
        virtdomains: off
        autocreate_quota: 0
        idlesocket: %1$s/sock/idle
        lmtpsocket: %1$s/sock/lmtp
        cyrus_user: %2$s
        """
                .formatted(folder, Unprivileged.user());
    }

    private static String cyrus(Path folder, Path root, int port) {
        return """
        START {
          recover cmd="%2$s/usr/lib/cyrus/bin/ctl_cyrusdb -C %1$s/imapd.conf -r"
        }
        SERVICES {
          imap cmd="%2$s/usr/lib/cyrus/bin/imapd -C %1$s/imapd.conf" listen="127.0.0.1:%3$d" prefork=0
        }
        EVENTS {
        }
        """
                .formatted(folder, root, port);
    }
}
