package mailtally.web;

import java.time.Instant;
import java.time.ZoneId;
import mailtally.journey.View;

/// The answer to "Safe to remove now?".
///
/// @param style the class that gives it shape and colour
/// @param until milliseconds since 1970 at which a Yes is over; empty for all others
record Answer(String style, String text, String until) {
    static Answer of(View.Safe safe, Instant now, ZoneId zone) {
        return switch (safe) {
            case View.Safe.Unknown _ -> new Answer("unknown", "Unknown", "");
            case View.Safe.NotYet(String reason) ->
                    new Answer("notyet", "Not yet: " + Shown.visible(reason), "");
            // A page that was drawn late must not say Yes for a moment.
            case View.Safe.Yes(Instant until) when !now.isBefore(until) ->
                    new Answer("notyet", "Not yet: the hour is over", "");
            case View.Safe.Yes(Instant until) ->
                    new Answer(
                            "yes",
                            "Yes, until " + Shown.clock(until, zone),
                            Long.toString(until.toEpochMilli()));
            case View.Safe.NoLonger(String change) ->
                    new Answer(
                            "nolonger",
                            "No longer: " + Shown.visible(change) + ". Do not remove.",
                            "");
            case View.Safe.Removed(Instant at) ->
                    new Answer("removed", "Removed " + Shown.clock(at, zone), "");
        };
    }
}
