package mailtally.transfer;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;
import mailtally.store.Folder;
import mailtally.store.FolderPath;
import mailtally.store.SpecialUse;

/// Which folder of the target takes what lies in a folder of the source: the one of the same name,
/// else the one of the same use (Sent, Drafts, …), else a new one. Never one that only shows mail;
/// one that empties itself only for what lay in such a folder already.
final class FolderMap {
    private final List<Folder> targets;
    private final boolean targetKeepsForever;
    private final boolean caseDoesNotCount;

    /// @param caseDoesNotCount true where `Trash` and `trash` are one folder, as on Exchange
    FolderMap(List<Folder> targets, boolean targetKeepsForever, boolean caseDoesNotCount) {
        this.targets = targets;
        this.targetKeepsForever = targetKeepsForever;
        this.caseDoesNotCount = caseDoesNotCount;
    }

    /// Where a folder's messages go.
    sealed interface Place {
        /// Into a folder that is there.
        ///
        /// @param byUse true where the name is another one and the use is the same
        record There(Folder folder, boolean byUse) implements Place {}

        /// Into a folder that will be made.
        record New(FolderPath path, Optional<SpecialUse> use) implements Place {}

        /// Nowhere.
        ///
        /// @param reason one plain sentence
        record Nowhere(String reason) implements Place {}
    }

    Place of(Folder source) {
        Optional<Folder> same = named(source, String::equals);
        if (same.isEmpty() && caseDoesNotCount) {
            same = named(source, String::equalsIgnoreCase);
        }
        if (same.isPresent() && takes(same.get(), source)) {
            return new Place.There(same.get(), false);
        }
        Optional<SpecialUse> use = use(source);
        Optional<Folder> alike =
                use.flatMap(
                        wanted ->
                                targets.stream()
                                        .filter(t -> use(t).equals(Optional.of(wanted)))
                                        .filter(t -> takes(t, source))
                                        .min(
                                                Comparator.comparingInt(
                                                        t -> t.path().names().size())));
        if (alike.isPresent()) {
            return new Place.There(alike.get(), true);
        }
        if (same.isPresent()) {
            return new Place.Nowhere(
                    "On the target "
                            + same.get().path()
                            + (same.get().view()
                                    ? " only shows mail, so nothing is put there."
                                    : " empties itself, so nothing is put there."));
        }
        return new Place.New(source.path(), use);
    }

    private Optional<Folder> named(Folder source, BiPredicate<String, String> alike) {
        return targets.stream()
                .filter(t -> alike.test(t.path().key(), source.path().key()))
                .findFirst();
    }

    /// True where a copy in the target folder would be as safe as in the source's.
    boolean takes(Folder target, Folder source) {
        return targetKeepsForever || (!target.view() && (!target.purges() || source.purges()));
    }

    /// The use by which folders of different names are the same: only of the outermost ones, as
    /// `Projects/Archive` is a name that a person gave. Views have none.
    private static Optional<SpecialUse> use(Folder folder) {
        List<String> names = folder.path().names();
        boolean outermost =
                names.size() == 1
                        || (names.size() == 2
                                && (names.getFirst().equalsIgnoreCase("INBOX")
                                        || names.getFirst().startsWith("[")));
        return outermost && !folder.view() ? folder.specialUse() : Optional.empty();
    }
}
