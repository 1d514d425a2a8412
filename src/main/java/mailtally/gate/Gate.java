package mailtally.gate;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import mailtally.gate.Evidence.Account;
import mailtally.gate.Evidence.Arrival;
import mailtally.gate.Evidence.Backup;
import mailtally.gate.Evidence.Balance;
import mailtally.gate.Evidence.LastCount;

/// The gate. Evidence and the time go in, conditions come out. It opens on proof alone: what nobody
/// looked at stops, and so does what was seen too long ago, or later than now.
public final class Gate {
    /// How long a clearance lasts from the last count on.
    public static final Duration HOUR = Duration.ofHours(1);

    /// How old the last look may be. It is made every 30 seconds.
    public static final Duration LOOK = Duration.ofSeconds(90);

    /// How long before the last count the backup may have been read. A disk that was proven last
    /// week proves nothing today.
    public static final Duration READ = Duration.ofDays(1);

    private Gate() {}

    /// Decides. The findings come in the order of [Condition]; those that do not concern this move
    /// are not among them. A clearance is there exactly if none of them is red.
    public static Decision decide(Evidence evidence, Instant now) {
        Moment moment = new Moment(now);
        List<Finding> findings = new ArrayList<>();
        findings.add(Counted.libraryWhole(evidence, moment));
        findings.add(Counted.safeOnServer(evidence));
        findings.add(Kept.backup(evidence, moment));
        findings.add(Counted.nothingLost(evidence, moment));
        findings.add(OnThisMac.mailClosed(evidence, moment));
        findings.add(OnThisMac.rightRow(evidence, moment));
        if (evidence.account().kind().equals("POP")) {
            findings.add(Kept.onlyInBackup(evidence));
        }
        if (evidence.account().sideBySide()) {
            findings.add(Arrived.newMailbox(evidence, moment));
        }
        findings.add(OnThisMac.otherMacs(evidence, moment));
        findings.add(Kept.undoCopy(evidence, moment));
        boolean opens = findings.stream().noneMatch(f -> f.colour() == Colour.RED);
        return new Decision(
                findings,
                opens
                        ? evidence.lastCount().map(count -> clear(evidence, count))
                        : Optional.empty());
    }

    /// The only place where a clearance is made.
    private static Clearance clear(Evidence evidence, LastCount count) {
        Account account = evidence.account();
        long approved = count.server().approved();
        approved += evidence.backup().map(Backup::held).map(Balance::approved).orElse(0L);
        if (account.sideBySide()) {
            approved += evidence.arrival().map(Arrival::balance).map(Balance::approved).orElse(0L);
        }
        return new Clearance(
                account.id(),
                account.library(),
                count.id(),
                count.at(),
                count.at().plus(HOUR),
                approved);
    }
}
