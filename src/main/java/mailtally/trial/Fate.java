package mailtally.trial;

import java.util.List;

/// What became of one message of a trial.
public sealed interface Fate {
    /// It came back byte for byte.
    record Identical() implements Fate {}

    /// It came back rewritten, with all that was in it.
    ///
    /// @param changes what the server did, in words
    record SameContent(List<String> changes) implements Fate {
        public SameContent {
            changes = List.copyOf(changes);
        }
    }

    /// It came back without something.
    ///
    /// @param lost what the copy lacks, as labels
    /// @param changes what else the server did, in words
    record Lost(List<String> lost, List<String> changes) implements Fate {
        public Lost {
            lost = List.copyOf(lost);
            changes = List.copyOf(changes);
        }
    }

    /// The server did not take it.
    ///
    /// @param reason its own words, unescaped
    record Refused(String reason) implements Fate {}

    /// It was taken, and did not come back.
    ///
    /// @param reason one sentence
    record Missing(String reason) implements Fate {}

    /// True where nothing of it is lost.
    default boolean whole() {
        return switch (this) {
            case Identical _, SameContent _ -> true;
            case Lost _, Refused _, Missing _ -> false;
        };
    }
}
