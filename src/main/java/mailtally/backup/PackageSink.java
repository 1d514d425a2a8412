package mailtally.backup;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import mailtally.inventory.FolderSink;
import mailtally.message.Digests;
import mailtally.message.LineEnds;
import mailtally.message.MessageBytes;
import mailtally.message.Sha256;
import mailtally.message.UnreadableException;
import mailtally.store.Finding;
import mailtally.store.Folder;
import mailtally.store.Holding;
import mailtally.store.mbox.MboxWriter;

/// Writes one folder of a bag: its package, and its part of messages.jsonl. Used by one thread.
final class PackageSink implements FolderSink {
    /// A package of a bag.
    ///
    /// @param number the folder's place in the store's list, from 0
    /// @param file its mbox file, from the bag's top, with `/`
    /// @param lines where its part of messages.jsonl lies until the bag is sealed
    record Place(int number, Folder folder, String file, Path lines) {}

    private static final int BUFFER_BYTES = 64 << 10;

    private final Place place;
    private final Path target;
    private final Disk disk;
    private final ExtraFiles extraFiles;
    private final Payload payload;
    private final MboxWriter mbox;
    private final FileChannel linesChannel;
    private final OutputStream linesStream;
    private final LineWriter lines;
    private PackageTotals totals = PackageTotals.NONE;
    private long inexact;
    private MessageBytes message;
    private GuardedStream stream;
    private String sender = EnvelopeSender.NONE;
    private boolean closed;

    PackageSink(Place place, Path target, Path bag, Disk disk, ExtraFiles extra, Payload payload)
            throws IOException {
        this.place = place;
        this.target = target;
        this.disk = disk;
        this.extraFiles = extra;
        this.payload = payload;
        Path file = bag.resolve(place.file());
        disk.createFolders(bag, file.getParent());
        disk.step("create file " + place.file());
        this.mbox = MboxWriter.create(file);
        this.linesChannel = disk.createFile(place.lines());
        this.linesStream = new BufferedOutputStream(Disk.streamInto(linesChannel), BUFFER_BYTES);
        this.lines = new LineWriter(linesStream, place.folder().path());
    }

    Place place() {
        return place;
    }

    /// What the folder came to; complete once it was closed.
    PackageTotals totals() {
        return totals;
    }

    /// How many messages an mbox alone cannot hold byte for byte.
    long inexact() {
        return inexact;
    }

    /// True once the folder was read to its end.
    boolean complete() {
        return closed && message == null;
    }

    /// The digest of the package, made while it was written; once it was closed.
    Sha256 digest() {
        return payload.digest(place.file()).orElseThrow();
    }

    @Override
    public OutputStream begin(Holding holding, MessageBytes bytes) throws IOException {
        try {
            sender = EnvelopeSender.of(bytes);
        } catch (UnreadableException e) {
            sender = EnvelopeSender.NONE; // who reads the bytes next is told the same
        }
        try {
            OutputStream out = mbox.begin(sender, Separator.date(holding.internalDate()));
            stream = new GuardedStream(out, target);
            message = bytes;
            return stream;
        } catch (IOException e) {
            throw BackupFailedException.of(target, e);
        }
    }

    @Override
    public void commit(Holding holding, Digests digests) throws IOException {
        try {
            MboxWriter.Entry stored = mbox.end();
            boolean needsExact =
                    digests.lineEnds() == LineEnds.MIXED || stream.endsWithCarriageReturn();
            inexact += needsExact ? 1 : 0;
            Optional<String> exact =
                    needsExact && extraFiles.keeps()
                            ? extraFiles.exact(message, digests.exact(), place.number())
                            : Optional.empty();
            Holding told = needsExact && exact.isEmpty() ? withoutExact(holding) : holding;
            message = null;
            totals = totals.plus(new PackageTotals(1, 0, digests.sizeBytes()));
            lines.message(
                    new Entry(
                            place.file(),
                            totals.found(),
                            stored.offset(),
                            stored.lengthBytes(),
                            sender,
                            told,
                            exact,
                            Optional.empty()),
                    digests);
        } catch (IOException e) {
            throw BackupFailedException.of(target, e);
        }
    }

    @Override
    public void abort(Holding holding) throws IOException {
        try {
            message = null;
            mbox.abort();
        } catch (IOException e) {
            throw BackupFailedException.of(target, e);
        }
    }

    @Override
    public void unreadable(Holding holding, String reason, Optional<MessageBytes> rawFile)
            throws IOException {
        try {
            totals = totals.plus(new PackageTotals(1, 1, 0));
            Optional<ExtraFiles.Raw> raw = Optional.empty();
            String told = reason;
            if (rawFile.isPresent() && extraFiles.keeps()) {
                raw =
                        extraFiles.unreadable(
                                rawFile.get(), holding.locator(), place.number(), totals.found());
                told = raw.isPresent() ? reason : reason + " Its file could not be copied.";
            }
            Optional<Sha256> digest = raw.map(ExtraFiles.Raw::digest);
            lines.unreadable(
                    new Entry(
                            place.file(),
                            totals.found(),
                            -1,
                            0,
                            EnvelopeSender.NONE,
                            holding,
                            raw.map(ExtraFiles.Raw::path),
                            digest),
                    told);
        } catch (IOException e) {
            throw BackupFailedException.of(target, e);
        }
    }

    /// Ends the package: it is on the disk with all that was committed. A message that was begun
    /// and not committed is taken back, and the bag can then not be sealed.
    @Override
    public void close() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        try (linesChannel;
                mbox) {
            if (message != null) {
                mbox.abort();
            }
            linesStream.flush();
            payload.add(place.file(), mbox.sha256(), mbox.sizeBytes());
            disk.step("sync file " + place.file());
        } catch (IOException e) {
            throw BackupFailedException.of(target, e);
        }
    }

    private static Holding withoutExact(Holding holding) {
        List<Finding> findings = new ArrayList<>(holding.findings());
        findings.add(
                Finding.doubt(
                        "The message's line ends are mixed, and the message changed before its"
                                + " exact bytes could be kept beside the package."));
        return new Holding(
                holding.locator(),
                holding.internalDate(),
                holding.flags(),
                holding.remoteId(),
                holding.completeness(),
                findings);
    }
}
