package mailtally.backup;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import mailtally.inventory.FolderSink;
import mailtally.inventory.Progress;
import mailtally.message.Digester;
import mailtally.message.Digests;
import mailtally.message.Flags;
import mailtally.message.MessageBytes;
import mailtally.message.MissingPart;
import mailtally.store.Completeness;
import mailtally.store.Finding;
import mailtally.store.Folder;
import mailtally.store.FolderPath;
import mailtally.store.Holding;
import mailtally.store.Locator;
import mailtally.store.Witness;

/// Made-up accounts, and the few lines that put one into a bag.
final class Sample {
    static final Clock CLOCK = Clock.fixed(Instant.parse("2026-03-05T09:11:12Z"), ZoneOffset.UTC);

    /// A message, or (with a reason) a file that is none.
    /// @param text its bytes, one character each
    record Mail(String text, Holding holding, Optional<String> unreadable) {
        byte[] bytes() {
            return text.getBytes(StandardCharsets.ISO_8859_1);
        }
    }

    private final Map<FolderPath, List<Mail>> folders = new LinkedHashMap<>();
    private int count;

    Map<FolderPath, List<Mail>> folders() {
        return folders;
    }

    Sample folder(String... names) {
        folders.computeIfAbsent(FolderPath.of(names), _ -> new ArrayList<>());
        return this;
    }

    Sample add(String folder, String text) {
        return add(folder, text, Completeness.WHOLE);
    }

    Sample add(String folder, String text, Completeness completeness) {
        folder(folder);
        folders.get(FolderPath.of(folder))
                .add(new Mail(text, holding(completeness), Optional.empty()));
        return this;
    }

    Sample unreadable(String folder, String text, String reason) {
        folder(folder);
        folders.get(FolderPath.of(folder))
                .add(new Mail(text, holding(Completeness.WHOLE), Optional.of(reason)));
        return this;
    }

    private Holding holding(Completeness completeness) {
        count++;
        return new Holding(
                new Locator("INBOX.mbox/Messages/" + count + ".emlx?i=7"),
                count % 5 == 0
                        ? Optional.empty()
                        : Optional.of(Instant.parse("2019-03-05T09:11:12Z").plusSeconds(count)),
                new Flags(
                        Flags.of("\\Seen").names(), java.util.OptionalLong.of(8590195840L + count)),
                Optional.of("" + count),
                completeness,
                count % 7 == 0 ? List.of(Finding.note("The length line was wrong.")) : List.of());
    }

    /// A usual message, told from all others by its number.
    static String letter(int number, Random random) {
        StringBuilder text = new StringBuilder();
        text.append("Return-Path: <sender").append(number % 3).append("@example.com>\n");
        text.append("Message-ID: <m").append(number).append("@example.com>\n");
        text.append("Subject: letter ").append(number).append("\n");
        text.append("Date: Tue, 5 Mar 2019 09:11:12 +0000\n\n");
        int lines = random.nextInt(12);
        for (int i = 0; i < lines; i++) {
            text.append(
                    switch (random.nextInt(8)) {
                        case 0 -> "";
                        case 1 -> "From here on";
                        case 2 -> ">From there on";
                        case 3 -> ">>>From \u00e4\u00ff\u0000";
                        default -> "line " + random.nextInt(1000) + " of letter " + number;
                    });
            text.append('\n');
        }
        return text.append("end of ").append(number).append("\n").toString();
    }

    /// An account that shows every kind.
    static Sample account() {
        Random random = new Random(11);
        Sample sample = new Sample();
        for (int i = 0; i < 12; i++) {
            sample.add("INBOX", letter(i, random));
        }
        sample.add("INBOX", letter(100, random).replace("\n", "\r\n"));
        sample.add("INBOX", letter(101, random).stripTrailing());
        sample.add("INBOX", letter(102, random) + "\n\n\n");
        sample.add("INBOX", letter(103, random).replaceFirst("\n", "\r\n"));
        sample.add("INBOX", letter(104, random) + "ends in CR\r");
        sample.add("INBOX", letter(3, new Random(5)));
        sample.add("INBOX", letter(3, new Random(5)));
        sample.unreadable("INBOX", "no message", "The message has no header field.");
        sample.add(
                "INBOX",
                letter(105, random),
                new Completeness.Incomplete(
                        List.of(
                                new MissingPart(
                                        "2.1", "application/pdf", 1234, "r\u00e9port.pdf"))));
        sample.add("INBOX", letter(106, random), new Completeness.CutShort(5000, 300));
        sample.add("INBOX", letter(107, random), new Completeness.Rebuilt(1, true));
        sample.folder("Empty");
        for (int i = 0; i < 5; i++) {
            sample.add("Entw\u00fcrfe", letter(200 + i, random));
        }
        sample.add("inbox", letter(300, random).replaceFirst("\n", "\r\r\n"));
        sample.folder("Projects", "Client A/B");
        return sample;
    }

    Origin origin() {
        return new Origin(
                "apple:jane@example.com",
                "jane@example.com",
                "0.1.0",
                folders.entrySet().stream()
                        .map(
                                entry ->
                                        new Folder(
                                                entry.getKey(),
                                                Optional.empty(),
                                                List.of(
                                                        new Witness(
                                                                "ENVELOPE_INDEX",
                                                                entry.getValue().size()))))
                        .toList());
    }

    /// Backs the account up.
    SealedBag backUp(Path target, Steps steps) throws IOException {
        Origin origin = origin();
        try (BagDraft draft = BagDraft.begin(target, origin, CLOCK, steps)) {
            for (Folder folder : origin.folders()) {
                try (FolderSink sink = draft.open(folder)) {
                    copy(folders.get(folder.path()), sink);
                }
            }
            return draft.seal(
                    List.of(Finding.note("An older library lies beside it.")),
                    _ -> {},
                    Progress.NONE);
        }
    }

    SealedBag backUp(Path target) throws IOException {
        return backUp(target, Steps.NONE);
    }

    static void copy(List<Mail> mails, FolderSink sink) throws IOException {
        Digester digester = new Digester();
        for (Mail mail : mails) {
            MessageBytes bytes = MessageBytes.of(mail.bytes());
            OutputStream out = sink.begin(mail.holding(), bytes);
            Digests digests = digester.digest(bytes, out);
            if (mail.unreadable().isPresent()) {
                sink.abort(mail.holding());
                sink.unreadable(mail.holding(), mail.unreadable().get(), Optional.of(bytes));
            } else {
                sink.commit(mail.holding(), digests);
            }
        }
    }
}
