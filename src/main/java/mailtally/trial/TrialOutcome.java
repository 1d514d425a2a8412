package mailtally.trial;

import java.util.List;
import java.util.Map;
import mailtally.store.TrialMark;
import mailtally.store.TrialStore.Ended;

/// What came of a trial.
///
/// @param fates what became of each message
/// @param profile what that says of the server
/// @param ended what became of the folder
public record TrialOutcome(
        TrialMark mark, Map<TrialKind, Fate> fates, LossProfile profile, Ended ended) {
    public TrialOutcome {
        fates = java.util.Collections.unmodifiableMap(new java.util.EnumMap<>(fates));
    }

    /// True where nothing of any message is lost.
    public boolean proven() {
        return fates.size() == TrialKind.values().length
                && fates.values().stream().allMatch(Fate::whole)
                && profile.kind();
    }

    /// What was lost of any message, a sentence each.
    public List<String> losses() {
        return fates.entrySet().stream()
                .filter(e -> !e.getValue().whole())
                .map(e -> e.getKey().words() + ": " + FateWords.of(e.getValue()))
                .toList();
    }
}
