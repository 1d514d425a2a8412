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
import mailtally.message.AppleFlags;
import mailtally.store.AddressException;
import mailtally.store.Appender;
import mailtally.store.FolderPath;
import mailtally.store.RefusedException;
import mailtally.store.SpecialUse;
import mailtally.store.StoreUnavailableException;
import mailtally.store.imap.ImapStore;
import mailtally.store.server.Secret;
import mailtally.store.server.ServerAddress;
import mailtally.store.server.ServerOptions;

/// The made-up account's server: an IMAP server in this process, on a free port that only this
/// computer reaches. It holds what the account's server would: all messages, whole, but those that
/// never left the Mac. Gone when it is closed.
public final class DemoServer implements AutoCloseable {
    private static final String HOST = "127.0.0.1";
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int BATCH_MESSAGES = 50;

    private final GreenMail server;
    private final Path passwordFile;

    private DemoServer(GreenMail server, Path passwordFile) {
        this.server = server;
        this.passwordFile = passwordFile;
    }

    /// Starts the server and fills it with the IMAP account's mail.
    ///
    /// @throws IOException if it cannot be started or does not take the mail
    public static DemoServer start(DemoLibrary library) throws IOException {
        byte[] random = new byte[16];
        new SecureRandom().nextBytes(random);
        String password = HexFormat.of().formatHex(random);
        GreenMail server =
                new GreenMail(new ServerSetup(0, HOST, ServerSetup.PROTOCOL_IMAP).dynamicPort());
        server.setUser(DemoAccount.IMAP.address(), DemoAccount.IMAP.address(), password);
        server.start();
        DemoServer started = new DemoServer(server, library.home().resolve("password"));
        try {
            keep(started.passwordFile, password);
            started.fill(library, password);
            return started;
        } catch (IOException | RuntimeException e) {
            started.close();
            throw e;
        }
    }

    /// The mailbox, as a user writes it.
    public String address() {
        String user = DemoAccount.IMAP.address().replace("@", "%40");
        return "imap://" + user + "@" + HOST + ":" + server.getImap().getPort();
    }

    /// A file with the mailbox's password, readable by its owner alone.
    public Path passwordFile() {
        return passwordFile;
    }

    @Override
    public void close() {
        server.stop();
    }

    /// True for mail that never reached the server.
    static boolean onlyOnTheMac(DemoMessage message) {
        return message.folder().equals(DemoPlan.SENT) && message.remoteId().isEmpty();
    }

    private static void keep(Path file, String password) throws IOException {
        Files.createFile(
                file,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, password + "\n", StandardOpenOption.WRITE);
    }

    private void fill(DemoLibrary library, String password) throws IOException {
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
        Path spill = Files.createDirectories(library.home().resolve("Server"));
        ServerOptions options = new ServerOptions(1, PATIENCE, PATIENCE, Optional.empty(), spill);
        try (ImapStore mailbox =
                ImapStore.open(
                        ServerAddress.parse(address()),
                        options,
                        _ -> new Secret.Password(password))) {
            for (Map.Entry<FolderPath, List<Appender.Outgoing>> folder : folders.entrySet()) {
                fill(mailbox, folder.getKey(), folder.getValue());
            }
        } catch (AddressException | RefusedException | StoreUnavailableException e) {
            throw new IOException(
                    "The demo's own server could not be filled. " + e.getMessage(), e);
        }
    }

    private static void fill(ImapStore mailbox, FolderPath path, List<Appender.Outgoing> mail)
            throws IOException, RefusedException, StoreUnavailableException {
        try (Appender folder = mailbox.appender(mailbox.create(path, SpecialUse.byName(path)))) {
            for (int from = 0; from < mail.size(); from += BATCH_MESSAGES) {
                int to = Math.min(from + BATCH_MESSAGES, mail.size());
                for (Appender.Answer answer : folder.append(mail.subList(from, to))) {
                    if (answer instanceof Appender.Answer.Refused refused) {
                        throw new IOException(
                                "The demo's own server refused a message: " + refused.reason());
                    }
                }
            }
        }
    }
}
