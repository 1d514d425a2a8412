package mailtally.store.ews;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import mailtally.store.server.WebBody;

/// Several bodies, one after the other.
record JoinedBody(List<WebBody> parts) implements WebBody {
    JoinedBody {
        parts = List.copyOf(parts);
    }

    @Override
    public long length() throws IOException {
        long length = 0;
        for (WebBody part : parts) {
            length += part.length();
        }
        return length;
    }

    @Override
    public InputStream open() {
        return new Joined(parts);
    }

    private static final class Joined extends InputStream {
        private final List<WebBody> parts;
        private int next;
        private InputStream current = InputStream.nullInputStream();

        Joined(List<WebBody> parts) {
            this.parts = parts;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            int got = current.read(into, offset, length);
            while (got < 0 && next < parts.size()) {
                current.close();
                current = parts.get(next++).open();
                got = current.read(into, offset, length);
            }
            return got;
        }

        @Override
        public void close() throws IOException {
            current.close();
        }
    }
}
