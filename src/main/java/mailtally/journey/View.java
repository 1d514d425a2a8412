package mailtally.journey;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// All that a person sees of a move at one moment: made by the journey, drawn by a page or a
/// terminal, which add no judgement and no words of their own. Text in it is as mail and servers
/// gave it where it names an account, a folder or a host: whoever draws it escapes it.
///
/// @param revision grows with each change
/// @param at when it was made
/// @param account whose mail moves: an address, or empty before one is chosen
/// @param tally a row a place; never empty once an account is chosen
/// @param changed what was changed so far, anywhere: "nothing", "25 messages added to the server"
/// @param steps the steps of this move, in order
/// @param screen the step that is shown
/// @param work what runs at the moment
/// @param alert what must be heard at once, where there is such: it needs the person, who may have
///     to sign in somewhere while work waits
public record View(
        long revision,
        Instant at,
        String account,
        List<Row> tally,
        Safe safe,
        String changed,
        List<StepLine> steps,
        Screen screen,
        Optional<Work> work,
        Optional<String> alert) {
    public View {
        tally = List.copyOf(tally);
        steps = List.copyOf(steps);
    }

    /// One place in the tally. What is not known is empty, never 0. Where all four are known,
    /// found = proven + approved + left.
    ///
    /// @param place "Server", "Backup", "New mailbox"
    /// @param counting true while they are still being counted: "31,400 so far"
    public record Row(
            String place,
            Optional<Long> found,
            Optional<Long> proven,
            Optional<Long> approved,
            Optional<Long> left,
            boolean counting) {}

    /// The answer to "Safe to remove now?".
    public sealed interface Safe {
        /// Nothing is known yet.
        record Unknown() implements Safe {}

        /// The usual state.
        ///
        /// @param reason the first one, such as "25 left"
        record NotYet(String reason) implements Safe {}

        /// Only the gate says so.
        record Yes(Instant until) implements Safe {}

        /// It was safe, and no longer is.
        ///
        /// @param change what changed: "1 message left the server 14:51"
        record NoLonger(String change) implements Safe {}

        /// The account was seen to be gone.
        record Removed(Instant at) implements Safe {}
    }

    /// One line in the list of steps.
    ///
    /// @param number from 1
    /// @param note what it proved or why it was passed over; may be empty
    public record StepLine(Step step, int number, Mark mark, String note) {}

    /// Where a step stands.
    public enum Mark {
        DONE,
        CURRENT,
        LATER,
        /// There was nothing to do.
        SKIPPED
    }

    /// How a line of evidence stands. Always shown by shape and word besides colour.
    public enum Standing {
        /// A tick.
        PROVEN,
        /// A diamond.
        APPROVED,
        /// A bar.
        STOPS,
        /// A ring: not looked at.
        UNKNOWN,
        /// No mark: it only tells.
        PLAIN
    }

    /// One screen: a question, why it is asked, what answers it, one primary button.
    ///
    /// @param primary none while work runs that must not be disturbed
    /// @param links all other buttons
    /// @param next what comes next and how long it takes; may be empty
    public record Screen(
            Step step,
            String question,
            String why,
            List<Block> evidence,
            Optional<Button> primary,
            List<Button> links,
            String next) {
        public Screen {
            evidence = List.copyOf(evidence);
            links = List.copyOf(links);
        }
    }

    /// A button. Pressing it is [Journey#press] with its action and the values of the screen's
    /// fields and choices.
    ///
    /// @param label a verb, a number, an object: "Check 48,210 messages"
    public record Button(String action, String label) {}

    /// A piece of evidence or a question on a screen.
    public sealed interface Block {
        /// A sentence.
        record Line(Standing standing, String text) implements Block {}

        /// A list of what is known, a line each.
        record Facts(String title, List<Fact> facts) implements Block {
            public Facts {
                facts = List.copyOf(facts);
            }
        }

        /// One of several can be chosen.
        ///
        /// @param name the field's name
        /// @param selected the value of the option that is chosen at first; may be empty
        record Choice(String name, String title, List<Option> options, String selected)
                implements Block {
            public Choice {
                options = List.copyOf(options);
            }
        }

        /// Something can be typed or ticked.
        ///
        /// @param name the field's name
        /// @param value what stands there at first; for [Kind#TICK] "yes" or empty
        /// @param help a sentence on what to enter; may be empty
        record Field(String name, String label, Kind kind, String value, String help)
                implements Block {}

        /// Text that is sent to somebody else.
        record CopyText(String title, String text) implements Block {}

        /// The gate's conditions.
        record Conditions(List<Condition> conditions) implements Block {
            public Conditions {
                conditions = List.copyOf(conditions);
            }
        }

        /// System Settings' list of accounts, as it is on this Mac: one row goes, the others stay.
        record Pane(List<PaneRow> rows) implements Block {
            public Pane {
                rows = List.copyOf(rows);
            }
        }

        /// What is left, by cause. Each can be looked at: [Journey#exceptions].
        record Causes(List<Cause> causes) implements Block {
            public Causes {
                causes = List.copyOf(causes);
            }
        }
    }

    /// What a field takes.
    public enum Kind {
        TEXT,
        /// Not echoed, never shown again.
        SECRET,
        TICK,
        /// A folder on this computer.
        FOLDER
    }

    /// One line of what is known.
    public record Fact(Standing standing, String label, String value) {}

    /// One of several.
    ///
    /// @param note what sets it apart
    public record Option(String value, String label, String note) {}

    /// One condition of the gate.
    ///
    /// @param word one or two words: "Mail closed"
    /// @param by who approved and why, where it is approved; else empty
    /// @param next what to do; empty where nothing is
    public record Condition(
            Standing standing,
            String word,
            String evidence,
            Optional<Instant> at,
            String by,
            String next) {}

    /// One row of System Settings' list.
    ///
    /// @param goes true for the one that is to be removed
    public record PaneRow(String name, String kind, boolean goes) {}

    /// Messages that are left for one reason.
    ///
    /// @param id names it in actions and addresses: letters, digits and hyphens
    /// @param title in words: "only on this Mac"
    /// @param helps what can be done
    /// @param approved by whom and why, where they are approved; else empty
    /// @param mayBeApproved true where a person may approve them now
    /// @param whyNot why they may not be approved now; may be empty
    /// @param oneByOne true where each message is approved by itself, with its id as `message`
    public record Cause(
            String id,
            String title,
            long count,
            long bytes,
            Optional<Instant> oldest,
            Optional<Instant> newest,
            String helps,
            String approved,
            boolean mayBeApproved,
            String whyNot,
            boolean oneByOne) {}

    /// What runs.
    ///
    /// @param what "Reading jane@example.com and imaps://…"
    /// @param expected how many messages it will be, where that is known
    /// @param rate such as "40 a second, 18 MB/s"; empty before 20 seconds of measuring
    /// @param left such as "about 7 minutes left", or "Waiting for the server since 14:02"
    public record Work(
            String what,
            long done,
            Optional<Long> expected,
            long bytes,
            String rate,
            String left,
            boolean paused) {}
}
