package mailtally.testing.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import mailtally.testing.Prerequisite;

/// Debian's Dovecot, IMAP and POP3, over Maildirs.
///
/// ```java
/// try (DovecotServer server = DovecotServer.start()) {
///     server.deliver("jane", bytes);
///     run("check", here, server.address("jane"));
///     assertThat(server.messages("jane")).isEqualTo(before);
///     assertThat(server.commands("jane")).noneMatch(c -> c.startsWith("APPEND"));
/// }
/// ```
public final class DovecotServer implements MailServer {
    private static final Path PROGRAM = Path.of("/usr/sbin/dovecot");
    private static final String ADVICE =
            "install dovecot-imapd and dovecot-pop3d to run this test (./test does so as root on"
                    + " Debian)";

    private static final Duration MOST_SESSION = Duration.ofMinutes(1);

    private final Path root;
    private final Path mail;
    private final boolean inboxPrefix;
    private final Map<String, Integer> ports;
    private final ServerProcess process;

    private DovecotServer(
            Path root,
            Path mail,
            boolean inboxPrefix,
            Map<String, Integer> ports,
            ServerProcess process) {
        this.root = root;
        this.mail = mail;
        this.inboxPrefix = inboxPrefix;
        this.ports = ports;
        this.process = process;
    }

    /// A server as it comes.
    public static DovecotServer start() {
        return setup().start();
    }

    /// A server to be: change what the test needs, then start it.
    public static DovecotSetup setup() {
        return new DovecotSetup();
    }

    static DovecotServer start(DovecotSetup setup) {
        Prerequisite.program(PROGRAM, ADVICE);
        Prerequisite.program(Path.of("/usr/lib/dovecot/imap"), ADVICE);
        Prerequisite.program(Path.of("/usr/lib/dovecot/pop3"), ADVICE);
        try {
            Path root = ServerFolder.create("dovecot");
            Path mail = setup.mail.orElse(root.resolve("mail"));
            Files.createDirectories(mail);
            Files.createDirectories(root.resolve("raw"));
            if (setup.virtualFolders) {
                Path all = Files.createDirectories(root.resolve("virtual/All"));
                Files.writeString(all.resolve("dovecot-virtual"), "*\n-virtual/*\n  all\n");
            }
            Map<String, Integer> ports = new TreeMap<>();
            ports.put("imap", ServerProcess.freePort());
            ports.put("pop3", ServerProcess.freePort());
            if (setup.certificate.isPresent()) {
                ports.put("imaps", ServerProcess.freePort());
                ports.put("pop3s", ServerProcess.freePort());
            }
            Path configuration = root.resolve("dovecot.conf");
            Files.writeString(
                    configuration,
                    new DovecotConfiguration(setup, root, mail, root.resolve("log"), ports).text());
            Unprivileged.own(root);
            Unprivileged.own(mail);
            ServerProcess process =
                    ServerProcess.start(
                            root,
                            List.of(PROGRAM.toString(), "-F", "-c", configuration.toString()),
                            Map.of());
            DovecotServer server = new DovecotServer(root, mail, setup.inboxPrefix, ports, process);
            ports.values().forEach(process::awaitPort);
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public int port() {
        return ports.get("imap");
    }

    /// The POP3 port, without TLS.
    public int popPort() {
        return ports.get("pop3");
    }

    @Override
    public String address(String user) {
        watch(user);
        return MailServer.super.address(user);
    }

    /// `pop3://jane@127.0.0.1:12345`.
    public String popAddress(String user) {
        watch(user);
        return "pop3://" + user + "@127.0.0.1:" + popPort();
    }

    /// `imaps://jane@localhost:12345`, of a server that was set up with a certificate.
    public String tlsAddress(String user) {
        watch(user);
        return "imaps://" + user + "@localhost:" + ports.get("imaps");
    }

    /// `pop3s://jane@localhost:12345`, of a server that was set up with a certificate.
    public String popTlsAddress(String user) {
        watch(user);
        return "pop3s://" + user + "@localhost:" + ports.get("pop3s");
    }

    /// The user's Maildir, which may not be there yet.
    public Path maildir(String user) {
        return mail.resolve(user).resolve("Maildir");
    }

    /// Writes the message into the Maildir, as delivery does; the server sees it at its next look.
    @Override
    public void deliver(
            String user, String folder, byte[] message, Set<String> flags, Instant internalDate) {
        watch(user);
        Set<String> system = new TreeSet<>(flags);
        system.removeIf(flag -> !MaildirFiles.holds(flag));
        files(user).deliver(folder, message, system, internalDate);
        Set<String> keywords = new TreeSet<>(flags);
        keywords.removeAll(system);
        if (!keywords.isEmpty()) {
            List<String> uids =
                    doveadm("search", "-u", user, "mailbox", mailbox(folder), "all")
                            .lines()
                            .toList();
            String uid = uids.getLast().replaceFirst(".* ", "");
            doveadm(
                    "flags",
                    "add",
                    "-u",
                    user,
                    String.join(" ", keywords),
                    "mailbox",
                    mailbox(folder),
                    "uid",
                    uid);
        }
    }

    /// Reads the Maildir's files.
    @Override
    public List<StoredMessage> messages(String user) {
        return files(user).messages();
    }

    /// Runs Dovecot's own tool, which must succeed, and gives what it printed:
    /// `doveadm("mailbox", "status", "-u", "jane", "messages", "*")`.
    public String doveadm(String... arguments) {
        List<String> command =
                new ArrayList<>(List.of("doveadm", "-c", root.resolve("dovecot.conf").toString()));
        command.addAll(List.of(arguments));
        return Commands.run(Unprivileged.command(command));
    }

    /// A folder's name in the server's own terms, as doveadm and IMAP want it (not in UTF-7).
    public String mailbox(String folder) {
        return !inboxPrefix || folder.equals("INBOX")
                ? folder
                : "INBOX." + folder.replace('/', '.');
    }

    /// Every IMAP command that this user's connections sent after login, in order, without tags and
    /// literals: `EXAMINE INBOX`, `APPEND Archive (\Seen) {120}`. The user must have been named to
    /// this server before (by an address or a delivery).
    public List<String> commands(String user) {
        return Rawlog.commands(root.resolve("raw/imap").resolve(user), true);
    }

    /// Every POP3 command that this user's connections sent after login.
    public List<String> popCommands(String user) {
        return Rawlog.commands(root.resolve("raw/pop3").resolve(user), false);
    }

    /// What the server wrote into its log.
    public String log() {
        try {
            Path log = root.resolve("log");
            return (Files.exists(log) ? Files.readString(log) : "") + process.log();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Waits until the server has ended every IMAP session of this user: what a client that died
    /// had sent is stored then, or never will be. A busy computer takes its time over that.
    public void awaitNoSessions(String user) throws InterruptedException {
        long deadline = System.nanoTime() + MOST_SESSION.toNanos();
        while (sessions(user) > 0) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("a session of " + user + " does not end: " + log());
            }
            Thread.sleep(50);
        }
    }

    private long sessions(String user) {
        List<String> lines = log().lines().toList();
        String end = "imap(" + user + ")<";
        long begun = lines.stream().filter(l -> l.contains("Login: user=<" + user + ">")).count();
        long ended =
                lines.stream()
                        .filter(l -> l.contains(end))
                        .filter(l -> l.matches(".*: (Disconnected|Logged out|Connection closed).*"))
                        .count();
        return begun - ended;
    }

    /// The number of the server's process group.
    long group() {
        return process.group();
    }

    @Override
    public void close() {
        process.close();
        ServerFolder.delete(root);
    }

    private MaildirFiles files(String user) {
        return new MaildirFiles(maildir(user));
    }

    /// Dovecot writes its rawlog only into folders that are there.
    private void watch(String user) {
        try {
            for (String protocol : List.of("imap", "pop3")) {
                Path folder = root.resolve("raw").resolve(protocol).resolve(user);
                if (!Files.isDirectory(folder)) {
                    Files.createDirectories(folder);
                    Files.setPosixFilePermissions(
                            folder, PosixFilePermissions.fromString("rwx------"));
                    Unprivileged.own(root.resolve("raw"));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
