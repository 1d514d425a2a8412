package mailtally.transfer;

import static mailtally.transfer.CopyRun.mail;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import mailtally.ledger.Ledger;
import mailtally.store.AddressException;
import mailtally.store.Store;
import mailtally.store.StoreUnavailableException;
import mailtally.store.WritableStore;
import mailtally.store.imap.ImapStore;
import mailtally.store.maildir.MaildirStore;
import mailtally.store.server.Secret;
import mailtally.store.server.ServerAddress;
import mailtally.store.server.ServerOptions;
import mailtally.testing.Ledgers;
import mailtally.testing.MemoryStore;
import mailtally.testing.server.MailServer;

/// A copy into a Maildir or onto an IMAP server, in a process of its own that is halted right
/// before one of its durable steps, as if the power went.
final class KilledCopy {
    static final int HALTED = 9;

    private KilledCopy() {}

    /// Copies, or dies.
    ///
    /// @param arguments a folder for Maildir and ledger, the step to halt at (from 0; -1 for none),
    ///     a file for the names of the steps, and a server's address if the target is no Maildir
    public static void main(String[] arguments) throws Exception {
        int halt = Integer.parseInt(arguments[1]);
        Path names = Path.of(arguments[2]);
        AtomicInteger steps = new AtomicInteger();
        Path folder = Path.of(arguments[0]);
        copy(
                folder,
                arguments.length > 3 ? new OnServer(arguments[3], folder) : new InMaildir(folder),
                name -> {
                    if (steps.getAndIncrement() == halt) {
                        Runtime.getRuntime().halt(HALTED);
                    }
                    if (halt < 0) {
                        write(names, name);
                    }
                });
    }

    static Copied copy(Path folder, Copy.Target target, Steps steps) throws IOException {
        try (Ledger ledger = Ledgers.in(folder)) {
            return new CopyRun(ledger).run(source(target), target, steps, true);
        }
    }

    /// A Maildir in the folder.
    record InMaildir(Path folder) implements Copy.Target {
        @Override
        public WritableStore forWriting() throws AddressException, StoreUnavailableException {
            return MaildirStore.openWritable(folder.resolve("Maildir"), Optional.empty());
        }

        @Override
        public Store forReading() throws AddressException, StoreUnavailableException {
            return MaildirStore.open(folder.resolve("Maildir"), Optional.empty());
        }
    }

    /// A mailbox on a server of the tests.
    ///
    /// @param folder where large messages may lie
    record OnServer(String address, Path folder) implements Copy.Target {
        @Override
        public WritableStore forWriting() throws AddressException, StoreUnavailableException {
            Duration patience = Duration.ofSeconds(20);
            return ImapStore.open(
                    ServerAddress.parse(address),
                    new ServerOptions(4, patience, patience, Optional.empty(), folder),
                    _ -> new Secret.Password(MailServer.PASSWORD));
        }

        @Override
        public Store forReading() throws AddressException, StoreUnavailableException {
            return forWriting();
        }
    }

    /// A Maildir of ours takes a dot in a folder's name; Dovecot's do not.
    private static MemoryStore source(Copy.Target target) {
        String odd = target instanceof InMaildir ? "Z\u00fcrich/v1.2" : "Z\u00fcrich/v1";
        MemoryStore source = CopyRun.source();
        for (int i = 0; i < Items.BATCH_MESSAGES + 5; i++) {
            source.add("INBOX", mail("m" + i), "\\Seen");
        }
        return source.add("Sent", mail("m1"))
                .add(odd, mail("z"), "\\Flagged")
                .add("Work", "Subject: large\n\n" + ("x".repeat(98) + "\n").repeat(60_000));
    }

    private static void write(Path names, String name) {
        try {
            Files.writeString(
                    names, name + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
