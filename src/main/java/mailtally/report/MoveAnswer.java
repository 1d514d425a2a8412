package mailtally.report;

import java.util.Optional;
import mailtally.journey.MoveRecord;
import mailtally.journey.View;

/// The answer to "Safe to remove now?", as it was when the report was made.
final class MoveAnswer {
    static final String QUESTION = "Safe to remove now?";

    private MoveAnswer() {}

    static Part.Answer of(MoveRecord move, Times times) {
        String asked = "Answered on " + times.words(move.madeAt()) + ". ";
        return switch (move.answer()) {
            case View.Safe.Unknown() ->
                    new Part.Answer(
                            QUESTION, "○", "unknown", "Unknown", asked + "Nothing is known yet.");
            case View.Safe.NotYet(String reason) ->
                    new Part.Answer(
                            QUESTION,
                            "▮",
                            "unknown",
                            "Not yet: " + reason,
                            asked + "Leave the account where it is.");
            case View.Safe.Yes(var until) ->
                    new Part.Answer(
                            QUESTION,
                            "✓",
                            "proven",
                            "Yes, until " + times.words(until),
                            asked
                                    + "This report opens nothing: after that time a new count is"
                                    + " needed, and only Mailtally on this Mac can give the"
                                    + " answer.");
            case View.Safe.NoLonger(String change) ->
                    new Part.Answer(
                            QUESTION,
                            "▮",
                            "stops",
                            "No longer: " + change,
                            asked + "Do not remove the account.");
            case View.Safe.Removed(var at) ->
                    new Part.Answer(
                            QUESTION,
                            "✓",
                            "proven",
                            "Removed " + times.words(at),
                            "The account was seen to be gone from this Mac.");
        };
    }

    /// The answer's name for programs, when it ends or ended, and its reason.
    record ForPrograms(String says, Optional<String> at, String reason) {
        static ForPrograms of(View.Safe safe, Times times) {
            return switch (safe) {
                case View.Safe.Unknown() -> new ForPrograms("UNKNOWN", Optional.empty(), "");
                case View.Safe.NotYet(String reason) ->
                        new ForPrograms("NOT_YET", Optional.empty(), reason);
                case View.Safe.Yes(var until) ->
                        new ForPrograms("YES", Optional.of(times.exact(until)), "");
                case View.Safe.NoLonger(String change) ->
                        new ForPrograms("NO_LONGER", Optional.empty(), change);
                case View.Safe.Removed(var at) ->
                        new ForPrograms("REMOVED", Optional.of(times.exact(at)), "");
            };
        }
    }
}
