package mailtally.store.applemail;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import mailtally.store.applemail.SegmentBytes.Segment;

/// How an attachment's bytes go back into its message: the encoding that the part's header names,
/// in the shape whose length is what X-Apple-Content-Length says. That length counts the encoded
/// body with one byte a line end, so it tells how the original was wrapped and ended.
final class Recoding {
    private static final int[] USUAL_WIDTHS = {76, 72, 64, 60, 74, 75, 70, 68, 57, 48};
    private static final int WIDEST = 998;
    private static final int MOST_TRAILING = 3;

    /// Beyond this size only the usual shape of a text is tried, since each try reads the file.
    private static final long MANY_TRIES_BYTES = 16L << 20;

    private final Path file;
    private final FileStamp stamp;
    private final boolean crlf;

    /// @param crlf true where the message's lines end with CRLF
    Recoding(Path file, FileStamp stamp, boolean crlf) {
        this.file = file;
        this.stamp = stamp;
        this.crlf = crlf;
    }

    /// A body that can go in.
    ///
    /// @param segment its bytes
    /// @param matches true where its length is the announced one
    record Body(Segment segment, boolean matches) {}

    /// The body in this encoding, or nothing where the encoding is not known.
    ///
    /// @param announced the length that was written down, or -1
    Optional<Body> body(String encoding, long announced) throws IOException {
        return switch (encoding) {
            case "base64" -> Optional.of(base64(announced));
            case "quoted-printable" -> Optional.of(text(announced, quotedShapes()));
            case "7bit", "8bit", "binary" -> Optional.of(text(announced, plainShapes()));
            default -> Optional.empty();
        };
    }

    /// True where some shape of base64 has this length: tells which of several files was meant.
    static boolean base64CanHave(long sizeBytes, long announced) {
        return base64Shape(sizeBytes, announced) != null;
    }

    private Body base64(long announced) {
        int[] shape = base64Shape(stamp.sizeBytes(), announced);
        int width = shape == null ? USUAL_WIDTHS[0] : shape[0];
        int trailing = shape == null ? 0 : shape[1];
        long length = Base64Lines.length(stamp.sizeBytes(), width, trailing);
        if (crlf) {
            length += Base64Lines.length(stamp.sizeBytes(), width, trailing) - characters();
        }
        return new Body(
                new Segment(length, () -> new Base64Lines(source(0), width, trailing, crlf)),
                shape != null);
    }

    private long characters() {
        return Math.ceilDiv(stamp.sizeBytes(), 3) * 4L;
    }

    /// Width and number of line ends at the end, or null where no shape has the length. Two shapes
    /// can have the same length (nine lines of 76 with a line end after the last, ten of 72
    /// without), so the usual ones come first: 76, which nearly everybody writes.
    private static int[] base64Shape(long sizeBytes, long announced) {
        for (int width : USUAL_WIDTHS) {
            for (int trailing = 0; trailing <= 1; trailing++) {
                if (Base64Lines.length(sizeBytes, width, trailing) == announced) {
                    return new int[] {width, trailing};
                }
            }
        }
        for (int trailing = 0; trailing <= MOST_TRAILING; trailing++) {
            for (int width : new int[] {Integer.MAX_VALUE, USUAL_WIDTHS[0]}) {
                if (Base64Lines.length(sizeBytes, width, trailing) == announced) {
                    return new int[] {width, trailing};
                }
            }
        }
        for (int step : new int[] {4, 1}) {
            for (int width = 4; width <= WIDEST; width += step) {
                for (int trailing = 0; trailing <= 1; trailing++) {
                    if (Base64Lines.length(sizeBytes, width, trailing) == announced) {
                        return new int[] {width, trailing};
                    }
                }
            }
        }
        return null;
    }

    /// A way to write a text, without its last line end's fate.
    private interface Shape {
        InputStream open(InputStream source, boolean lineEndsCrlf);
    }

    private static List<Shape> quotedShapes() {
        List<Shape> shapes = new ArrayList<>();
        shapes.add((in, ends) -> new QuotedPrintableLines(in, 74, true, ends));
        for (int width : new int[] {76, 75, 74, 73, 72}) {
            shapes.add((in, ends) -> new QuotedPrintableLines(in, width, false, ends));
        }
        for (int width : new int[] {76, 75, 73, 72}) {
            shapes.add((in, ends) -> new QuotedPrintableLines(in, width, true, ends));
        }
        return shapes;
    }

    private static List<Shape> plainShapes() {
        return List.of(TextLines::new, (in, _) -> in);
    }

    /// Tries the shapes in turn, each with the file's last line end as it is, dropped, or doubled.
    private Body text(long announced, List<Shape> shapes) throws IOException {
        int lastLineEnd = lastLineEndBytes();
        for (Shape shape : shapes) {
            long plain = count(shape, 0, false);
            if (announced < 0 || plain == announced) {
                return body(shape, 0, 0, announced >= 0);
            }
            if (plain + 1 == announced) {
                return body(shape, 0, 1, true);
            }
            if (lastLineEnd > 0 && count(shape, lastLineEnd, false) == announced) {
                return body(shape, lastLineEnd, 0, true);
            }
            if (stamp.sizeBytes() > MANY_TRIES_BYTES) {
                break;
            }
        }
        // Nothing fits: the bytes of a plain text stay exactly what they are.
        return body(shapes.size() == 2 ? shapes.get(1) : shapes.getFirst(), 0, 0, false);
    }

    private Body body(Shape shape, int dropped, int added, boolean matches) throws IOException {
        long length = count(shape, dropped, crlf) + (long) added * (crlf ? 2 : 1);
        return new Body(
                new Segment(
                        length,
                        () -> {
                            InputStream coded = shape.open(source(dropped), crlf);
                            return added == 0 ? coded : new LineEndAfter(coded, crlf);
                        }),
                matches);
    }

    private long count(Shape shape, int dropped, boolean lineEndsCrlf) throws IOException {
        byte[] buffer = new byte[1 << 14];
        long count = 0;
        try (InputStream in = shape.open(source(dropped), lineEndsCrlf)) {
            for (int got = in.read(buffer); got >= 0; got = in.read(buffer)) {
                count += got;
            }
        }
        return count;
    }

    private int lastLineEndBytes() throws IOException {
        long from = Math.max(0, stamp.sizeBytes() - 2);
        try (InputStream in = new CheckedFileStream(file, stamp, from, stamp.sizeBytes())) {
            byte[] last = in.readAllBytes();
            if (last.length == 0 || last[last.length - 1] != '\n') {
                return 0;
            }
            return last.length == 2 && last[0] == '\r' ? 2 : 1;
        }
    }

    private InputStream source(int dropped) throws IOException {
        return new CheckedFileStream(file, stamp, 0, stamp.sizeBytes() - dropped);
    }

    /// A stream with one more line end.
    private static final class LineEndAfter extends EncodingStream {
        private final byte[] piece = new byte[1 << 14];
        private final boolean crlf;

        LineEndAfter(InputStream source, boolean crlf) {
            super(source);
            this.crlf = crlf;
        }

        @Override
        boolean more(InputStream source) throws IOException {
            int got = source.readNBytes(piece, 0, piece.length);
            put(piece, 0, got);
            if (got == piece.length) {
                return true;
            }
            if (crlf) {
                put('\r');
            }
            put('\n');
            return false;
        }
    }
}
