package mailtally.report;

import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import mailtally.journey.MoveRecord;

/// All that the drawings of one report share.
///
/// @param move redacted already, where the report is
/// @param digests of the files that were written before, by name
record MoveFacts(
        MoveRecord move,
        MoveFigures figures,
        Times times,
        boolean redacted,
        Chain chain,
        Map<String, String> digests) {
    MoveFacts {
        digests = Map.copyOf(digests);
    }

    /// The first event at which the chain was broken before this report; empty where it held.
    OptionalLong brokenAt() {
        return chain.brokenAt(move.events());
    }

    /// Versions by name, Mailtally's first.
    List<Map.Entry<String, String>> versions() {
        return move.versions().entrySet().stream()
                .sorted(
                        java.util.Comparator.comparing(
                                        (Map.Entry<String, String> e) ->
                                                !e.getKey().equals("Mailtally"))
                                .thenComparing(Map.Entry.comparingByKey()))
                .toList();
    }
}
