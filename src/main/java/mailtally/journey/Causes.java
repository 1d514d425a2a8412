package mailtally.journey;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What is left of a comparison, by cause, and whether a person may approve it now.
final class Causes {
    private static final int DIGEST_DIGITS = 12;

    private final Desk desk;

    Causes(Desk desk) {
        this.desk = desk;
    }

    List<View.Cause> of(MoveEvent.Compared compared) {
        Approvals.Standing standing = desk.standings().of(compared.place(), compared.tally());
        List<View.Cause> causes = new ArrayList<>();
        for (Approvals.CauseStanding one : standing.causes()) {
            String whyNot = whyNot(compared, one);
            causes.add(
                    new View.Cause(
                            id(compared, one.cause()),
                            one.cause().title(),
                            one.messages(),
                            one.bytes(),
                            one.oldest(),
                            one.newest(),
                            one.cause().helps(),
                            one.approved() == 0
                                    ? ""
                                    : Words.number(one.approved())
                                            + " by "
                                            + Approved.who(desk.state(), compared.place()),
                            whyNot.isEmpty() && one.messages() > one.approved(),
                            whyNot,
                            one.cause() == Approvals.Cause.CANNOT_BE_READ));
        }
        return causes;
    }

    /// 'Only on this Mac' needs a verified backup first; what the backup lacks is left.
    String whyNot(MoveEvent.Compared compared, Approvals.CauseStanding one) {
        if (compared.place().equals(Place.BACKUP) || !one.cause().mayBeLost()) {
            return "";
        }
        Optional<MoveEvent.Compared> backup = Screens.latest(desk, desk.state(), Place.BACKUP);
        if (backup.isEmpty()) {
            return "A verified backup comes first.";
        }
        long lacks =
                desk.standings().leftNotIn(compared.tally(), backup.get().tally(), one.cause());
        return lacks == 0
                ? ""
                : Words.count(lacks, "message")
                        + (lacks == 1 ? " is" : " are")
                        + " not in the backup. Back up again first.";
    }

    /// Names a cause of a place, with the list as it is now, in actions and addresses.
    private String id(MoveEvent.Compared compared, Approvals.Cause cause) {
        String digest = desk.standings().freeze(compared.place(), compared.tally(), cause).digest();
        return prefix(compared.place(), cause) + digest.substring(0, DIGEST_DIGITS);
    }

    /// What the id of a cause of a place begins with, whatever its list is.
    static String prefix(String place, Approvals.Cause cause) {
        return place.toLowerCase(java.util.Locale.ROOT).replace(' ', '-')
                + "--"
                + cause.id()
                + "--";
    }
}
