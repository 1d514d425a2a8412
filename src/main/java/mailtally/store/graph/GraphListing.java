package mailtally.store.graph;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import mailtally.message.Flags;
import mailtally.store.StoreUnavailableException;
import mailtally.store.server.Spill;
import tools.jackson.core.JsonParser;

/// What is in a folder now, each message once. A list of the service's can be long, and what
/// changes while it is read comes a second time, so it goes into a file of ours first; in memory is
/// one number a message. Used by one thread.
final class GraphListing implements AutoCloseable {
    private static final int PAGE = 500;
    private static final int MOST_PAGES = 200_000;
    private static final int MOST_ITEMS = 5_000_000;
    private static final String SELECT =
            "$select=changeKey,receivedDateTime,createdDateTime,isRead,isDraft,flag";
    private static final String VERB =
            "&$expand=singleValueExtendedProperties($filter=id%20eq%20'"
                    + GraphItem.LAST_VERB.replace(" ", "%20")
                    + "')";
    private static final long NO_TIME = Long.MIN_VALUE;

    private final Spill spill;
    private final DataOutputStream out;
    private long[] marks = new long[256];
    private int count;
    private final Map<String, Integer> lasts = new HashMap<>();
    private final Set<Long> twice = new HashSet<>();
    private Optional<DataInputStream> in = Optional.empty();
    private int at;

    private GraphListing(Spill spill) throws IOException {
        this.spill = spill;
        this.out = new DataOutputStream(new BufferedOutputStream(spill.writer()));
    }

    /// Lists the folder.
    ///
    /// @throws IOException if that breaks off, with the reason as part of a sentence
    static GraphListing of(GraphCalls calls, String folderId)
            throws GraphRefusedException, IOException, StoreUnavailableException {
        GraphListing listing = new GraphListing(Spill.create(calls.options().spill()));
        try {
            listing.fill(calls, folderId);
            return listing;
        } catch (GraphRefusedException
                | IOException
                | StoreUnavailableException
                | RuntimeException e) {
            listing.close();
            throw e;
        }
    }

    private void fill(GraphCalls calls, String folderId)
            throws GraphRefusedException, IOException, StoreUnavailableException {
        String path = "/mailFolders/" + GraphPlace.segment(folderId) + "/messages/delta?" + SELECT;
        String prefer = "odata.maxpagesize=" + PAGE;
        URI from = calls.place().within(path + VERB);
        GraphPage<GraphItem> page;
        try {
            page = GraphPage.get(calls, from, prefer, GraphListing::element);
        } catch (GraphRefusedException e) {
            if (e.status() != 400) {
                throw e;
            }
            // Whether somebody answered is then not known; all else is.
            from = calls.place().within(path);
            page = GraphPage.get(calls, from, prefer, GraphListing::element);
        }
        Set<Long> followed = new HashSet<>();
        for (int pages = 1; ; pages++) {
            for (GraphItem item : page.elements()) {
                add(item);
            }
            Optional<URI> next = page.after(calls.place(), from);
            if (next.isEmpty()) {
                break;
            }
            if (pages > MOST_PAGES || count > MOST_ITEMS) {
                throw new IOException("its list has no end");
            }
            from = next.get();
            if (!followed.add(mark(from.toString()))) {
                throw new IOException("its list goes round in a circle");
            }
            page = GraphPage.get(calls, from, prefer, GraphListing::element);
        }
        out.close();
        lookForTwice();
    }

    private void add(GraphItem item) throws IOException {
        if (!GraphItem.sound(item.id())) {
            throw new IOException("its list has a message without an id that can be used");
        }
        out.writeUTF(item.id());
        out.writeUTF(item.changeKey());
        out.writeLong(item.received().map(Instant::toEpochMilli).orElse(NO_TIME));
        out.writeLong(item.created().map(Instant::toEpochMilli).orElse(NO_TIME));
        out.writeUTF(item.flags().text());
        out.writeBoolean(item.removed());
        if (count == marks.length) {
            marks = Arrays.copyOf(marks, count * 2);
        }
        marks[count++] = mark(item.id());
    }

    private static long mark(String id) {
        long mark = 1125899906842597L;
        for (int i = 0; i < id.length(); i++) {
            mark = 31 * mark + id.charAt(i);
        }
        return mark;
    }

    /// Ids whose numbers are alike are looked at one by one: of an id that came several times the
    /// last counts.
    private void lookForTwice() throws IOException {
        long[] sorted = Arrays.copyOf(marks, count);
        Arrays.sort(sorted);
        for (int i = 1; i < count; i++) {
            if (sorted[i] == sorted[i - 1]) {
                twice.add(sorted[i]);
            }
        }
        if (!twice.isEmpty()) {
            rewind();
            for (Optional<GraphItem> item = read(); item.isPresent(); item = read()) {
                if (twice.contains(marks[at - 1])) {
                    lasts.put(item.get().id(), at - 1);
                }
            }
        }
        rewind();
    }

    /// The next message that is there now.
    Optional<GraphItem> next() throws IOException {
        for (Optional<GraphItem> item = read(); item.isPresent(); item = read()) {
            int last = lasts.getOrDefault(item.get().id(), at - 1);
            if (last == at - 1 && !item.get().removed()) {
                return item;
            }
        }
        return Optional.empty();
    }

    private void rewind() throws IOException {
        if (in.isPresent()) {
            in.get().close();
        }
        in = Optional.of(new DataInputStream(new BufferedInputStream(spill.reader())));
        at = 0;
    }

    private Optional<GraphItem> read() throws IOException {
        if (at == count) {
            return Optional.empty();
        }
        DataInputStream from = in.orElseThrow(EOFException::new);
        at++;
        return Optional.of(
                new GraphItem(
                        from.readUTF(),
                        from.readUTF(),
                        time(from.readLong()),
                        time(from.readLong()),
                        Flags.parse(from.readUTF(), OptionalLong.empty()),
                        from.readBoolean()));
    }

    private static Optional<Instant> time(long ms) {
        return ms == NO_TIME ? Optional.empty() : Optional.of(Instant.ofEpochMilli(ms));
    }

    private static Optional<GraphItem> element(JsonParser json)
            throws GraphJson.SenselessException {
        GraphItemReader reader = new GraphItemReader();
        GraphJson.object(json, reader);
        return Optional.of(reader.item());
    }

    @Override
    public void close() {
        try {
            out.close();
            if (in.isPresent()) {
                in.get().close();
            }
        } catch (IOException e) {
            // the file goes in any case
        }
        spill.close();
    }
}
