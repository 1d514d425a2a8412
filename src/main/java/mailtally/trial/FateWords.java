package mailtally.trial;

import java.util.List;

/// What became of a message, in words. What servers sent stands in it as it came.
public final class FateWords {
    private static final int MOST_NAMED = 5;

    private FateWords() {}

    /// As a part of a sentence.
    public static String of(Fate fate) {
        return switch (fate) {
            case Fate.Identical _ -> "byte for byte the same";
            case Fate.SameContent(List<String> changes) ->
                    "same content, rewritten" + named(": ", changes);
            case Fate.Lost(List<String> lost, List<String> changes) ->
                    "part missing or changed" + named(": ", lost) + named(". Also ", changes);
            case Fate.Refused(String reason) -> "not taken: " + reason;
            case Fate.Missing(String reason) -> "did not come back. " + reason;
        };
    }

    private static String named(String before, List<String> labels) {
        if (labels.isEmpty()) {
            return "";
        }
        List<String> some = labels.stream().limit(MOST_NAMED).toList();
        int more = labels.size() - some.size();
        return before + String.join("; ", some) + (more > 0 ? "; and " + more + " more" : "");
    }
}
