package mailtally.transfer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import mailtally.inventory.Progress;
import mailtally.ledger.Ledger;
import mailtally.store.AddressException;
import mailtally.store.Store;
import mailtally.store.StoreUnavailableException;
import mailtally.store.WritableStore;
import mailtally.tally.Exceptional;
import mailtally.testing.Mailbox;
import mailtally.testing.MemoryStore;

/// Runs copies for tests, without waiting and without asking.
final class CopyRun {
    static final Pace NO_PAUSE = new Pace(Duration.ZERO, Duration.ZERO, 8);

    private final Ledger ledger;
    private final Path outgoing;

    CopyRun(Ledger ledger) {
        this.ledger = ledger;
        try {
            outgoing = Files.createTempDirectory("mailtally-outgoing");
            outgoing.toFile().deleteOnExit();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// A message with a subject and a body of its own.
    static String mail(String subject) {
        return "From: a@example.com\nMessage-ID: <"
                + subject
                + "@example.com>\nDate: Tue, 5 Mar 2019 09:11:12 +0000\nSubject: "
                + subject
                + "\n\nThis is "
                + subject
                + ".\n";
    }

    static MemoryStore source() {
        return new MemoryStore("memory:source", true);
    }

    Copied run(Store source, Mailbox target) {
        return run(source, target, Steps.NONE, true);
    }

    Copied run(Store source, Mailbox target, Steps steps, boolean yes) {
        return run(source, in(target), steps, yes);
    }

    Copied run(Store source, Copy.Target target, Steps steps, boolean yes) {
        try {
            return new Copy(ledger, 2, outgoing, Progress.NONE, NO_PAUSE, steps, CopyTerms.USUAL)
                    .run(source, target, (_, _) -> yes);
        } catch (AddressException | StoreUnavailableException | IOException e) {
            throw new AssertionError(e);
        }
    }

    static List<Exceptional> exceptions(Copied copied) {
        List<Exceptional> all = new ArrayList<>();
        try {
            copied.exceptions(all::add);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return all;
    }

    private static Copy.Target in(Mailbox mailbox) {
        return new Copy.Target() {
            @Override
            public WritableStore forWriting() {
                return mailbox.open();
            }

            @Override
            public Store forReading() {
                return mailbox.open();
            }
        };
    }
}
