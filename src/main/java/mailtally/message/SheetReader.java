package mailtally.message;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// One reading of one message: walks through its parts and lists what they are.
///
/// Every level checks that what the parser handed out is what it was given. Where it is not, the
/// innermost multipart or embedded message that does not add up counts as one raw component.
final class SheetReader {
    /// Parts and messages nested deeper count raw.
    static final int DEPTH_LIMIT = 50;

    /// RFC 2046 section 5.1.1 allows 70 characters of these; longer ones are met.
    private static final Pattern BOUNDARY = Pattern.compile("[!#-\\[\\]-~ ]{0,199}[!#-\\[\\]-~]");

    private static final int PEEK_BYTES = 4096;

    private final SourceStream source;
    private final boolean mixedLineEnds;
    private final Optional<DetailBudget> details;
    private final Map<String, MissingPart> missing = new HashMap<>();

    /// @param details for what more than digests is kept, or nothing
    SheetReader(
            SourceStream source,
            LineEnds lineEnds,
            List<MissingPart> missing,
            Optional<DetailBudget> details) {
        this.source = source;
        this.details = details;
        this.mixedLineEnds = lineEnds == LineEnds.MIXED;
        missing.forEach(part -> this.missing.put(part.partNumber(), part));
    }

    /// Reads the message.
    ///
    /// @return true where it has a header field
    boolean read(Collector out) throws IOException {
        try {
            return entity(source, PartPlace.top(), out);
        } catch (RuntimeException e) {
            source.check();
            throw new UnaccountedException("the parser failed", e);
        }
    }

    private boolean entity(InputStream in, PartPlace place, Collector out) throws IOException {
        EntityStream bytes = new EntityStream(in);
        PartHeader header = new PartHeader();
        InputStream content = MimeParser.entity(bytes, header);
        if (!header.ink().equals(bytes.headerInk())) {
            throw new UnaccountedException("the parser dropped some of a header");
        }
        if (place.message()) {
            HeadComponents.add(header, details.isPresent(), out);
        }
        for (String line : header.strayLines()) {
            byte[] raw = line.getBytes(StandardCharsets.ISO_8859_1);
            out.add(
                    new Component(
                            Component.Kind.HEADER_LINE,
                            place.number(),
                            Sha256.digestOf(raw),
                            raw.length,
                            "a line of the header that is no field",
                            "",
                            -1));
        }
        WatchedStream body = new WatchedStream(content, OutputStream.nullOutputStream());
        body(body, header, place, out);
        body.drain();
        if (body.count() != bytes.bodyBytes()) {
            throw new UnaccountedException("the parser dropped some of a body");
        }
        return header.hasField();
    }

    private void body(InputStream in, PartHeader header, PartPlace place, Collector out)
            throws IOException {
        String type = header.mediaType(place.otherwise());
        InputStream body = in;
        MissingPart announced = missing.get(place.leaf());
        if (announced != null && header.bodyIsElsewhere()) {
            byte[] start = in.readNBytes(PEEK_BYTES);
            InkDigest ink = new InkDigest();
            ink.write(start, 0, start.length);
            if (start.length < PEEK_BYTES && ink.blank()) {
                out.add(
                        notDownloaded(announced, header, place),
                        details.map(
                                _ ->
                                        new Detail.Lacking(
                                                header.fileName(),
                                                !TransferDecoder.encoded(
                                                        header.transferEncoding()))));
                return;
            }
            body = new SequenceInputStream(new java.io.ByteArrayInputStream(start), in);
        }
        boolean encoded = TransferDecoder.encoded(header.transferEncoding());
        boolean deep = place.depth() >= DEPTH_LIMIT;
        if (type.startsWith("multipart/")) {
            boolean readable = BOUNDARY.matcher(header.boundary()).matches();
            if (encoded || deep || !readable) {
                raw(body, type, place.whole(), out);
            } else {
                new Multipart(header, type, place, out).read(body);
            }
        } else if ((type.equals("message/rfc822") || type.equals("message/global")) && !encoded) {
            if (deep) {
                raw(body, type, place.leaf(), out);
            } else {
                embedded(body, header, type, place, out);
            }
        } else {
            leaf(body, header, type, place, out);
        }
    }

    private void leaf(
            InputStream body, PartHeader header, String type, PartPlace place, Collector out)
            throws IOException {
        Leaf leaf = new Leaf(header, type, mixedLineEnds, place.message());
        if (details.isEmpty()) {
            body.transferTo(leaf);
            leaf.finish(place.leaf(), Optional.empty(), out);
            return;
        }
        LeafDetail detail = new LeafDetail(header, type, place, details.get());
        new WatchedStream(body, detail).transferTo(leaf);
        leaf.finish(place.leaf(), Optional.of(detail.finish()), out);
    }

    private static Component notDownloaded(
            MissingPart announced, PartHeader header, PartPlace place) {
        String type = header.mediaType(place.otherwise());
        long length =
                announced.encodedBytes() >= 0 ? announced.encodedBytes() : header.appleLength();
        byte[] identity = (type + " " + length).getBytes(StandardCharsets.UTF_8);
        return new Component(
                Component.Kind.NOT_DOWNLOADED,
                place.leaf(),
                Sha256.digestOf(identity),
                identity.length,
                Leaf.label(header.fileName(), type),
                type,
                length);
    }

    /// A body that is not looked into.
    private void raw(InputStream body, String type, String path, Collector out) throws IOException {
        RawBody raw = new RawBody(mixedLineEnds);
        body.transferTo(raw);
        raw.add(type, path, out);
    }

    private void embedded(
            InputStream body, PartHeader header, String type, PartPlace place, Collector out)
            throws IOException {
        RawBody raw = new RawBody(mixedLineEnds);
        WatchedStream bytes = new WatchedStream(body, raw);
        Collector inner = new Collector();
        boolean understood;
        try {
            understood = entity(bytes, place.embedded(), inner) && !inner.isEmpty();
        } catch (UnaccountedException | RuntimeException e) {
            source.check();
            understood = false;
        }
        bytes.drain();
        if (understood) {
            long length = raw.encodedBytes();
            Sha256 digest = inner.sheet().contentDigest();
            String label = Leaf.label(header.fileName(), type);
            out.add(
                    new Component(
                            Component.Kind.EMBEDDED,
                            place.leaf(),
                            digest,
                            length,
                            label,
                            type,
                            length),
                    details.map(_ -> new Detail.Inner(inner.reading(), header.fileName())));
            Leaf.name(header.fileName(), digest, place.leaf(), out);
        } else {
            raw.add(type, place.leaf(), out);
        }
    }

    /// One multipart (RFC 2046 section 5.1).
    private final class Multipart implements MimeParser.PartsVisitor {
        private final String boundary;
        private final String type;
        private final PartPlace place;
        private final Collector out;
        private final InkDigest handedOut = new InkDigest();
        private int parts;

        Multipart(PartHeader header, String type, PartPlace place, Collector out) {
            this.boundary = header.boundary();
            this.type = type;
            this.place = place;
            this.out = out;
        }

        void read(InputStream body) throws IOException {
            RawBody raw = new RawBody(mixedLineEnds);
            WatchedStream bytes = new WatchedStream(body, raw);
            int mark = out.mark();
            boolean understood;
            try {
                MimeParser.parts(bytes, boundary, this);
                understood = parts > 0;
            } catch (UnaccountedException | RuntimeException e) {
                source.check();
                understood = false;
            }
            bytes.drain();
            if (!understood || !raw.ink().equals(handedOut.finish())) {
                out.backTo(mark);
                raw.add(type, place.whole(), out);
            }
        }

        private void delimiter(String after) {
            byte[] line = ("--" + boundary + after).getBytes(StandardCharsets.US_ASCII);
            handedOut.write(line, 0, line.length);
        }

        @Override
        public void preamble(InputStream bytes) throws IOException {
            around(bytes, Component.Kind.PREAMBLE, "text before the first part");
        }

        @Override
        public void epilogue(InputStream bytes) throws IOException {
            around(bytes, Component.Kind.EPILOGUE, "text after the last part");
        }

        private void around(InputStream bytes, Component.Kind kind, String label)
                throws IOException {
            RawDigest digest = new RawDigest(false);
            FirstBytes start = new FirstBytes(Detail.MOST_AROUND_BYTES);
            new WatchedStream(new WatchedStream(bytes, handedOut), start).transferTo(digest);
            if (!digest.blank()) {
                RawDigest.Sum sum = digest.finish();
                out.add(
                        new Component(
                                kind, place.whole(), sum.digest(), sum.sizeBytes(), label, "", -1),
                        details.flatMap(_ -> start.whole()).map(Detail.Around::new));
            }
        }

        @Override
        public void part(InputStream bytes) throws IOException {
            parts++;
            delimiter("");
            PartPlace child = place.part(parts, type);
            WatchedStream watched = new WatchedStream(bytes, handedOut);
            if (parts == 1 && type.equals("multipart/signed")) {
                signed(watched, child);
            } else {
                entity(watched, child, out);
            }
            watched.drain();
        }

        /// A signature covers header and body of the part before it (RFC 1847 section 2.1).
        private void signed(InputStream bytes, PartPlace child) throws IOException {
            DigestSink digest = new DigestSink();
            LfForm lines = new LfForm(digest);
            bytes.transferTo(lines);
            lines.finish();
            out.add(
                    new Component(
                            Component.Kind.SIGNED,
                            child.number(),
                            digest.finish(),
                            digest.sizeBytes(),
                            "signed part",
                            type,
                            lines.count()));
        }

        @Override
        public void close() {
            delimiter("--");
        }
    }
}
