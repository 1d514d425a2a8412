package mailtally.message;

import java.io.IOException;
import java.io.InputStream;
import org.apache.james.mime4j.MimeException;
import org.apache.james.mime4j.MimeIOException;
import org.apache.james.mime4j.codec.DecodeMonitor;
import org.apache.james.mime4j.stream.EntityState;
import org.apache.james.mime4j.stream.Event;
import org.apache.james.mime4j.stream.MimeConfig;
import org.apache.james.mime4j.stream.MimeTokenStream;
import org.apache.james.mime4j.stream.RecursionMode;

/// The parser, one level at a time: a header and its body, or a multipart and its parts. Its own
/// limits are off, since [EntityStream] and [SheetReader] set ours; its own recursion is off, so
/// that depth costs what we allow.
final class MimeParser {
    private static final MimeConfig UNLIMITED =
            MimeConfig.custom()
                    .setMaxLineLen(-1)
                    .setMaxHeaderCount(-1)
                    .setMaxHeaderLen(-1)
                    .setMaxContentLen(-1)
                    .setCountLineNumbers(false)
                    .build();

    private MimeParser() {}

    /// What is told of a multipart, in order.
    interface PartsVisitor {
        void preamble(InputStream bytes) throws IOException;

        /// The delimiter line before a part, and the part: header and body.
        void part(InputStream bytes) throws IOException;

        /// The closing delimiter line.
        void close() throws IOException;

        void epilogue(InputStream bytes) throws IOException;
    }

    /// Reads the header into `header` and returns the body, which is read next.
    static InputStream entity(InputStream bytes, PartHeader header) throws IOException {
        FieldCapture capture = new FieldCapture();
        MimeTokenStream tokens =
                new MimeTokenStream(UNLIMITED, DecodeMonitor.SILENT, capture, null);
        tokens.setRecursionMode(RecursionMode.M_FLAT);
        tokens.parse(bytes);
        EntityState state = next(tokens);
        while (state != EntityState.T_BODY) {
            if (state == EntityState.T_END_OF_STREAM) {
                throw new UnaccountedException("the parser found no body");
            }
            if (state == EntityState.T_FIELD) {
                header.add(capture.bytes());
            }
            state = next(tokens);
        }
        return tokens.getInputStream();
    }

    /// Takes a multipart's body apart.
    static void parts(InputStream body, String boundary, PartsVisitor visitor) throws IOException {
        CutShort cutShort = new CutShort();
        MimeTokenStream tokens = new MimeTokenStream(UNLIMITED, cutShort, null, null);
        tokens.setRecursionMode(RecursionMode.M_RAW);
        tokens.parseHeadless(body, "multipart/mixed; boundary=\"" + boundary + "\"");
        boolean closed = false;
        for (EntityState state = tokens.getState();
                state != EntityState.T_END_OF_STREAM;
                state = next(tokens)) {
            boolean after = state == EntityState.T_EPILOGUE || state == EntityState.T_END_MULTIPART;
            if (after && !closed && !cutShort.seen) {
                closed = true;
                visitor.close();
            }
            switch (state) {
                case T_START_MULTIPART -> {
                    if (!tokens.getBodyDescriptor().getBoundary().equals(boundary)) {
                        throw new UnaccountedException("the parser reads the boundary otherwise");
                    }
                }
                case T_PREAMBLE -> visitor.preamble(tokens.getInputStream());
                case T_RAW_ENTITY -> visitor.part(tokens.getInputStream());
                case T_EPILOGUE -> visitor.epilogue(tokens.getInputStream());
                default -> {}
            }
        }
    }

    private static EntityState next(MimeTokenStream tokens) throws IOException {
        try {
            return tokens.next();
        } catch (MimeException | MimeIOException e) {
            throw new UnaccountedException("the parser gave up", e);
        }
    }

    /// Notes that a multipart ended without its closing delimiter.
    private static final class CutShort extends DecodeMonitor {
        private boolean seen;

        @Override
        public boolean warn(String error, String dropDesc) {
            seen |= error.equals(Event.MIME_BODY_PREMATURE_END.toString());
            return false;
        }

        @Override
        public boolean isListening() {
            return true;
        }
    }
}
