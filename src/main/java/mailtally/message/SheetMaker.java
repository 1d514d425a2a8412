package mailtally.message;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;

/// Makes the [Sheet] of a message from its bytes. The rules are in `docs/formats-sheet.md`.
///
/// Reads the message twice, or once where its line ends are known, as a stream: memory does not
/// grow with its length, but for its header (1 MiB at most) and its HTML (2 MiB at most).
/// Stateless; any thread may use it.
public final class SheetMaker {
    /// The sheet of this message.
    ///
    /// @param missing the parts that Apple Mail never downloaded; empty for other stores
    /// @throws UnreadableException if the message has no bytes, has no header field, or cannot be
    ///     read to its end
    /// @throws IOException what the message's source throws
    public Sheet make(MessageBytes message, List<MissingPart> missing) throws IOException {
        return read(message, Optional.empty(), missing, Optional.empty()).sheet();
    }

    /// The same where the message was digested before.
    ///
    /// @param digests those of these very bytes
    public Sheet make(MessageBytes message, Digests digests, List<MissingPart> missing)
            throws IOException {
        return read(message, Optional.of(digests.lineEnds()), missing, Optional.empty()).sheet();
    }

    /// The same, with what a comparison with a store that rewrites wants to know besides.
    ///
    /// @param budget how much text may be kept
    public Reading read(MessageBytes message, List<MissingPart> missing, DetailBudget budget)
            throws IOException {
        return read(message, Optional.empty(), missing, Optional.of(budget));
    }

    private Reading read(
            MessageBytes message,
            Optional<LineEnds> known,
            List<MissingPart> missing,
            Optional<DetailBudget> details)
            throws IOException {
        if (message.sizeBytes() == 0) {
            throw new UnreadableException("The message has no bytes.");
        }
        LineEnds lineEnds = known.isPresent() ? known.get() : lineEnds(message);
        Collector out = new Collector();
        try (SourceStream source = new SourceStream(message.open(), lineEnds)) {
            boolean hasField;
            try {
                hasField = new SheetReader(source, lineEnds, missing, details).read(out);
            } catch (UnaccountedException e) {
                return Reading.of(whole(message, lineEnds));
            }
            if (!hasField) {
                throw new UnreadableException("The message has no header field.");
            }
        }
        // A sheet with nothing on it would be contained in every other.
        return out.isEmpty() ? Reading.of(whole(message, lineEnds)) : out.reading();
    }

    private static LineEnds lineEnds(MessageBytes message) throws IOException {
        RawForm form = new RawForm(OutputStream.nullOutputStream());
        message.writeTo(form);
        form.finish();
        return form.takeLineEnds();
    }

    /// The message as one raw component.
    private static Sheet whole(MessageBytes message, LineEnds lineEnds) throws IOException {
        RawDigest digest = new RawDigest(lineEnds == LineEnds.MIXED);
        try (InputStream source = new SourceStream(message.open(), lineEnds)) {
            source.transferTo(digest);
        }
        RawDigest.Sum sum = digest.finish();
        return new Sheet(
                Sheet.VERSION,
                List.of(
                        new Component(
                                Component.Kind.RAW,
                                "",
                                sum.digest(),
                                sum.sizeBytes(),
                                "the whole message",
                                "message/rfc822",
                                -1)));
    }
}
