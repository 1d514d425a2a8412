package mailtally.report;

import java.io.IOException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import mailtally.journey.MoveRecord;
import mailtally.journey.View;

/// Makes a record that can be handed over: without a person's names, addresses, servers, folders,
/// subjects, paths and times of day. Nothing is looked for and taken out, since what is not known
/// cannot be looked for: only what is known to be harmless is let through.
///
/// Folders are numbered as the record lists them, messages as it walks through them, persons as
/// they approved, so that who has the full report can find them again.
final class Redaction {
    private static final Set<String> PLACES = Set.of("Server", "Backup", "New mailbox");
    private static final Set<String> KINDS = Set.of("IMAP", "POP", "EXCHANGE", "Exchange");
    private static final Set<String> ORDERS = Set.of("side by side", "switch");
    private static final Set<String> VERSIONS = Set.of("Mailtally", "Java", "System");
    private static final Pattern EVENT_KIND = Pattern.compile("[A-Za-z-]{1,40}");
    private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");

    private final MoveRecord move;
    private final ZoneId zone;
    private final Times times;
    private final Map<String, Integer> folders = new LinkedHashMap<>();
    private final Map<String, Integer> persons = new LinkedHashMap<>();

    private Redaction(MoveRecord move, ZoneId zone) {
        this.move = move;
        this.zone = zone;
        this.times = new Times(zone, true);
        for (MoveRecord.Place place : move.places()) {
            for (MoveRecord.FolderLine folder : place.folders()) {
                folders.putIfAbsent(folder.folder(), folders.size() + 1);
            }
        }
        move.approvals().forEach(a -> persons.putIfAbsent(a.by(), persons.size() + 1));
    }

    /// The record without what tells who it is about. Its events are a chain of their own.
    static MoveRecord of(MoveRecord move, ZoneId zone) {
        return new Redaction(move, zone).record();
    }

    private MoveRecord record() {
        return new MoveRecord(
                "",
                "one account",
                known(KINDS, move.kind()),
                KnownWords.LEFT_OUT,
                KnownWords.LEFT_OUT,
                known(ORDERS, move.order()),
                day(move.madeAt()),
                answer(),
                KnownWords.only(move.changed()),
                move.gate().stream().map(this::condition).toList(),
                move.places().stream().map(this::place).toList(),
                move.approvals().stream().map(this::approval).toList(),
                move.backup().map(this::backup),
                notChecked(),
                versions(),
                events(),
                this::left);
    }

    private View.Safe answer() {
        return switch (move.answer()) {
            case View.Safe.Unknown unknown -> unknown;
            case View.Safe.NotYet(String reason) -> new View.Safe.NotYet(KnownWords.only(reason));
            case View.Safe.Yes(var until) -> new View.Safe.Yes(day(until));
            case View.Safe.NoLonger(String change) ->
                    new View.Safe.NoLonger(KnownWords.only(change));
            case View.Safe.Removed(var at) -> new View.Safe.Removed(day(at));
        };
    }

    private View.Condition condition(View.Condition c) {
        return new View.Condition(
                c.standing(),
                KnownWords.only(c.word()),
                KnownWords.only(c.evidence()),
                c.at().map(this::day),
                c.by().isEmpty() ? "" : KnownWords.LEFT_OUT,
                "");
    }

    private MoveRecord.Place place(MoveRecord.Place p) {
        return new MoveRecord.Place(
                known(PLACES, p.name()),
                KnownWords.LEFT_OUT,
                day(p.comparedAt()),
                p.found(),
                p.proven(),
                p.approved(),
                p.left(),
                p.buckets(),
                p.rewrites(),
                p.folders().stream()
                        .map(
                                f ->
                                        new MoveRecord.FolderLine(
                                                folder(f.folder()), f.found(), f.proven()))
                        .toList(),
                p.witnesses().stream().map(KnownWords::only).toList());
    }

    private MoveRecord.Approval approval(MoveRecord.Approval a) {
        return new MoveRecord.Approval(
                known(PLACES, a.place()),
                KnownWords.only(a.cause()),
                a.messages(),
                "person " + persons.get(a.by()),
                KnownWords.LEFT_OUT,
                day(a.at()),
                "");
    }

    /// The digest stays: it is one of digests of whole packages of mail, which nobody can guess.
    private MoveRecord.BackupRecord backup(MoveRecord.BackupRecord b) {
        return new MoveRecord.BackupRecord(
                KnownWords.LEFT_OUT,
                DIGEST.matcher(b.manifestDigest()).matches()
                        ? b.manifestDigest()
                        : KnownWords.LEFT_OUT,
                day(b.sealedAt()),
                day(b.verifiedAt()),
                KnownWords.only(b.verdict()),
                KnownWords.only(b.rehearsal()));
    }

    private List<String> notChecked() {
        List<String> not = new ArrayList<>();
        move.notChecked().forEach(sentence -> not.add(KnownWords.only(sentence)));
        String before = Chain.BEGINNING;
        for (MoveRecord.Event event : move.events()) {
            before = Chain.next(before, Chain.bytes(event));
            if (!before.equals(event.digest())) {
                not.add("The chain of events does not hold from event " + event.number() + " on.");
                break;
            }
        }
        return not;
    }

    private Map<String, String> versions() {
        Map<String, String> versions = new LinkedHashMap<>();
        move.versions()
                .forEach(
                        (name, version) -> {
                            if (VERSIONS.contains(name)) {
                                versions.put(name, KnownWords.version(version));
                            }
                        });
        return versions;
    }

    private List<MoveRecord.Event> events() {
        List<MoveRecord.Event> events = new ArrayList<>();
        String before = Chain.BEGINNING;
        for (MoveRecord.Event event : move.events()) {
            String kind = EVENT_KIND.matcher(event.kind()).matches() ? event.kind() : "Unknown";
            String line =
                    "{\"event\":\""
                            + kind
                            + "\",\"number\":"
                            + event.number()
                            + ",\"day\":\""
                            + times.day(event.at())
                            + "\"}";
            before = Chain.next(before, line.getBytes(java.nio.charset.StandardCharsets.UTF_8));
            events.add(
                    new MoveRecord.Event(
                            event.number(), day(event.at()), kind, spaced(kind), line, before));
        }
        return events;
    }

    private void left(java.util.function.Consumer<MoveRecord.Left> consumer) throws IOException {
        long[] number = new long[1];
        move.left()
                .each(
                        left ->
                                consumer.accept(
                                        new MoveRecord.Left(
                                                known(PLACES, left.place()),
                                                folder(left.folder()),
                                                Grades.of(left.bucket())
                                                        .map(b -> b.json())
                                                        .orElse(KnownWords.LEFT_OUT),
                                                KnownWords.only(left.reason()),
                                                "",
                                                "message " + ++number[0],
                                                left.date().map(this::day),
                                                "",
                                                left.approved())));
    }

    private String folder(String name) {
        Integer number = folders.get(name);
        return number == null ? "a folder" : "folder " + number;
    }

    private Instant day(Instant at) {
        return at.atZone(zone).toLocalDate().atStartOfDay(zone).toInstant();
    }

    private static String known(Set<String> values, String value) {
        return Optional.of(value).filter(values::contains).orElse(KnownWords.LEFT_OUT);
    }

    /// `BackedUp` as `Backed up`.
    private static String spaced(String kind) {
        String words = kind.replaceAll("(?<=[a-z])(?=[A-Z])", " ").replace('-', ' ');
        return words.charAt(0) + words.substring(1).toLowerCase(java.util.Locale.ROOT);
    }
}
