package mailtally.store.applemail;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import mailtally.message.MissingPart;
import mailtally.store.Completeness;
import mailtally.store.Finding;
import mailtally.store.applemail.AttachmentFolder.AttachmentFile;
import mailtally.store.applemail.SegmentBytes.Segment;

/// A partial message put together with its attachments: each body goes back to where it was, its
/// X-Apple-Content-Length field is dropped, and every other byte stays what it is. A part whose
/// file is not there keeps that field and is listed as missing.
///
/// @param segments the message, in order
/// @param completeness Rebuilt, Incomplete, or Whole where nothing was taken out
/// @param findings what there is to say
/// @param attachmentsStamp a number that changes when one of the files that went in changes
record PartialMessage(
        List<Segment> segments,
        Completeness completeness,
        List<Finding> findings,
        long attachmentsStamp) {
    private static final byte[] LF = "\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] CRLF = "\r\n".getBytes(StandardCharsets.US_ASCII);

    PartialMessage {
        segments = List.copyOf(segments);
        findings = List.copyOf(findings);
    }

    /// The text of the message as its file has it.
    interface Text {
        /// All of it.
        InputStream open() throws IOException;

        /// The bytes `[from, to)` of it.
        Segment slice(long from, long to);

        /// How long it is.
        long sizeBytes();
    }

    /// Puts the message together.
    ///
    /// @throws mailtally.message.UnreadableException if the text or an attachment cannot be read
    static PartialMessage join(Text text, AttachmentFolder folder) throws IOException {
        PartScanner.Result scan;
        try (InputStream in = text.open()) {
            scan = PartScanner.scan(in);
        }
        Joining joining = new Joining(text, folder);
        for (DetachedPart part : scan.parts()) {
            joining.part(part);
        }
        return joining.finish(scan);
    }

    private static final class Joining {
        private final Text text;
        private final AttachmentFolder folder;
        private final List<Segment> segments = new ArrayList<>();
        private final List<Finding> findings = new ArrayList<>();
        private final List<MissingPart> missing = new ArrayList<>();
        private final Set<String> leftOver;
        private long position;
        private long stamp = 17;
        private int joined;
        private boolean lengthsMatch = true;

        Joining(Text text, AttachmentFolder folder) {
            this.text = text;
            this.folder = folder;
            this.leftOver = folder.partNumbers();
        }

        void part(DetachedPart part) throws IOException {
            if (!part.announced() && !leftOver.contains(part.number())) {
                return; // an empty part, and nothing lies beside it
            }
            AttachmentFolder.Found found = folder.find(part);
            leftOver.remove(part.number());
            found.problem()
                    .ifPresent(
                            problem ->
                                    findings.add(
                                            Finding.doubt(
                                                    "The folder of part "
                                                            + part.number()
                                                            + " "
                                                            + problem
                                                            + ".")));
            if (found.file().isPresent()) {
                putBack(part, found.file().get());
            } else if (part.announced()) {
                missing.add(missing(part));
            }
        }

        private void putBack(DetachedPart part, AttachmentFile attachment) throws IOException {
            Recoding recoding = new Recoding(attachment.file(), attachment.stamp(), part.crlf());
            Optional<Recoding.Body> body = recoding.body(part.encoding(), part.announcedBytes());
            if (body.isEmpty()) {
                findings.add(
                        Finding.doubt(
                                "Part "
                                        + part.number()
                                        + " has an encoding that is not known, so its attachment"
                                        + " could not be put back."));
                missing.add(missing(part));
                return;
            }
            Segment lineEnd = Segment.of(part.crlf() ? CRLF : LF, 0, part.crlf() ? 2 : 1);
            keepUpTo(part.fieldEnd() > part.fieldStart() ? part.fieldStart() : part.bodyStart());
            position = Math.max(position, part.fieldEnd());
            keepUpTo(part.bodyStart());
            if (part.needsBlankLine()) {
                segments.add(lineEnd);
            }
            segments.add(body.get().segment());
            if (part.needsLineEnd()) {
                segments.add(lineEnd);
            }
            position = part.bodyEnd();
            joined++;
            stamp = stamp * 1_000_003 + (part.number() + attachment.stamp()).hashCode();
            if (!body.get().matches()) {
                lengthsMatch = false;
                findings.add(mismatch(part));
            }
        }

        private static Finding mismatch(DetachedPart part) {
            return Finding.note(
                    part.announced()
                            ? "Part "
                                    + part.number()
                                    + " was put back, but not in the length that it once had: the"
                                    + " content is there, its encoding differs."
                            : "Part "
                                    + part.number()
                                    + " was empty and a file lies beside the message for it: the"
                                    + " file was put in.");
        }

        private static MissingPart missing(DetachedPart part) {
            return new MissingPart(
                    part.number(), part.mediaType(), part.announcedBytes(), part.fileName());
        }

        private void keepUpTo(long end) {
            if (end > position) {
                segments.add(text.slice(position, end));
                position = end;
            }
        }

        PartialMessage finish(PartScanner.Result scan) {
            keepUpTo(text.sizeBytes());
            folder.problem().ifPresent(problem -> findings.add(Finding.doubt(problem)));
            if (scan.limited()) {
                findings.add(
                        Finding.doubt(
                                "The message has more parts or levels than are looked at: an"
                                        + " attachment may be missing."));
            }
            if (!leftOver.isEmpty()) {
                findings.add(
                        Finding.note(
                                "Files lie beside the message for parts that are not blank or not"
                                        + " there: "
                                        + String.join(", ", leftOver.stream().limit(10).toList())
                                        + ". They were not put in."));
            }
            if (missing.isEmpty() && joined == 0) {
                findings.add(
                        Finding.doubt(
                                "The file is named partial, but nothing in it tells what is"
                                        + " missing."));
            }
            return new PartialMessage(segments, completeness(), findings, stamp);
        }

        private Completeness completeness() {
            if (!missing.isEmpty()) {
                return new Completeness.Incomplete(missing);
            }
            return joined > 0 ? new Completeness.Rebuilt(joined, lengthsMatch) : Completeness.WHOLE;
        }
    }
}
