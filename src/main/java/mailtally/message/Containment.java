package mailtally.message;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// Is every component of one message in another? Each wants one of its own on the target, so two
/// equal attachments want two. Where the target is a store that rewrites, what it may make of a
/// component counts too; `docs/formats-sheet.md` has the rules of both profiles.
///
/// @param lost what the source has and the target lacks, in the source's order
/// @param added what only the target has, in its order; it is not held against it
/// @param shareContent true where some text, HTML, binary, embedded, signed or raw component that
///     is not empty is on both
/// @param sameHead true where Message-ID (if the source has one), Date and From agree, and the
///     source has enough of them to mean anything: a Message-ID, or both Date and From
/// @param rewritten what the store did to it; empty in the faithful profile
public record Containment(
        List<Component> lost,
        List<Component> added,
        boolean shareContent,
        boolean sameHead,
        Set<Rewrite> rewritten) {
    public Containment {
        lost = List.copyOf(lost);
        added = List.copyOf(added);
        EnumSet<Rewrite> ordered = EnumSet.noneOf(Rewrite.class);
        ordered.addAll(rewritten);
        rewritten = java.util.Collections.unmodifiableSet(ordered);
    }

    /// True where nothing is lost.
    public boolean whole() {
        return lost.isEmpty();
    }

    /// Compares two messages; the target's store gives back what it was given.
    ///
    /// @throws IllegalArgumentException if the sheets are of different versions
    public static Containment of(Sheet source, Sheet target) {
        Matching matching = new Matching(Reading.of(source), Reading.of(target));
        matching.matchNotDownloaded();
        return matching.result();
    }

    /// Compares two messages; the target's store makes MIME anew. What is not known of them beyond
    /// their sheets counts as different, so a reading of a sheet alone proves less and never more.
    ///
    /// @param ownAddresses addresses that their user said are all one person's, in lower case: a
    ///     store may exchange one for another as the sender
    /// @throws IllegalArgumentException if the sheets are of different versions
    public static Containment ofRewritten(
            Reading source, Reading target, Set<String> ownAddresses) {
        Matching matching = new Matching(source, target);
        new RewrittenHead(matching, ownAddresses).match();
        new RewrittenParts(matching, ownAddresses).match();
        matching.matchNotDownloaded();
        return matching.result();
    }
}
