package mailtally.backup;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import mailtally.message.Flags;
import mailtally.message.MessageBytes;
import mailtally.message.UnreadableException;
import mailtally.store.Completeness;
import mailtally.store.Finding;
import mailtally.store.Holding;
import mailtally.store.HoldingVisitor;
import mailtally.store.Locator;

/// One reading of one folder of a bag. Goes through the package and its lines of messages.jsonl
/// side by side; where they do not agree, the rest is read as the diagnosis tells. Used by one
/// thread, once.
final class BagFolderReading {
    private static final byte[] EMPTY_LINE = {'\n'};

    private final BagFolder folder;
    private final HoldingVisitor visitor;
    private final LineParser parser = new LineParser();
    private final Buffer buffer = new Buffer();
    private long visited;

    BagFolderReading(BagFolder folder, HoldingVisitor visitor) {
        this.folder = folder;
        this.visitor = visitor;
    }

    /// @throws IOException what the visitor threw
    void read() throws IOException {
        if (!readInOrder()) {
            readAsFound();
        }
    }

    /// @return false where the package or its lines are not as they should be; what stands before
    ///     that was visited
    private boolean readInOrder() throws IOException {
        if (folder.mbox().isEmpty() || !folder.groups().stream().allMatch(LineIndex.Group::sound)) {
            return false;
        }
        try (PackageBytes mbox = openPackage();
                LineFile lines = openLines()) {
            boolean first = true;
            for (Optional<BagLine> line = next(lines); line.isPresent(); line = next(lines)) {
                if (line.get().common().number() != visited + 1) {
                    return false;
                }
                if (line.get() instanceof BagLine.Unreadable unreadable) {
                    visited++;
                    unreadable(unreadable);
                } else if (line.get() instanceof BagLine.Message message) {
                    Optional<MessageBytes> bytes = stored(mbox, message, first);
                    if (bytes.isEmpty()) {
                        return false;
                    }
                    visited++;
                    first = false;
                    visitor.message(holding(message, message.offset()), bytes.get());
                }
            }
            return atEnd(mbox, first);
        } catch (DamagedPackageException e) {
            return false;
        }
    }

    /// The package or the table cannot be read on; told apart from what the visitor throws.
    private static final class DamagedPackageException extends Exception {
        private static final long serialVersionUID = 1L;

        DamagedPackageException(Throwable cause) {
            super(cause);
        }
    }

    private PackageBytes openPackage() throws DamagedPackageException {
        try {
            return PackageBytes.open(folder.mbox().orElseThrow());
        } catch (IOException e) {
            throw new DamagedPackageException(e);
        }
    }

    private LineFile openLines() throws DamagedPackageException {
        try {
            if (folder.groups().isEmpty()) {
                return LineFile.open(folder.lineFile(), 0, 0);
            }
            return LineFile.open(
                    folder.lineFile(),
                    folder.groups().getFirst().from(),
                    folder.groups().size() == 1 ? folder.groups().getFirst().to() : 0);
        } catch (IOException e) {
            throw new DamagedPackageException(e);
        }
    }

    private Optional<BagLine> next(LineFile lines) throws DamagedPackageException {
        try {
            return lines.next()
                    ? Optional.of(parser.parse(lines.bytes(), lines.from(), lines.to()))
                    : Optional.empty();
        } catch (IOException | JsonReading.DamagedException e) {
            throw new DamagedPackageException(e);
        }
    }

    /// The message, if it stands where its line says.
    private Optional<MessageBytes> stored(PackageBytes mbox, BagLine.Message line, boolean first)
            throws DamagedPackageException {
        try {
            if (!mbox.consume(SeparatorLine.before(line, first))
                    || mbox.position() != line.offset()
                    || line.end() >= mbox.sizeBytes()) {
                return Optional.empty();
            }
            boolean small =
                    Math.max(line.lengthBytes(), line.sizeBytes())
                            <= MessageBytes.IN_MEMORY_LIMIT_BYTES;
            if (small && line.exactFile().isEmpty()) {
                return Optional.of(inMemory(mbox, line));
            }
            mbox.seek(line.end());
            return Optional.of(folder.message(line, line.offset(), line.lengthBytes()));
        } catch (IOException e) {
            throw new DamagedPackageException(e);
        }
    }

    private MessageBytes inMemory(PackageBytes mbox, BagLine.Message line) throws IOException {
        buffer.reset();
        LineEndRestorer restorer =
                new LineEndRestorer(line.lineEnds(), line.finalNewlines(), buffer);
        mbox.pieces(line.lengthBytes(), restorer::take);
        while (restorer.finish()) {
            // until all are written
        }
        return MessageBytes.of(buffer.array(), 0, buffer.size());
    }

    private static boolean atEnd(PackageBytes mbox, boolean empty) throws DamagedPackageException {
        try {
            return (empty || mbox.consume(EMPTY_LINE)) && mbox.position() == mbox.sizeBytes();
        } catch (IOException e) {
            throw new DamagedPackageException(e);
        }
    }

    /// Reads what was not visited, wherever it stands.
    private void readAsFound() throws IOException {
        ListedLines lines;
        PackageContents contents;
        try {
            lines = ListedLines.read(folder.lineFile(), folder.packageFile(), folder.groups());
        } catch (IOException e) {
            visitor.folderUnreadable(
                    folder.packageFile(), "The backup's table of messages cannot be read.");
            return;
        }
        try (lines) {
            contents = PackageContents.of(lines, folder);
            List<BagLine.Unreadable> unreadable = new ArrayList<>();
            lines.unreadable(unreadable::add);
            for (BagLine.Unreadable line : unreadable) {
                if (line.common().number() > visited) {
                    unreadable(line);
                }
            }
            for (int i = 0; i < lines.messages().size(); i++) {
                BagLine.Message line = lines.message(i);
                if (line.common().number() > visited) {
                    asFound(line, contents.start(i), contents.lengthBytes(i));
                }
            }
            for (PackageContents.Surplus surplus : contents.surplus()) {
                surplus(surplus);
            }
            for (long i = 0; i < lines.damagedUnreadable().size(); i++) {
                visitor.unreadable(
                        Holding.of(
                                BagLocator.unreadable(folder.packageFile(), -1 - i),
                                Optional.empty(),
                                Flags.NONE),
                        "Its line in the backup's table is damaged.",
                        Optional.empty());
            }
        }
    }

    private void asFound(BagLine.Message line, long start, long lengthBytes) throws IOException {
        if (start < 0) {
            visitor.unreadable(
                    holding(line, line.offset()),
                    "It is gone from the backup's package.",
                    Optional.empty());
            return;
        }
        Holding holding = holding(line, start);
        MessageBytes bytes;
        try {
            bytes = folder.message(line, start, lengthBytes);
        } catch (UnreadableException e) {
            visitor.unreadable(holding, e.getMessage(), Optional.empty());
            return;
        }
        visitor.message(holding, bytes);
    }

    private void surplus(PackageContents.Surplus surplus) throws IOException {
        Holding holding =
                new Holding(
                        BagLocator.message(folder.packageFile(), surplus.start()),
                        Optional.empty(),
                        Flags.NONE,
                        Optional.empty(),
                        Completeness.WHOLE,
                        List.of(
                                Finding.doubt(
                                        "It stands in the backup's package without a line in the"
                                                + " backup's table of messages.")));
        MessageBytes bytes;
        try {
            bytes = folder.surplus(surplus);
        } catch (UnreadableException e) {
            visitor.unreadable(holding, e.getMessage(), Optional.empty());
            return;
        }
        visitor.message(holding, bytes);
    }

    private void unreadable(BagLine.Unreadable line) throws IOException {
        Optional<MessageBytes> raw = Optional.empty();
        String reason = line.reason();
        try {
            if (line.rawFile().isPresent()) {
                raw = Optional.of(folder.extra(line.rawFile().get()));
            }
        } catch (UnreadableException e) {
            reason = reason + " Its raw file in the backup cannot be read.";
        }
        Locator locator = BagLocator.unreadable(folder.packageFile(), line.common().number());
        visitor.unreadable(located(line.common().holding(), locator), reason, raw);
    }

    private Holding holding(BagLine.Message line, long start) {
        return located(line.common().holding(), BagLocator.message(folder.packageFile(), start));
    }

    private static Holding located(Holding holding, Locator locator) {
        return new Holding(
                locator,
                holding.internalDate(),
                holding.flags(),
                holding.remoteId(),
                holding.completeness(),
                holding.findings());
    }

    /// Bytes in memory that need not be copied to be read.
    private static final class Buffer extends ByteArrayOutputStream {
        byte[] array() {
            return buf;
        }
    }
}
