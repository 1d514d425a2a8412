package mailtally.store.pop3;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// Dovecot's POP3 server on this computer over one Maildir, with all that it writes itself in a
/// folder beside it. Its UIDLs are the names of the files.
final class DovecotMailbox implements AutoCloseable {
    private static final Path PROGRAM = Path.of("/usr/sbin/dovecot");
    private static final Path POP3 = Path.of("/usr/lib/dovecot/pop3-login");
    private static final int STARTS_WITHIN_MS = 20_000;

    private final Process process;
    private final Path log;
    private final int port;

    private DovecotMailbox(Process process, Path log, int port) {
        this.process = process;
        this.log = log;
        this.port = port;
    }

    /// True where Dovecot is installed.
    static boolean installed() {
        return Files.isExecutable(PROGRAM) && Files.exists(POP3);
    }

    /// Starts it.
    ///
    /// @param maildir a Maildir, readable for all
    /// @param run a folder for Dovecot's own files, made here
    /// @param more further settings, a line each
    static DovecotMailbox start(Path maildir, Path run, String... more) throws Exception {
        Files.createDirectories(run);
        Files.setPosixFilePermissions(run, PosixFilePermissions.fromString("rwxr-xr-x"));
        boolean root = System.getProperty("user.name").equals("root");
        // Dovecot gives mail to no process of root's, so the system's user mail has it there.
        String user = root ? "mail" : System.getProperty("user.name");
        if (root) {
            exec("chown", "-R", "mail:mail", maildir.toString());
            Path indexes = Files.createDirectories(run.resolve("mail"));
            exec("chown", "mail:mail", indexes.toString());
        }
        int port = freePort();
        Path configuration = run.resolve("dovecot.conf");
        Files.writeString(configuration, configuration(maildir, run, user, root, port, more));
        Process process =
                new ProcessBuilder(PROGRAM.toString(), "-F", "-c", configuration.toString())
                        .redirectErrorStream(true)
                        .redirectOutput(run.resolve("out").toFile())
                        .start();
        DovecotMailbox server = new DovecotMailbox(process, run.resolve("log"), port);
        server.awaitStart(run.resolve("out"));
        return server;
    }

    int port() {
        return port;
    }

    /// What it wrote down, commands too where `rawlog` is on.
    String log() throws IOException {
        return Files.exists(log) ? Files.readString(log) : "";
    }

    @Override
    public void close() {
        process.destroy();
        try {
            process.waitFor(20, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String configuration(
            Path maildir, Path run, String user, boolean root, int port, String... more) {
        String own = root ? "" : "default_internal_user = %1$s\ndefault_login_user = %1$s\n";
        return ("""
                base_dir = %2$s/run
                state_dir = %2$s/state
                log_path = %2$s/log
                protocols = pop3
                listen = 127.0.0.1
                ssl = no
                disable_plaintext_auth = no
                first_valid_uid = 1
                pop3_uidl_format = %%f
                mail_location = maildir:%3$s:INDEX=%2$s/mail/index:CONTROL=%2$s/mail/control
                mail_max_userip_connections = 64
                passdb {
                  driver = static
                  args = password=secret
                }
                userdb {
                  driver = static
                  args = uid=%1$s gid=%1$s home=%2$s/mail allow_all_users=yes
                }
                service anvil {
                  chroot =
                }
                service pop3-login {
                  chroot =
                  inet_listener pop3 {
                    port = %4$d
                  }
                  inet_listener pop3s {
                    port = 0
                  }
                }
                """
                        + own
                        + String.join("\n", more)
                        + "\n")
                .formatted(user, run, maildir, port);
    }

    private void awaitStart(Path out) throws Exception {
        long end = System.nanoTime() + STARTS_WITHIN_MS * 1_000_000L;
        while (System.nanoTime() < end && process.isAlive()) {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                if (socket.getInputStream().read() == '+') {
                    return;
                }
            } catch (IOException e) {
                Thread.sleep(50);
            }
        }
        close();
        throw new AssertionError("Dovecot does not start: " + Files.readString(out) + log());
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static void exec(String... command) throws Exception {
        Process process = new ProcessBuilder(List.of(command)).inheritIO().start();
        if (process.waitFor() != 0) {
            throw new AssertionError(Stream.of(command).toList() + " failed");
        }
    }
}
