package mailtally.transfer;

import static mailtally.transfer.CopyRun.mail;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import mailtally.ledger.Ledger;
import mailtally.store.AddressException;
import mailtally.store.Store;
import mailtally.store.StoreUnavailableException;
import mailtally.store.WritableStore;
import mailtally.store.maildir.MaildirStore;
import mailtally.testing.Ledgers;
import mailtally.testing.MemoryStore;

/// A copy into a Maildir, in a process of its own that is halted right before one of its durable
/// steps, as if the power went.
final class KilledCopy {
    static final int HALTED = 9;

    private KilledCopy() {}

    /// Copies, or dies.
    ///
    /// @param arguments a folder for Maildir and ledger, the step to halt at (from 0; -1 for none),
    ///     and a file for the names of the steps
    public static void main(String[] arguments) throws Exception {
        int halt = Integer.parseInt(arguments[1]);
        Path names = Path.of(arguments[2]);
        AtomicInteger steps = new AtomicInteger();
        copy(
                Path.of(arguments[0]),
                name -> {
                    if (steps.getAndIncrement() == halt) {
                        Runtime.getRuntime().halt(HALTED);
                    }
                    if (halt < 0) {
                        write(names, name);
                    }
                });
    }

    static Copied copy(Path folder, Steps steps) throws IOException {
        try (Ledger ledger = Ledgers.in(folder)) {
            Path maildir = folder.resolve("Maildir");
            return new CopyRun(ledger)
                    .run(
                            source(),
                            new Copy.Target() {
                                @Override
                                public WritableStore forWriting()
                                        throws AddressException, StoreUnavailableException {
                                    return MaildirStore.openWritable(maildir, Optional.empty());
                                }

                                @Override
                                public Store forReading()
                                        throws AddressException, StoreUnavailableException {
                                    return MaildirStore.open(maildir, Optional.empty());
                                }
                            },
                            steps,
                            true);
        }
    }

    private static MemoryStore source() {
        MemoryStore source = CopyRun.source();
        for (int i = 0; i < Items.BATCH_MESSAGES + 5; i++) {
            source.add("INBOX", mail("m" + i), "\\Seen");
        }
        return source.add("Sent", mail("m1"))
                .add("Z\u00fcrich/v1.2", mail("z"), "\\Flagged")
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
