package mailtally.transfer;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import mailtally.store.Appender;
import mailtally.store.Folder;
import mailtally.store.FolderPath;
import mailtally.store.SpecialUse;

/// One folder of the target in a plan, and what goes there. Used by one thread at a time.
final class Part {
    private final int number;
    private final FolderPath path;
    private final Optional<SpecialUse> use;
    private final boolean byUse;
    private final Optional<Folder> there;
    private final Optional<Appender.Takes> takes;
    private final String generation;
    private final List<Folder> sources = new ArrayList<>();

    /// @param there the folder, if it exists
    /// @param takes what it takes, if it exists
    /// @param generation as in [Appender.Mark], or empty
    Part(
            int number,
            FolderPath path,
            Optional<SpecialUse> use,
            boolean byUse,
            Optional<Folder> there,
            Optional<Appender.Takes> takes,
            String generation) {
        this.number = number;
        this.path = path;
        this.use = use;
        this.byUse = byUse;
        this.there = there;
        this.takes = takes;
        this.generation = generation;
    }

    int number() {
        return number;
    }

    FolderPath path() {
        return path;
    }

    Optional<SpecialUse> use() {
        return use;
    }

    boolean byUse() {
        return byUse;
    }

    Optional<Folder> there() {
        return there;
    }

    Optional<Appender.Takes> takes() {
        return takes;
    }

    String generation() {
        return generation;
    }

    /// The folders of the source whose messages go here.
    List<Folder> sources() {
        return sources;
    }
}
