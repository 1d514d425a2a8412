package mailtally.journey;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import mailtally.ledger.EventChain;
import mailtally.tally.Bucket;
import mailtally.tally.Tally;
import org.jdbi.v3.core.Handle;

/// Puts together all that is known of a move, for a report.
final class RecordMaker {
    private final Desk desk;
    private final MoveState state;

    RecordMaker(Desk desk) {
        this.desk = desk;
        this.state = desk.state();
    }

    MoveRecord make() throws IOException {
        MoveEvent.Begun account = state.begun().orElseThrow();
        List<MoveRecord.Place> places = new ArrayList<>();
        for (String place : Place.ALL) {
            Optional<MoveState.Dated<MoveEvent.Compared>> compared = state.compared(place);
            if (compared.isPresent()) {
                places.add(place(compared.get()));
            }
        }
        View view = new Screens(desk).view();
        return new MoveRecord(
                account.id(),
                account.address(),
                account.kind(),
                account.host(),
                account.library(),
                state.sideBySide() ? "side by side" : "switch",
                desk.now(),
                view.safe(),
                view.changed(),
                gate(),
                places,
                approvals(),
                backup(),
                notChecked(),
                versions(),
                events(),
                consumer -> {
                    LeftMessages left = new LeftMessages(desk.move().ledger());
                    for (String place : Place.ALL) {
                        state.compared(place)
                                .ifPresent(
                                        compared ->
                                                left.each(
                                                        compared.event().tally(),
                                                        place,
                                                        one -> consumer.accept(left(place, one))));
                    }
                });
    }

    /// Once the account is gone the conditions do not hold any more: what was seen is an event.
    private List<View.Condition> gate() {
        return state.last(MoveEvent.Removed.class).isPresent()
                ? List.of()
                : Screens.conditions(desk.decide()).conditions();
    }

    private static MoveRecord.Left left(String place, LeftMessages.Known one) {
        return new MoveRecord.Left(
                place,
                one.left().folder(),
                one.bucket(),
                one.left().reason(),
                one.left().from(),
                one.left().subject(),
                one.left().date(),
                one.messageId(),
                one.approved());
    }

    private MoveRecord.Place place(MoveState.Dated<MoveEvent.Compared> compared) {
        MoveEvent.Compared event = compared.event();
        Approvals.Standing standing = desk.standings().of(event.place(), event.tally());
        Map<String, Long> buckets = new LinkedHashMap<>();
        Map<String, long[]> folders = new LinkedHashMap<>();
        try (Handle handle = desk.move().ledger().connect()) {
            handle.createQuery(
                            """
                            SELECT h.folder_path, p.bucket, count(*) FROM pair p
                                JOIN holding h ON h.id = p.source
                            WHERE p.tally = ? GROUP BY h.folder_path, p.bucket
                            ORDER BY h.folder_path
                            """)
                    .bind(0, event.tally())
                    .map(
                            (row, _) -> {
                                Bucket bucket = Bucket.valueOf(row.getString(2));
                                long count = row.getLong(3);
                                buckets.merge(bucket.json(), count, Long::sum);
                                long[] folder =
                                        folders.computeIfAbsent(
                                                new String(
                                                        row.getBytes(1),
                                                        java.nio.charset.StandardCharsets.UTF_8),
                                                _ -> new long[2]);
                                folder[0] += count;
                                folder[1] += bucket.proven() ? count : 0;
                                return count;
                            })
                    .list();
        }
        List<MoveRecord.FolderLine> lines = new ArrayList<>();
        folders.forEach(
                (name, counts) -> lines.add(new MoveRecord.FolderLine(name, counts[0], counts[1])));
        return new MoveRecord.Place(
                event.place(),
                event.address(),
                compared.at(),
                standing.found(),
                standing.proven(),
                standing.approved(),
                standing.left(),
                buckets,
                Tally.rewrites(desk.move().ledger(), event.tally()),
                lines,
                event.doubts());
    }

    private List<MoveRecord.Approval> approvals() {
        List<MoveRecord.Approval> all = new ArrayList<>();
        for (MoveState.Dated<MoveEvent.Approved> dated : Approved.standing(state)) {
            MoveEvent.Approved a = dated.event();
            all.add(
                    new MoveRecord.Approval(
                            a.place(),
                            Approvals.Cause.of(a.cause())
                                    .map(Approvals.Cause::title)
                                    .orElse("in doubt whether all was read"),
                            a.messages(),
                            a.by(),
                            a.reason(),
                            dated.at(),
                            a.digest()));
        }
        return all;
    }

    private Optional<MoveRecord.BackupRecord> backup() {
        return state.last(MoveEvent.BackedUp.class)
                .map(
                        dated ->
                                new MoveRecord.BackupRecord(
                                        dated.event().bag(),
                                        dated.event().manifest(),
                                        dated.event().sealed(),
                                        dated.event().verified(),
                                        "A second reader found "
                                                + Words.number(dated.event().whole())
                                                + " of "
                                                + Words.number(dated.event().found())
                                                + ".",
                                        dated.event().rehearsal()));
    }

    private List<String> notChecked() {
        List<String> not = new ArrayList<>();
        not.add("Calendars, contacts and notes were not looked at.");
        not.add("Rules, signatures and smart mailboxes of Mail were not looked at.");
        not.add("Whether the server removes mail after a time is not told by all servers.");
        for (String place : Place.ALL) {
            if (state.compared(place).isEmpty()
                    && (state.sideBySide() || !place.equals(Place.NEW_MAILBOX))) {
                not.add(place + ": not compared.");
            }
        }
        if (state.last(MoveEvent.Removed.class).isEmpty()) {
            not.add("The account was not seen to be removed.");
        }
        if (state.last(MoveEvent.Restarted.class).isEmpty()) {
            not.add("The Mac was not seen to be restarted.");
        }
        return not;
    }

    private Map<String, String> versions() {
        Map<String, String> versions = new LinkedHashMap<>();
        versions.put("Mailtally", desk.door().version());
        versions.put("Java", Runtime.version().toString());
        versions.put(
                "System",
                desk.door()
                        .host()
                        .macOsVersion()
                        .map(v -> "macOS " + v)
                        .orElse(System.getProperty("os.name")));
        return versions;
    }

    private List<MoveRecord.Event> events() throws IOException {
        List<MoveRecord.Event> events = new ArrayList<>();
        List<MoveState.Dated<MoveEvent>> dated = state.events();
        List<EventChain.Link> links = desk.move().links();
        for (int i = 0; i < links.size() && i < dated.size(); i++) {
            EventChain.Link link = links.get(i);
            events.add(
                    new MoveRecord.Event(
                            link.number(),
                            link.at(),
                            dated.get(i).event().getClass().getSimpleName(),
                            dated.get(i).event().what(),
                            link.line(),
                            link.digest()));
        }
        return events;
    }
}
