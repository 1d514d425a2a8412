package mailtally.gate;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import mailtally.gate.Evidence.Mail;
import mailtally.gate.Evidence.OtherMacs;
import mailtally.gate.Evidence.Row;

/// What is seen on this Mac at this moment, and what the person said of other Macs.
final class OnThisMac {
    private OnThisMac() {}

    /// [Condition#MAIL_CLOSED].
    static Finding mailClosed(Evidence evidence, Moment now) {
        Condition here = Condition.MAIL_CLOSED;
        if (evidence.mail().isEmpty() && evidence.lastCount().isEmpty()) {
            return Counted.uncounted(here);
        }
        if (evidence.mail().isEmpty()) {
            return Finding.unseen(here, "Nobody looked whether Mail is open.", "Look at Mail");
        }
        Mail mail = evidence.mail().get();
        Optional<Finding> old = tooOld(here, mail.at(), now, "Look at Mail again");
        if (old.isPresent()) {
            return old.get();
        }
        if (mail.running().isEmpty()) {
            return Finding.red(
                    here,
                    mail.at(),
                    "Whether Mail is open cannot be told on this computer.",
                    "Quit Mail with Command-Q, and look on the Mac itself");
        }
        if (mail.running().get()) {
            return Finding.red(
                    here,
                    mail.at(),
                    "Mail is open.",
                    "Quit Mail with Command-Q; Mailtally never does");
        }
        List<String> waiting = new ArrayList<>();
        waits(waiting, mail.outbox(), "message", "in Outbox");
        waits(waiting, mail.sendLater(), "message", "to be sent later");
        waits(waiting, mail.queued(), "action", "that Mail has not told the server");
        if (!waiting.isEmpty()) {
            return Finding.red(
                    here,
                    mail.at(),
                    String.join(", ", waiting) + ".",
                    "Open Mail, let it send and tell the server, then quit it with Command-Q");
        }
        if (mail.ranSinceCount()) {
            return Finding.red(
                    here,
                    mail.at(),
                    "Mail was open since the last count: what was counted may have changed.",
                    Words.TAKE_THE_LAST_COUNT);
        }
        return Finding.green(
                here,
                mail.at(),
                "0 in Outbox, 0 to be sent later, 0 actions waiting. Mail is closed.");
    }

    private static void waits(List<String> waiting, long count, String noun, String where) {
        if (count > 0) {
            waiting.add(Words.of(count, noun) + " " + where);
        }
    }

    /// [Condition#RIGHT_ROW].
    static Finding rightRow(Evidence evidence, Moment now) {
        Condition here = Condition.RIGHT_ROW;
        String look = "Look at Internet Accounts again";
        if (evidence.row().isEmpty()) {
            return Finding.unseen(here, "Nobody looked at the rows in Internet Accounts.", look);
        }
        Row row = evidence.row().get();
        Optional<Finding> old = tooOld(here, row.at(), now, look);
        if (old.isPresent()) {
            return old.get();
        }
        String rows = Words.of(row.candidates(), "row");
        if (row.candidates() != 1) {
            return row.code()
                    .map(code -> wrongCode(row, code))
                    .orElseGet(
                            () ->
                                    Finding.red(
                                            here,
                                            row.at(),
                                            row.candidates() == 0
                                                    ? "0 rows are this account."
                                                    : rows + " could be meant.",
                                            row.candidates() == 0
                                                    ? look
                                                    : "Give the row a name of its own"));
        }
        String shows = row.code().map(code -> "1 row shows " + code + ": ").orElse("1 row: ");
        if (!row.matches()) {
            return Finding.red(
                    here,
                    row.at(),
                    shows + row.detail() + ". Its host or user is not the one that was counted.",
                    row.code().map(OnThisMac::rename).orElse("Give the row a name of its own"));
        }
        return Finding.green(here, row.at(), shows + row.detail() + ".");
    }

    private static Finding wrongCode(Row row, String code) {
        boolean none = row.candidates() == 0;
        String rows = Words.of(row.candidates(), "row") + " show " + code;
        return Finding.red(
                Condition.RIGHT_ROW,
                row.at(),
                none ? rows + " yet." : rows + ".",
                none ? rename(code) : rename(code) + ", and every other back");
    }

    private static String rename(String code) {
        return "Rename this account's description to " + code;
    }

    /// [Condition#OTHER_MACS].
    static Finding otherMacs(Evidence evidence, Moment now) {
        Condition here = Condition.OTHER_MACS;
        String say = "Say which other Macs have this account";
        if (evidence.otherMacs().isEmpty()) {
            return Finding.unseen(here, "Whether other Macs have this account was not said.", say);
        }
        OtherMacs said = evidence.otherMacs().get();
        if (now.isBefore(said.at())) {
            return Finding.red(
                    here, said.at(), Moment.CLOCK + "when it was said is not known.", say);
        }
        if (said.by().isBlank() || said.said().isBlank()) {
            return Finding.red(
                    here,
                    said.at(),
                    "What was said of other Macs has no words, or no name under it.",
                    say);
        }
        if (!said.settled()) {
            return new Finding(
                    here,
                    Colour.RED,
                    Words.sentence(said.said()) + " Not each has an inventory of its own.",
                    Optional.of(said.at()),
                    said.by(),
                    "Check this account on each other Mac, then say so here");
        }
        // What somebody said is no proof; only that there is nothing to prove needs none.
        boolean none = said.said().strip().equalsIgnoreCase("none");
        return new Finding(
                here,
                none ? Colour.GREEN : Colour.AMBER,
                none ? "0 other Macs have this account." : Words.sentence(said.said()),
                Optional.of(said.at()),
                said.by(),
                "");
    }

    /// What a look that is not of this moment says.
    private static Optional<Finding> tooOld(
            Condition condition, Instant at, Moment now, String next) {
        if (now.isBefore(at)) {
            return Optional.of(
                    Finding.red(
                            condition,
                            at,
                            Moment.CLOCK + "the last look is from later than now.",
                            next));
        }
        if (now.isTooLateFor(at)) {
            return Optional.of(
                    Finding.red(
                            condition,
                            at,
                            "Nobody looked for more than " + Gate.LOOK.toSeconds() + " seconds.",
                            next));
        }
        return Optional.empty();
    }
}
