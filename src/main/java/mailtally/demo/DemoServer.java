package mailtally.demo;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import mailtally.demo.exchange.ExchangeQuirk;
import mailtally.demo.exchange.ExchangeSettings;
import mailtally.demo.exchange.ExchangeStandIn;
import mailtally.message.AppleFlags;
import mailtally.store.AddressException;
import mailtally.store.Appender;
import mailtally.store.FolderPath;
import mailtally.store.RefusedException;
import mailtally.store.Store;
import mailtally.store.StoreUnavailableException;
import mailtally.store.imap.ImapStore;
import mailtally.store.server.Secret;
import mailtally.store.server.ServerAddress;
import mailtally.store.server.ServerOptions;

/// The made-up account's server: an IMAP server in this process, on a free port that only this
/// computer reaches. It holds what the account's server would: all messages, whole, but those that
/// never left the Mac. Beside it stands the new mailbox, empty at first, on a server that makes
/// mail anew as Exchange does. Both are gone when it is closed.
public final class DemoServer implements AutoCloseable {
    private static final String HOST = "127.0.0.1";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final String NEW_USER = "jane@exchange.example.com";

    private final GreenMail server;
    private final ExchangeStandIn exchange;
    private final Path home;
    private final Path passwordFile;
    private final Path newPasswordFile;

    private DemoServer(GreenMail server, ExchangeStandIn exchange, Path home) {
        this.server = server;
        this.exchange = exchange;
        this.home = home;
        this.passwordFile = home.resolve("password");
        this.newPasswordFile = home.resolve("password of the new mailbox");
    }

    /// Starts the server and fills it with the IMAP account's mail.
    ///
    /// @throws IOException if it cannot be started or does not take the mail
    public static DemoServer start(DemoLibrary library) throws IOException {
        String password = password();
        String other = password();
        GreenMail server =
                new GreenMail(new ServerSetup(0, HOST, ServerSetup.PROTOCOL_IMAP).dynamicPort());
        server.setUser(DemoAccount.IMAP.address(), DemoAccount.IMAP.address(), password);
        ExchangeStandIn exchange = ExchangeStandIn.start(newMailboxSettings(), Optional.empty());
        exchange.user(NEW_USER, other, password());
        server.start();
        DemoServer started = new DemoServer(server, exchange, library.home());
        try {
            keep(started.passwordFile, password);
            keep(started.newPasswordFile, other);
            started.fill(library);
            return started;
        } catch (IOException | RuntimeException e) {
            started.close();
            throw e;
        }
    }

    /// The mailbox, as a user writes it.
    public String address() {
        return address(DemoAccount.IMAP.address(), server.getImap().getPort());
    }

    /// A file with the mailbox's password, readable by its owner alone.
    public Path passwordFile() {
        return passwordFile;
    }

    /// The new mailbox, as a user writes it: the stand-in for Exchange.
    public String newAddress() {
        return address(NEW_USER, exchange.imapPort());
    }

    /// A file with the new mailbox's password, readable by its owner alone.
    public Path newPasswordFile() {
        return newPasswordFile;
    }

    /// Opens the new mailbox for reading. Where it holds nothing, an administrator moves the old
    /// one's mail into it first.
    ///
    /// @throws IOException if the mail could not be moved, or the mailbox not be opened
    public Store movedMailbox() throws IOException {
        try {
            ImapStore target = mailbox(newAddress(), newPasswordFile);
            if (holdsNothing(target)) {
                try (ImapStore source = mailbox(address(), passwordFile)) {
                    new MailboxMove(source, target).run();
                } finally {
                    target.close();
                }
                return mailbox(newAddress(), newPasswordFile);
            }
            return target;
        } catch (AddressException | RefusedException | StoreUnavailableException e) {
            throw new IOException("The demo's own server does not answer. " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        exchange.close();
        server.stop();
    }

    /// True for mail that never reached the server.
    static boolean onlyOnTheMac(DemoMessage message) {
        return message.folder().equals(DemoPlan.SENT) && message.remoteId().isEmpty();
    }

    /// A password is what a made-up person has; Exchange on premises takes one. What Exchange
    /// refuses or takes apart is left out: that story is told by tests.
    private static ExchangeSettings newMailboxSettings() {
        return ExchangeSettings.everyday()
                .without(
                        ExchangeQuirk.TOKENS_ONLY,
                        ExchangeQuirk.MALFORMED_REFUSED,
                        ExchangeQuirk.LONG_LINES_REFUSED,
                        ExchangeQuirk.CALENDAR_REGENERATED,
                        ExchangeQuirk.TNEF_CONSUMED);
    }

    private static String address(String user, int port) {
        return "imap://" + user.replace("@", "%40") + "@" + HOST + ":" + port;
    }

    private static String password() {
        byte[] random = new byte[16];
        new SecureRandom().nextBytes(random);
        return HexFormat.of().formatHex(random);
    }

    private static boolean holdsNothing(ImapStore mailbox) {
        return mailbox.folders().stream()
                .flatMap(folder -> folder.witnesses().stream())
                .allMatch(witness -> witness.count() == 0);
    }

    private ImapStore mailbox(String address, Path secret)
            throws IOException, AddressException, StoreUnavailableException {
        Path spill = Files.createDirectories(home.resolve("Server"));
        String password = Files.readString(secret).strip();
        return ImapStore.open(
                ServerAddress.parse(address),
                new ServerOptions(1, PATIENCE, PATIENCE, Optional.empty(), spill),
                _ -> new Secret.Password(password));
    }

    private static void keep(Path file, String password) throws IOException {
        Files.createFile(
                file,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, password + "\n", StandardOpenOption.WRITE);
    }

    private void fill(DemoLibrary library) throws IOException {
        Map<FolderPath, List<Appender.Outgoing>> folders = new LinkedHashMap<>();
        for (DemoPlan.Box box : DemoPlan.boxes()) {
            if (box.account() == DemoAccount.IMAP) {
                folders.put(box.path(), new ArrayList<>());
            }
        }
        for (DemoMessage message : library.messages(DemoAccount.IMAP)) {
            if (!onlyOnTheMac(message)) {
                folders.get(message.folder())
                        .add(
                                new Appender.Outgoing(
                                        message.message(),
                                        AppleFlags.translate(message.flags()),
                                        Optional.of(message.received())));
            }
        }
        try (ImapStore mailbox = mailbox(address(), passwordFile)) {
            for (Map.Entry<FolderPath, List<Appender.Outgoing>> folder : folders.entrySet()) {
                MailboxMove.fill(mailbox, folder.getKey(), folder.getValue());
            }
        } catch (AddressException | RefusedException | StoreUnavailableException e) {
            throw new IOException(
                    "The demo's own server could not be filled. " + e.getMessage(), e);
        }
    }
}
