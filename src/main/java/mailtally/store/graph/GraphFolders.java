package mailtally.store.graph;

import java.io.IOException;
import java.net.URI;
import java.text.Normalizer;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import mailtally.store.Finding;
import mailtally.store.Folder;
import mailtally.store.FolderPath;
import mailtally.store.SpecialUse;
import mailtally.store.StoreUnavailableException;
import mailtally.store.Witness;
import mailtally.store.server.DistinctPaths;
import tools.jackson.core.JsonParser;

/// The folders of the mailbox that hold mail, hidden ones left away: listed level by level, with
/// the number of messages that the service itself tells.
final class GraphFolders {
    private static final int MOST_FOLDERS = 50_000;
    private static final int MOST_LEVELS = 300;
    private static final int MOST_PAGES = 10_000;
    private static final String WITNESS = "TOTAL_ITEM_COUNT";
    private static final String INBOX = "inbox";
    private static final String FIELDS =
            "?$top=100&$select=id,displayName,childFolderCount,totalItemCount";

    /// The names that mean the same folder in every language.
    private static final Map<SpecialUse, String> WELL_KNOWN =
            new EnumMap<>(
                    Map.of(
                            SpecialUse.SENT, "sentitems",
                            SpecialUse.DRAFTS, "drafts",
                            SpecialUse.TRASH, "deleteditems",
                            SpecialUse.JUNK, "junkemail",
                            SpecialUse.ARCHIVE, "archive"));

    private final GraphCalls calls;
    private final Map<FolderPath, Remote> remotes = new HashMap<>();
    private final List<Folder> folders = new ArrayList<>();
    private final List<Finding> findings = new ArrayList<>();
    private final DistinctPaths distinct = new DistinctPaths(GraphFolders::key);

    /// A folder at the service.
    ///
    /// @param counted when the service said how much is in it, by its own clock
    record Remote(String id, Folder folder, Instant counted) {}

    private record Listed(
            String id, String name, long children, long items, boolean search, Instant at) {
        Listed with(Instant time) {
            return new Listed(id, name, children, items, search, time);
        }
    }

    private record Level(Optional<FolderPath> parent, URI from, int depth) {}

    private GraphFolders(GraphCalls calls) {
        this.calls = calls;
    }

    /// @throws StoreUnavailableException if they cannot be listed, to the last one
    static GraphFolders list(GraphCalls calls) throws StoreUnavailableException {
        GraphFolders list = new GraphFolders(calls);
        try {
            list.all();
            return list;
        } catch (GraphRefusedException e) {
            throw calls.unavailable(e);
        } catch (IOException e) {
            throw new StoreUnavailableException(
                    "Cannot list the folders at "
                            + calls.place().base().getHost()
                            + ": "
                            + e.getMessage()
                            + ". Nothing was changed. Look at --graph-url, and run this again.",
                    e);
        }
    }

    List<Folder> folders() {
        return List.copyOf(folders);
    }

    Optional<Remote> find(FolderPath path) {
        return Optional.ofNullable(remotes.get(path));
    }

    List<Finding> findings() {
        return List.copyOf(findings);
    }

    private void all() throws GraphRefusedException, IOException, StoreUnavailableException {
        String inbox = wellKnown(INBOX).orElse("");
        Map<String, SpecialUse> uses = new HashMap<>();
        for (Map.Entry<SpecialUse, String> one : WELL_KNOWN.entrySet()) {
            Optional<String> id = wellKnown(one.getValue());
            id.ifPresent(found -> uses.put(found, one.getKey()));
        }
        Deque<Level> levels = new ArrayDeque<>();
        levels.add(new Level(Optional.empty(), calls.place().within("/mailFolders" + FIELDS), 1));
        while (!levels.isEmpty()) {
            Level level = levels.remove();
            for (Listed one : listed(level)) {
                boolean top = level.parent().isEmpty();
                String name = top && one.id().equals(inbox) ? "INBOX" : one.name();
                take(one, level, name, uses).ifPresent(levels::add);
            }
        }
    }

    /// The folder's own level, if there are folders in it.
    private Optional<Level> take(Listed one, Level level, String name, Map<String, SpecialUse> uses)
            throws IOException {
        if (one.search()) {
            findings.add(
                    Finding.note(
                            "The search folder "
                                    + name
                                    + " shows what lies in other folders, and was not read."));
            return Optional.empty();
        }
        FolderPath path = distinct.next(level.parent(), name);
        Optional<SpecialUse> use =
                Optional.ofNullable(uses.get(one.id())).or(() -> SpecialUse.byName(path));
        Folder folder = new Folder(path, use, List.of(new Witness(WITNESS, one.items())));
        folders.add(folder);
        remotes.put(path, new Remote(one.id(), folder, one.at()));
        if (folders.size() > MOST_FOLDERS || level.depth() > MOST_LEVELS) {
            throw new IOException("it lists folders without an end");
        }
        return one.children() == 0
                ? Optional.empty()
                : Optional.of(
                        new Level(
                                Optional.of(path),
                                calls.place()
                                        .within(
                                                "/mailFolders/"
                                                        + GraphPlace.segment(one.id())
                                                        + "/childFolders"
                                                        + FIELDS),
                                level.depth() + 1));
    }

    /// Equal for paths that a person cannot tell apart.
    private static String key(FolderPath path) {
        return Normalizer.normalize(path.text(), Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
    }

    private List<Listed> listed(Level level)
            throws GraphRefusedException, IOException, StoreUnavailableException {
        List<Listed> all = new ArrayList<>();
        Optional<URI> from = Optional.of(level.from());
        for (int pages = 0; from.isPresent(); pages++) {
            GraphPage<Listed> page = GraphPage.get(calls, from.get(), "", GraphFolders::element);
            page.elements().forEach(one -> all.add(one.with(page.at())));
            from = page.after(calls.place(), from.get());
            if (pages > MOST_PAGES || all.size() > MOST_FOLDERS) {
                throw new IOException("it lists folders without an end");
            }
        }
        return all;
    }

    private static Optional<Listed> element(JsonParser json) throws GraphJson.SenselessException {
        String[] texts = {"", "", ""};
        long[] counts = {0, -1};
        GraphJson.object(
                json,
                (name, value) -> {
                    switch (name) {
                        case "id" -> texts[0] = GraphJson.text(value).orElse("");
                        case "displayName" -> texts[1] = GraphJson.text(value).orElse("");
                        case "@odata.type" -> texts[2] = GraphJson.text(value).orElse("");
                        case "childFolderCount" -> counts[0] = GraphJson.count(value).orElse(1L);
                        case "totalItemCount" -> counts[1] = GraphJson.count(value).orElse(-1L);
                        default -> {}
                    }
                });
        return Optional.of(
                new Listed(
                        texts[0],
                        texts[1].isEmpty() ? "(no name)" : texts[1],
                        counts[0],
                        counts[1],
                        texts[2].endsWith("mailSearchFolder"),
                        Instant.EPOCH));
    }

    /// The id of the folder that is for something, if the mailbox has it.
    private Optional<String> wellKnown(String name)
            throws GraphRefusedException, IOException, StoreUnavailableException {
        try {
            return calls.get(
                    calls.place().within("/mailFolders/" + name + "?$select=id"),
                    "",
                    answer -> {
                        String[] id = {""};
                        GraphJson.read(
                                answer.body(),
                                (field, json) -> {
                                    if (field.equals("id")) {
                                        id[0] = GraphJson.text(json).orElse("");
                                    }
                                });
                        return Optional.of(id[0]).filter(text -> !text.isEmpty());
                    });
        } catch (GraphRefusedException e) {
            if (e.gone()) {
                return Optional.empty();
            }
            throw e;
        }
    }
}
