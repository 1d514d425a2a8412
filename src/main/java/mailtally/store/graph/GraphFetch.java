package mailtally.store.graph;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Path;
import mailtally.store.StoreUnavailableException;
import mailtally.store.server.Spill;
import mailtally.store.server.WebAnswer;

/// Fetches one message as MIME. Many are fetched at a time, so of each only so much is in memory;
/// the rest goes to a file.
final class GraphFetch {
    private static final int IN_MEMORY_BYTES = 256 << 10;
    private static final long MOST_BYTES = 1L << 30;
    private static final int PIECE_BYTES = 64 << 10;

    private final GraphCalls calls;

    GraphFetch(GraphCalls calls) {
        this.calls = calls;
    }

    /// @param id the message's immutable id
    /// @throws StoreUnavailableException if the service or the mailbox is not to be had
    GraphFetched fetch(String id) throws StoreUnavailableException {
        URI from = calls.place().within("/messages/" + GraphPlace.segment(id) + "/$value");
        GraphFetched first = once(from);
        // A refusal may pass by itself, as may an answer without a byte; a second one is believed.
        return first.trouble().isEmpty() ? first : once(from);
    }

    private GraphFetched once(URI from) throws StoreUnavailableException {
        try {
            return calls.get(from, "", this::read);
        } catch (GraphRefusedException e) {
            if (e.mailbox()) {
                throw calls.unavailable(e);
            }
            return GraphFetched.not(
                    e.gone()
                            ? "It vanished while the folder was read: the service listed it, and"
                                    + " then had it no longer."
                            : "The service does not hand it out. It answered: "
                                    + e.getMessage()
                                    + ".");
        } catch (IOException e) {
            return GraphFetched.not(
                    "It could not be fetched whole, several times: " + e.getMessage() + ".");
        }
    }

    private GraphFetched read(WebAnswer answer) throws IOException {
        boolean ends =
                answer.header("Content-Length").isPresent()
                        || answer.header("Transfer-Encoding").isPresent();
        if (!ends) {
            throw new IOException("the answer does not say where it ends");
        }
        InputStream body = answer.body();
        byte[] begin = body.readNBytes(IN_MEMORY_BYTES);
        if (begin.length < IN_MEMORY_BYTES) {
            return begin.length == 0
                    ? GraphFetched.not("The service handed out no bytes for it, twice.")
                    : GraphFetched.of(begin);
        }
        Path folder = calls.options().spill();
        Spill spill = Spill.create(folder);
        try (OutputStream out = spill.writer()) {
            out.write(begin);
            copy(body, out);
            return GraphFetched.in(spill);
        } catch (IOException | RuntimeException e) {
            spill.close();
            throw e;
        }
    }

    private static void copy(InputStream from, OutputStream to) throws IOException {
        byte[] piece = new byte[PIECE_BYTES];
        long all = 0;
        for (int got = from.read(piece); got >= 0; got = from.read(piece)) {
            all += got;
            if (all > MOST_BYTES) {
                throw new IOException("it is larger than 1 GiB");
            }
            to.write(piece, 0, got);
        }
    }
}
