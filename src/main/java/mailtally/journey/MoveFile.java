package mailtally.journey;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import mailtally.inventory.InventorySchema;
import mailtally.ledger.EventChain;
import mailtally.ledger.Ledger;
import mailtally.ledger.LedgerBusyException;
import mailtally.message.Sha256;
import mailtally.store.StoreUnavailableException;
import mailtally.tally.TallySchema;
import mailtally.transfer.TransferSchema;

/// The file of one move: its events and all that was read and compared. One Mailtally at a time has
/// it open.
final class MoveFile implements AutoCloseable {
    private static final int NAME_DIGITS = 24;

    /// What a file of SQLite's begins with (sqlite.org/fileformat.html section 1.3).
    private static final byte[] HEAD = "SQLite format 3\0".getBytes(StandardCharsets.US_ASCII);

    private final Ledger ledger;
    private final EventChain chain;
    private final Clock clock;
    private volatile MoveState state;

    private MoveFile(Ledger ledger, EventChain chain, Clock clock, MoveState state) {
        this.ledger = ledger;
        this.chain = chain;
        this.clock = clock;
        this.state = state;
    }

    /// Where the move of an account is kept.
    static Path of(Path moves, Path library, String accountId) {
        String key = library.toAbsolutePath().normalize() + "\n" + accountId;
        String name = Sha256.digestOf(key.getBytes(StandardCharsets.UTF_8)).hex();
        return moves.resolve(name.substring(0, NAME_DIGITS) + ".sqlite");
    }

    /// A file that a person names may be there and be something else, which is not ours to change.
    ///
    /// @throws StoreUnavailableException if it is there and no file of a move
    static void refuseWhatIsNone(Path file) throws StoreUnavailableException, IOException {
        if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        byte[] head = new byte[0];
        if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            try (InputStream in = Files.newInputStream(file)) {
                head = in.readNBytes(HEAD.length);
            }
        }
        if (!Arrays.equals(head, HEAD)) {
            throw new StoreUnavailableException(
                    file
                            + " is no file that a move is kept in. Nothing was changed. Name the file"
                            + " of a move, or one that is not there yet.");
        }
    }

    /// Opens the file, or makes it.
    ///
    /// @throws StoreUnavailableException if another Mailtally has it open, or wrote what this one
    ///     cannot read
    static MoveFile open(Path file, Clock clock, ZoneId zone)
            throws StoreUnavailableException, IOException {
        Path owner = file.resolveSibling(file.getFileName() + ".owner");
        Ledger ledger;
        try {
            ledger =
                    Ledger.open(
                            file,
                            List.of(
                                    InventorySchema.SCHEMA,
                                    TallySchema.SCHEMA,
                                    TransferSchema.SCHEMA,
                                    EventChain.SCHEMA,
                                    Approvals.SCHEMA));
        } catch (LedgerBusyException e) {
            throw busy(owner, zone, e);
        }
        try {
            write(owner, ProcessHandle.current().pid() + " " + clock.instant());
            EventChain chain = new EventChain(ledger);
            MoveState state = MoveState.NONE;
            for (EventChain.Link link : chain.links()) {
                state = state.with(link.at(), MoveEvent.of(link.line()));
            }
            return new MoveFile(ledger, chain, clock, state);
        } catch (StoreUnavailableException | IOException | RuntimeException e) {
            ledger.close();
            throw e;
        }
    }

    Ledger ledger() {
        return ledger;
    }

    MoveState state() {
        return state;
    }

    /// Keeps an event; it is on the disk when this returns.
    synchronized void add(MoveEvent event) {
        Instant now = clock.instant();
        EventChain.Link link = chain.append(now, event.line(now));
        state = state.with(link.at(), event);
    }

    /// All events, for a report.
    List<EventChain.Link> links() throws IOException {
        return chain.links();
    }

    @Override
    public void close() {
        ledger.close();
    }

    private static StoreUnavailableException busy(Path owner, ZoneId zone, Exception cause) {
        String who = "";
        try {
            String[] words = Files.readString(owner).strip().split(" ", -1);
            if (words.length == 2 && words[0].matches("[0-9]{1,10}")) {
                who =
                        " (process "
                                + words[0]
                                + ", since "
                                + Words.day(Instant.parse(words[1]), zone)
                                + ")";
            }
        } catch (IOException | RuntimeException e) {
            // who it is would help, and is no reason to say nothing
        }
        return new StoreUnavailableException(
                "Another Mailtally works on this move"
                        + who
                        + ". Nothing was changed. Go on there, or end it and start this again.",
                cause);
    }

    private static void write(Path file, String text) throws IOException {
        if (!Files.exists(file)) {
            Files.createFile(file);
        }
        if (Files.getFileStore(file).supportsFileAttributeView("posix")) {
            Files.setPosixFilePermissions(
                    file,
                    Set.of(
                            java.nio.file.attribute.PosixFilePermission.OWNER_READ,
                            java.nio.file.attribute.PosixFilePermission.OWNER_WRITE));
        }
        Files.writeString(
                file, text, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING);
    }
}
