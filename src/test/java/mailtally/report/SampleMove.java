package mailtally.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import mailtally.journey.MoveRecord;
import mailtally.journey.View;
import mailtally.message.Rewrite;
import mailtally.message.Sha256;

/// Records of moves, as a journey would put them together.
final class SampleMove {
    static final Instant MADE = Instant.parse("2026-11-25T15:24:10Z");

    private SampleMove() {}

    /// Jane's 48,210 messages: 12 approved, none left, the account removed.
    static MoveRecord jane() {
        List<MoveRecord.Left> left = new ArrayList<>();
        for (int i = 1; i <= 12; i++) {
            left.add(
                    new MoveRecord.Left(
                            "Server",
                            "Archive/2014 Fishing",
                            "filedElsewhere",
                            "A copy is proven in Projects/Client Zeppelin.",
                            "Bob Quillfeather <bob@quillfeather.test>",
                            "Trout season, week " + i,
                            Optional.of(Instant.parse("2014-06-0" + (1 + i % 9) + "T08:00:00Z")),
                            "<trout" + i + "@quillfeather.test>",
                            true));
        }
        return record(
                new View.Safe.Removed(Instant.parse("2026-11-25T15:04:31Z")),
                place("Server", 48_185, 13, 0, 12, 0),
                place("Backup", 48_198, 12, 0, 0, 0),
                left);
    }

    /// The same, before 25 messages were put on the server.
    static MoveRecord unfinished() {
        List<MoveRecord.Left> left = new ArrayList<>();
        for (int i = 1; i <= 25; i++) {
            left.add(
                    new MoveRecord.Left(
                            "Server",
                            i <= 19 ? "Sent Pigeons" : "Archive/2014 Fishing",
                            "missing",
                            "",
                            "Jane Wolverhampton <jane@example.com>",
                            "Invoice for the garden shed no. " + i,
                            Optional.of(Instant.parse("2019-03-05T09:11:12Z").plusSeconds(i)),
                            "<shed" + i + "@example.com>",
                            false));
        }
        return record(
                new View.Safe.NotYet("25 left"),
                place("Server", 48_185, 0, 25, 0, 25),
                place("Backup", 48_210, 0, 0, 0, 0),
                left);
    }

    /// Text from mail that was made to harm.
    static final List<String> HOSTILE =
            List.of(
                    "<script>alert(1)</script>",
                    "</title></style></script><img src=x onerror=alert(1)>",
                    "\" onmouseover=\"alert(1)\" x='",
                    "=HYPERLINK(\"http://evil.test\",\"click\")",
                    "+1+cmd|' /C calc'!A0",
                    "-2+3",
                    "@SUM(1)",
                    "\t=1+1",
                    "\r=1+1",
                    "a;=1+1",
                    "\uff1d1+1",
                    "line one\nline two\r\nline three",
                    "\u001b[31mred\u001b]0;title\u0007",
                    "\u202egnp.exe\u202c \u2066x\u2069 \u200b\ufeff",
                    "nul\u0000nul",
                    "lone \ud83d and \udc00 surrogates",
                    "\u2028\u2029\u0085",
                    "../../../etc/passwd",
                    "https://evil.test/x.png",
                    "&lt;b&gt; &amp; %s %n {0} $1 \\1",
                    "x".repeat(200_000),
                    "",
                    " ",
                    ",\",\"\"");

    /// Every name and text is one that was made to harm.
    static MoveRecord hostile() {
        List<MoveRecord.Left> left = new ArrayList<>();
        for (String one : HOSTILE) {
            left.add(
                    new MoveRecord.Left(
                            "Server", one, "missing", one, one, one, Optional.empty(), one, false));
        }
        long found = HOSTILE.size();
        List<MoveRecord.FolderLine> folders =
                HOSTILE.stream().map(name -> new MoveRecord.FolderLine(name, 1, 0)).toList();
        String all = String.join(" ", HOSTILE.subList(0, 19));
        List<MoveRecord.Event> events = new ArrayList<>();
        for (String one : HOSTILE) {
            event(events, MADE, "Approved", one, "{\"event\":\"Approved\"}");
        }
        return new MoveRecord(
                all,
                all,
                all,
                all,
                all,
                all,
                MADE,
                new View.Safe.NoLonger(all),
                all,
                List.of(
                        new View.Condition(
                                View.Standing.STOPS, all, all, Optional.of(MADE), all, all)),
                List.of(
                        new MoveRecord.Place(
                                "Server",
                                all,
                                MADE,
                                found,
                                0,
                                0,
                                found,
                                Map.of("missing", found),
                                Map.of(),
                                folders,
                                HOSTILE)),
                List.of(new MoveRecord.Approval("Server", all, 1, all, all, MADE, all)),
                Optional.of(new MoveRecord.BackupRecord(all, all, MADE, MADE, all, all)),
                HOSTILE,
                Map.of("Mailtally", all, "Java", all),
                events,
                walk(left));
    }

    /// A move whose list of exceptions is made while it is walked through.
    static MoveRecord large(long messages) {
        MoveRecord.Walk<MoveRecord.Left> walk =
                consumer -> {
                    for (long i = 1; i <= messages; i++) {
                        consumer.accept(
                                new MoveRecord.Left(
                                        "Server",
                                        "INBOX",
                                        "missing",
                                        "The target has no such message.",
                                        "Some Body <somebody@example.com>",
                                        "A message about something, number " + i,
                                        Optional.of(MADE.minusSeconds(i)),
                                        "<" + i + "@example.com>",
                                        false));
                    }
                };
        MoveRecord jane = jane();
        return new MoveRecord(
                jane.move(),
                jane.account(),
                jane.kind(),
                jane.host(),
                jane.library(),
                jane.order(),
                jane.madeAt(),
                new View.Safe.NotYet("many left"),
                jane.changed(),
                jane.gate(),
                List.of(
                        new MoveRecord.Place(
                                "Server",
                                "imaps://jane%40example.com@secure.emailsrvr.com",
                                MADE,
                                messages,
                                0,
                                0,
                                messages,
                                Map.of("missing", messages),
                                Map.of(),
                                List.of(new MoveRecord.FolderLine("INBOX", messages, 0)),
                                List.of())),
                List.of(),
                jane.backup(),
                jane.notChecked(),
                jane.versions(),
                jane.events(),
                walk);
    }

    /// A move with another chain of events.
    static MoveRecord with(MoveRecord move, List<MoveRecord.Event> events) {
        return new MoveRecord(
                move.move(),
                move.account(),
                move.kind(),
                move.host(),
                move.library(),
                move.order(),
                move.madeAt(),
                move.answer(),
                move.changed(),
                move.gate(),
                move.places(),
                move.approvals(),
                move.backup(),
                move.notChecked(),
                move.versions(),
                events,
                move.left());
    }

    private static MoveRecord.Walk<MoveRecord.Left> walk(List<MoveRecord.Left> left) {
        return new MoveRecord.Walk<>() {
            @Override
            public void each(Consumer<MoveRecord.Left> consumer) throws IOException {
                left.forEach(consumer);
            }
        };
    }

    private static MoveRecord.Place place(
            String name, long identical, long second, long missing, long filed, long left) {
        Map<String, Long> buckets = new LinkedHashMap<>();
        buckets.put("identical", identical);
        buckets.put("duplicate", second);
        buckets.put("missing", missing);
        buckets.put("filedElsewhere", filed);
        long proven = identical + second;
        long found = proven + missing + filed;
        long inSent = name.equals("Server") ? Math.min(19, missing) : 0;
        return new MoveRecord.Place(
                name,
                name.equals("Server")
                        ? "imaps://jane%40example.com@secure.emailsrvr.com"
                        : "/Volumes/Wolverhampton Disk/Backups/jane@example.com 2026-11-25 14.05",
                Instant.parse("2026-11-25T14:40:00Z"),
                found,
                proven,
                filed,
                left,
                buckets,
                Map.of(Rewrite.HTML_MADE_ANEW, 7L),
                List.of(
                        new MoveRecord.FolderLine("INBOX", 31_204, 31_204),
                        new MoveRecord.FolderLine("Sent Pigeons", 12_118, 12_118 - inSent),
                        new MoveRecord.FolderLine(
                                "Archive/2014 Fishing", 3_204, 3_204 - (missing - inSent) - filed),
                        new MoveRecord.FolderLine(
                                "Projects/Client Zeppelin", found - 46_526, found - 46_526)),
                List.of("Apple Mail's own index counts 48,210 in 4 folders, as found."));
    }

    private static void event(
            List<MoveRecord.Event> events, Instant at, String kind, String what, String line) {
        String before = events.isEmpty() ? "0".repeat(64) : events.getLast().digest();
        String digest =
                Sha256.digestOf((before + "\n" + line).getBytes(StandardCharsets.UTF_8)).hex();
        events.add(new MoveRecord.Event(events.size() + 1, at, kind, what, line, digest));
    }

    private static List<MoveRecord.Event> events() {
        List<MoveRecord.Event> events = new ArrayList<>();
        String[][] told = {
            {"10:02:11", "Begun", "jane@example.com was chosen."},
            {
                "10:09:40",
                "Readied",
                "The order was chosen: side by side. Other Macs: none, said Jane Wolverhampton."
            },
            {"11:21:05", "Compared", "Server: 48,185 of 48,210 were proven."},
            {"11:30:52", "Put", "Server: 25 of 25 were put there and read back."},
            {
                "14:05:19",
                "BackedUp",
                "A backup was sealed. A second reader found 48,210 of 48,210. 200 restored, 200"
                        + " identical."
            },
            {"14:40:00", "Counted", "A last count was taken: 48,210 messages."},
            {
                "14:41:27",
                "Approved",
                "Server: Jane Wolverhampton approved 12 messages, safe, in another folder: filed by"
                        + " hand in 2014, the other folder is right"
            },
            {
                "14:42:03",
                "Cleared",
                "The account was cleared, 12 by approval, 0 only in the backup."
            },
            {
                "15:04:31",
                "Removed",
                "Gone: jane@example.com (IMAP). Untouched: 3 accounts, On My Mac 2,204. The server"
                        + " still lists 48,210 of 48,210."
            },
            {"15:20:44", "Restarted", "The Mac was restarted."},
        };
        for (String[] one : told) {
            event(
                    events,
                    Instant.parse("2026-11-25T" + one[0] + "Z"),
                    one[1],
                    one[2],
                    "{\"event\":\""
                            + one[1]
                            + "\",\"at\":\"2026-11-25T"
                            + one[0]
                            + "Z\",\"account\":\"jane@example.com\",\"folder\":\"Entwürfe\"}");
        }
        return events;
    }

    private static MoveRecord record(
            View.Safe answer,
            MoveRecord.Place server,
            MoveRecord.Place backup,
            List<MoveRecord.Left> left) {
        boolean approved = server.approved() > 0;
        return new MoveRecord(
                "F2A1B0C3-1111-2222-3333-444455556666",
                "jane@example.com",
                "IMAP",
                "secure.emailsrvr.com",
                "/Users/janewolver/Library/Mail/V10",
                "side by side",
                MADE,
                answer,
                "25 messages added to the server",
                List.of(
                        condition(
                                View.Standing.PROVEN,
                                "Library read whole",
                                "48,210 messages in 4 folders, as Mail's own index counts."),
                        condition(
                                approved ? View.Standing.APPROVED : View.Standing.STOPS,
                                "Each message safe on the server",
                                approved
                                        ? "48,198 proven, 12 approved, 0 left."
                                        : "25 messages are only on this Mac."),
                        condition(
                                View.Standing.PROVEN,
                                "Backup sealed and read again",
                                "48,210 of 48,210, sealed 14:05, on another disk."),
                        condition(
                                View.Standing.UNKNOWN,
                                "Other Macs",
                                "Nobody said whether there are others.")),
                List.of(server, backup),
                approved
                        ? List.of(
                                new MoveRecord.Approval(
                                        "Server",
                                        "safe, in another folder",
                                        12,
                                        "Jane Wolverhampton",
                                        "Filed by hand in 2014, the other folder is right",
                                        Instant.parse("2026-11-25T14:41:27Z"),
                                        Sha256.digestOf(new byte[] {1}).hex()))
                        : List.of(),
                Optional.of(
                        new MoveRecord.BackupRecord(
                                "/Volumes/Wolverhampton Disk/Backups/jane@example.com 2026-11-25"
                                        + " 14.05",
                                Sha256.digestOf(new byte[] {2}).hex(),
                                Instant.parse("2026-11-25T14:05:19Z"),
                                Instant.parse("2026-11-25T14:38:00Z"),
                                "A second reader found 48,210 of 48,210.",
                                "200 restored, 200 identical.")),
                List.of(
                        "Calendars, contacts and notes were not looked at.",
                        "Rules, signatures and smart mailboxes of Mail were not looked at.",
                        "Whether secure.emailsrvr.com removes mail after a time it does not tell.",
                        "Other Macs: none, said Jane Wolverhampton."),
                Map.of(
                        "Mailtally", "0.1.0",
                        "Java", "25.0.1+8-LTS",
                        "System", "macOS 26.1"),
                events(),
                walk(left));
    }

    private static View.Condition condition(View.Standing standing, String word, String evidence) {
        return new View.Condition(
                standing,
                word,
                evidence,
                Optional.of(Instant.parse("2026-11-25T14:41:00Z")),
                standing == View.Standing.APPROVED ? "Jane Wolverhampton, filed by hand" : "",
                "");
    }
}
