package mailtally.journey;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import mailtally.gate.Evidence;
import mailtally.store.applemail.AccountRow;
import mailtally.store.applemail.Waiting;

/// Puts together what the gate decides on.
final class EvidenceMaker {
    private final Desk desk;
    private final MoveState state;
    private final MoveEvent.Begun account;

    private EvidenceMaker(Desk desk) {
        this.desk = desk;
        this.state = desk.state();
        this.account = state.begun().orElseThrow();
    }

    static Evidence of(Desk desk) {
        return new EvidenceMaker(desk).make();
    }

    private Evidence make() {
        Optional<Counted> counted = desk.counted();
        return new Evidence(
                new Evidence.Account(
                        account.id(),
                        account.kind(),
                        account.address(),
                        account.library(),
                        state.sideBySide()),
                counted.map(this::lastCount),
                counted.flatMap(this::backup),
                counted.flatMap(this::since),
                mail(counted),
                row(),
                counted.filter(_ -> state.pop()).map(this::onlyInBackup),
                counted.flatMap(this::arrival),
                state.readied()
                        .map(
                                said ->
                                        new Evidence.OtherMacs(
                                                said.otherMacsSettled(),
                                                said.otherMacs(),
                                                said.by(),
                                                state.last(MoveEvent.Readied.class)
                                                        .orElseThrow()
                                                        .at())),
                counted.map(
                        count ->
                                new Evidence.Undo(
                                        count.id(), count.undo().root().toString(), count.at())));
    }

    private Evidence.LastCount lastCount(Counted count) {
        Optional<String> approvedBy = Approved.doubtsBy(state, count.doubts());
        return new Evidence.LastCount(
                count.id(),
                count.at(),
                approvedBy.isPresent() ? List.of() : count.doubts(),
                approvedBy.orElse(""),
                balance(desk.look().map(Look::server).orElse(count.server())));
    }

    private Evidence.Balance balance(MoveEvent.Compared compared) {
        Approvals.Standing standing = desk.standings().of(compared.place(), compared.tally());
        return new Evidence.Balance(
                standing.found(),
                standing.proven(),
                standing.approved(),
                standing.left(),
                standing.approved() == 0 ? "" : Approved.who(state, compared.place()),
                standing.left() == 0
                        ? ""
                        : desk.standings().firstLeft(compared.place(), compared.tally()));
    }

    private Optional<Evidence.Backup> backup(Counted count) {
        return count.backup()
                .map(
                        held ->
                                new Evidence.Backup(
                                        count.id(),
                                        held.bag().toString(),
                                        held.readAt(),
                                        held.verification().intact(),
                                        held.verification().damages().stream()
                                                .findFirst()
                                                .orElse(""),
                                        held.compared()
                                                .map(this::balance)
                                                .orElse(
                                                        new Evidence.Balance(
                                                                count.source().found(),
                                                                0,
                                                                0,
                                                                count.source().found(),
                                                                "",
                                                                "all of it")),
                                        sameVolume(held.bag())));
    }

    private boolean sameVolume(Path bag) {
        try {
            return Files.getFileStore(bag).equals(Files.getFileStore(desk.stores().library()));
        } catch (IOException e) {
            return true;
        }
    }

    private Optional<Evidence.Since> since(Counted count) {
        List<String> lost = new ArrayList<>();
        desk.look().ifPresent(look -> lost.addAll(look.lost()));
        if (count.clockWentBack(desk.now())) {
            lost.add("this Mac's clock was set back");
        }
        Instant at = desk.look().map(Look::at).orElse(count.at());
        return Optional.of(new Evidence.Since(count.id(), at, lost));
    }

    /// Before a last count nothing is known of what waits: then only that Mail runs is evidence.
    private Optional<Evidence.Mail> mail(Optional<Counted> counted) {
        Optional<Desk.MailSeen> seen = desk.mail();
        if (seen.isEmpty()) {
            return Optional.empty();
        }
        Desk.MailSeen mail = seen.get();
        if (counted.isEmpty()) {
            return mail.running().orElse(false)
                    ? Optional.of(new Evidence.Mail(mail.at(), mail.running(), false, 0, 0, 0))
                    : Optional.empty();
        }
        Waiting waiting = counted.get().waiting();
        return Optional.of(
                new Evidence.Mail(
                        mail.at(),
                        mail.running(),
                        mail.ran(),
                        waiting.outbox(),
                        waiting.sendLater(),
                        waiting.queued()));
    }

    private Optional<Evidence.Row> row() {
        return desk.rows()
                .map(
                        seen -> {
                            List<AccountRow> rows = seen.rows();
                            Optional<AccountRow> own = Rows.own(rows, account);
                            Optional<String> code =
                                    state.last(MoveEvent.Coded.class)
                                            .map(coded -> coded.event().code());
                            int candidates =
                                    code.map(c -> Rows.called(rows, c))
                                            .orElseGet(() -> Rows.alike(rows, account))
                                            .size();
                            boolean shown =
                                    own.isPresent()
                                            && code.map(
                                                            c ->
                                                                    Rows.called(rows, c)
                                                                            .contains(own.get()))
                                                    .orElse(true);
                            boolean matches =
                                    shown
                                            && own.get().host().equalsIgnoreCase(account.host())
                                            && own.get().user().equalsIgnoreCase(account.user());
                            return new Evidence.Row(
                                    seen.at(),
                                    candidates,
                                    code,
                                    matches,
                                    own.map(Rows::detail).orElse("no row of this account"));
                        });
    }

    private Evidence.OnlyInBackup onlyInBackup(Counted count) {
        long messages = onlyInBackup(desk, count);
        return new Evidence.OnlyInBackup(
                messages, desk.onlyInBackup().filter(typed -> typed == messages).isPresent());
    }

    /// How many messages no server is known to have.
    static long onlyInBackup(Desk desk, Counted count) {
        MoveEvent.Compared server = desk.look().map(Look::server).orElse(count.server());
        Approvals.Standing standing = desk.standings().of(server.place(), server.tally());
        return standing.found() - standing.proven();
    }

    private Optional<Evidence.Arrival> arrival(Counted count) {
        if (!state.sideBySide() || count.arrival().isEmpty()) {
            return Optional.empty();
        }
        boolean works =
                state.last(MoveEvent.Looked.class).filter(l -> l.event().works()).isPresent();
        return Optional.of(
                new Evidence.Arrival(count.at(), balance(count.arrival().get()), works, false));
    }
}
