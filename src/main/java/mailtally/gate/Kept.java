package mailtally.gate;

import java.util.Optional;
import mailtally.gate.Evidence.Backup;
import mailtally.gate.Evidence.LastCount;
import mailtally.gate.Evidence.OnlyInBackup;
import mailtally.gate.Evidence.Undo;

/// What is kept on this side whatever becomes of the account.
final class Kept {
    private static final String READ_AGAIN = "Read the backup again";

    private Kept() {}

    /// [Condition#BACKUP].
    static Finding backup(Evidence evidence, Moment now) {
        Condition here = Condition.BACKUP;
        if (evidence.lastCount().isEmpty()) {
            return Counted.uncounted(here);
        }
        if (evidence.backup().isEmpty()) {
            return Finding.unseen(here, "0 messages are in a sealed backup.", "Make the backup");
        }
        LastCount count = evidence.lastCount().get();
        Backup backup = evidence.backup().get();
        if (!backup.intact()) {
            return Finding.red(
                    here,
                    backup.readAt(),
                    "The backup is damaged. " + Words.sentence(backup.damage()),
                    "Make the backup again");
        }
        if (now.isBefore(backup.readAt())) {
            return Finding.red(
                    here,
                    backup.readAt(),
                    Moment.CLOCK + "when the backup was read is not known.",
                    READ_AGAIN);
        }
        if (backup.readAt().isBefore(count.at().minus(Gate.READ))) {
            return Finding.red(
                    here,
                    backup.readAt(),
                    "The backup was not read in the day before the last count.",
                    READ_AGAIN);
        }
        if (!backup.count().equals(count.id())) {
            return Finding.red(
                    here,
                    backup.readAt(),
                    "The backup was held against another count.",
                    READ_AGAIN);
        }
        if (backup.held().found() != count.server().found()) {
            return Finding.red(
                    here,
                    backup.readAt(),
                    Words.messages(count.server().found())
                            + " counted, "
                            + Words.number(backup.held().found())
                            + " looked for in the backup.",
                    READ_AGAIN);
        }
        Finding held =
                Balances.judge(
                        here, backup.readAt(), backup.held(), "in the sealed backup", READ_AGAIN);
        return backup.sameVolume() && held.colour() != Colour.RED ? onOneDisk(held) : held;
    }

    private static Finding onOneDisk(Finding held) {
        return new Finding(
                held.condition(),
                Colour.AMBER,
                held.evidence() + " It lies on the Mac's own disk: one damage hits both.",
                held.at(),
                held.by(),
                "Copy the backup to another disk");
    }

    /// [Condition#ONLY_IN_BACKUP].
    static Finding onlyInBackup(Evidence evidence) {
        Condition here = Condition.ONLY_IN_BACKUP;
        if (evidence.lastCount().isEmpty()) {
            return Counted.uncounted(here);
        }
        LastCount count = evidence.lastCount().get();
        if (evidence.onlyInBackup().isEmpty()) {
            return Finding.unseen(
                    here,
                    "How many messages are only in the backup is not known.",
                    Words.TAKE_THE_LAST_COUNT);
        }
        OnlyInBackup only = evidence.onlyInBackup().get();
        String number = Words.number(only.messages());
        if (only.messages() == 0) {
            return Finding.green(here, count.at(), "0 messages are only in the backup.");
        }
        String unrecoverable =
                Words.messages(only.messages())
                        + (only.messages() == 1 ? " is" : " are")
                        + " on no server. Without the backup "
                        + (only.messages() == 1 ? "it is" : "they are")
                        + " unrecoverable.";
        if (!only.confirmed()) {
            return Finding.red(
                    here,
                    count.at(),
                    unrecoverable,
                    "Type how many are only in the backup: " + only.messages());
        }
        return new Finding(
                here,
                Colour.AMBER,
                unrecoverable,
                Optional.of(count.at()),
                "You typed their number, " + number + ".",
                "");
    }

    /// [Condition#UNDO_COPY].
    static Finding undoCopy(Evidence evidence, Moment now) {
        Condition here = Condition.UNDO_COPY;
        if (evidence.lastCount().isEmpty()) {
            return Counted.uncounted(here);
        }
        if (evidence.undo().isEmpty()) {
            return Finding.unseen(here, "There is no undo copy.", Words.TAKE_THE_LAST_COUNT);
        }
        LastCount count = evidence.lastCount().get();
        Undo undo = evidence.undo().get();
        if (!undo.count().equals(count.id())) {
            return Finding.red(
                    here,
                    undo.at(),
                    "The undo copy belongs to another count.",
                    Words.TAKE_THE_LAST_COUNT);
        }
        if (now.isBefore(undo.at())) {
            return Finding.red(
                    here,
                    undo.at(),
                    Moment.CLOCK + "the undo copy is from later than now.",
                    Words.TAKE_THE_LAST_COUNT);
        }
        return Finding.green(
                here,
                undo.at(),
                Words.messages(count.server().found())
                        + " were counted in it, in "
                        + undo.place()
                        + ".");
    }
}
