package mailtally.transfer;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import mailtally.inventory.Inventory;
import mailtally.ledger.Ledger;
import mailtally.message.Profile;
import mailtally.store.Appender;
import mailtally.store.Folder;
import mailtally.store.FolderPath;
import mailtally.store.RefusedException;
import mailtally.store.Store;
import mailtally.store.StoreUnavailableException;
import mailtally.store.WritableStore;
import mailtally.tally.Tally;
import org.jdbi.v3.core.Handle;

/// Makes plans. The messages stay in the ledger: what is in memory grows with folders alone.
final class Planner {
    private final Ledger ledger;
    private final Tally tally;
    private final Store source;
    private final WritableStore target;
    private final Map<String, Part> parts = new LinkedHashMap<>();
    private final Map<FolderPath, Long> unreadable = new LinkedHashMap<>();
    private final List<String> remarks = new ArrayList<>();

    /// @param source the store that the tally's source is, to look into what would be put
    Planner(Ledger ledger, Tally tally, Store source, WritableStore target) {
        this.source = source;
        this.ledger = ledger;
        this.tally = tally;
        this.target = target;
    }

    /// Makes the plan of what the tally found lacking.
    ///
    /// @throws StoreUnavailableException if the target went away
    Plan make() throws StoreUnavailableException, IOException {
        try (Handle handle = ledger.connect()) {
            PlannedRows rows = new PlannedRows(handle, tally);
            rows.clear();
            FolderMap map = new FolderMap(target.folders(), target.keepsForever(), rewrites());
            for (Inventory.FolderCount count : tally.source().folders()) {
                if (rows.lacking(count.folder())) {
                    plan(rows, map, count.folder());
                }
            }
            List<Plan.Line> lines = new ArrayList<>();
            for (Part part : parts.values()) {
                PlannedRows.Sum sum = rows.sum(part);
                if (sum.messages() > 0) {
                    lines.add(line(part, sum));
                    part.takes().ifPresent(t -> remarks.addAll(rows.changed(part, t)));
                }
            }
            unreadable.forEach(
                    (folder, messages) -> remarks.add(Sentences.unreadable(folder, messages)));
            rows.leftOut()
                    .forEach(
                            (reason, messages) -> remarks.add(Sentences.leftOut(messages, reason)));
            if (rewrites()) {
                remarks.addAll(
                        new Foresight(handle)
                                .of(
                                        ledger,
                                        List.copyOf(parts.values()),
                                        source,
                                        Copying.folders(tally.source())));
            }
            return new Plan(List.copyOf(parts.values()), lines, remarks);
        }
    }

    private static Plan.Line line(Part part, PlannedRows.Sum sum) {
        return new Plan.Line(
                part.path(),
                part.there().isEmpty(),
                part.byUse() ? part.use() : Optional.empty(),
                sum.messages(),
                sum.bytes());
    }

    private void plan(PlannedRows rows, FolderMap map, Folder source)
            throws StoreUnavailableException, IOException {
        switch (map.of(source)) {
            case FolderMap.Place.Nowhere(String reason) -> rows.leaveOut(source, reason);
            case FolderMap.Place.New(var path, var use) -> {
                Part part =
                        parts.computeIfAbsent(
                                key(path),
                                _ ->
                                        new Part(
                                                parts.size(),
                                                path,
                                                use,
                                                false,
                                                Optional.empty(),
                                                Optional.empty(),
                                                ""));
                part.sources().add(source);
                rows.add(source, part);
            }
            case FolderMap.Place.There(Folder folder, boolean _) when unread(rows, folder) ->
                    rows.leaveOut(source, Sentences.notRead(folder.path()));
            case FolderMap.Place.There(Folder folder, boolean byUse) -> {
                try {
                    Part part = existing(folder, byUse);
                    part.sources().add(source);
                    rows.add(source, part);
                } catch (RefusedException e) {
                    rows.leaveOut(source, Sentences.refused(folder.path(), e.getMessage()));
                }
            }
        }
    }

    /// True where it is not known what the folder lacks: it could not be looked into, none of its
    /// messages could be read, or fewer were found than the server counts.
    private boolean unread(PlannedRows rows, Folder folder) {
        for (Inventory.FolderCount count : tally.target().folders()) {
            if (count.folder().path().equals(folder.path())) {
                boolean none = count.found() > 0 && count.unreadable() == count.found();
                boolean fewer =
                        count.folder().witnesses().stream()
                                .anyMatch(w -> w.count() > count.found());
                if (count.unreadable() > 0 && !none) {
                    unreadable.put(folder.path(), count.unreadable());
                }
                return none || fewer || rows.unread(folder);
            }
        }
        return rows.unread(folder);
    }

    /// True for Exchange, which takes `Trash` and `trash` for one folder, too.
    private boolean rewrites() {
        return target.profile() == Profile.REWRITING;
    }

    private String key(FolderPath path) {
        return rewrites() ? path.key().toLowerCase(Locale.ROOT) : path.key();
    }

    private Part existing(Folder folder, boolean byUse)
            throws StoreUnavailableException, IOException, RefusedException {
        Part known = parts.get(key(folder.path()));
        if (known != null) {
            return known;
        }
        try (Appender appender = target.appender(folder)) {
            Part part =
                    new Part(
                            parts.size(),
                            folder.path(),
                            folder.specialUse(),
                            byUse,
                            Optional.of(folder),
                            Optional.of(appender.takes()),
                            appender.mark().generation());
            parts.put(key(folder.path()), part);
            return part;
        }
    }
}
