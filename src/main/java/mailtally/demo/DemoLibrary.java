package mailtally.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/// A made-up Apple Mail library of about 500 messages that shows every kind of message there is,
/// and the list of what was written. Written once; then only read, by any thread.
public final class DemoLibrary {
    private static final long FIRST_NUMBER = 640;

    /// The last message's number: its file lies under `3/2/1`.
    private static final long LAST_NUMBER = 123_456;

    private final Path home;
    private final List<DemoMessage> messages;

    private DemoLibrary(Path home, List<DemoMessage> messages) {
        this.home = home;
        this.messages = List.copyOf(messages);
    }

    /// Writes a library below the home folder. The same seed gives the same messages, names and
    /// numbers.
    ///
    /// @param home a folder that has no `Library/Mail` yet; created if it does not exist
    /// @throws IOException if there is a library already, or something cannot be written
    public static DemoLibrary write(Path home, long seed) throws IOException {
        return write(home, seed, DemoPlan.boxes());
    }

    /// The same without damaged messages and without those that the demo's server would change: for
    /// the rehearsal of a whole move.
    public static DemoLibrary writeWhole(Path home, long seed) throws IOException {
        return write(home, seed, DemoPlan.whole());
    }

    private static DemoLibrary write(Path home, long seed, List<DemoPlan.Box> boxes)
            throws IOException {
        Path mail = home.resolve("Library").resolve("Mail");
        if (Files.exists(mail)) {
            throw new IOException(
                    "Cannot make up a mail library in "
                            + home
                            + ": there is one already. Nothing was changed. Choose another folder.");
        }
        Random random = new Random(seed);
        Path version = mail.resolve("V10");
        DemoWriter writer = new DemoWriter(new LibraryFiles(version));
        List<DemoDraft> drafts = drafts(random, boxes);
        drafts.sort(Comparator.comparing(draft -> draft.composed().letter().sent()));
        Map<DemoPlan.Box, Integer> uids = new HashMap<>();
        Set<Integer> shortened = new HashSet<>();
        long number = FIRST_NUMBER;
        for (int i = 0; i < drafts.size(); i++) {
            DemoDraft draft = drafts.get(i);
            number = i + 1 == drafts.size() ? LAST_NUMBER : number + 1 + random.nextInt(3) / 2;
            int uid = uids.merge(draft.box(), 1 + random.nextInt(2), Integer::sum);
            long flags = DemoFlags.of(draft.box(), draft.composed().detached().size(), random);
            boolean oneShort = draft.kind() == DemoKind.WRONG_LENGTH && shortened.add(0);
            writer.write(draft, number, flags, remoteId(draft, uid), oneShort);
        }
        writer.folders(boxes);
        LibraryFiles.persistenceInfo(mail);
        try {
            EnvelopeIndex.write(
                    version.resolve("MailData").resolve("Envelope Index"), boxes, writer.indexed());
            AccountsDatabase.write(accounts(home));
        } catch (SQLException e) {
            throw new IOException("Cannot write the made-up library's databases: " + e, e);
        }
        return new DemoLibrary(home, writer.written());
    }

    /// The home folder.
    public Path home() {
        return home;
    }

    /// The library: `Library/Mail` below the home folder.
    public Path library() {
        return home.resolve("Library").resolve("Mail");
    }

    /// The accounts database.
    public Path accountsDatabase() {
        return accounts(home);
    }

    /// Everything that was written, by number.
    public List<DemoMessage> messages() {
        return messages;
    }

    /// What was written of one account.
    public List<DemoMessage> messages(DemoAccount account) {
        return messages.stream().filter(m -> m.account() == account).toList();
    }

    private static Path accounts(Path home) {
        return home.resolve("Library").resolve("Accounts").resolve("Accounts4.sqlite");
    }

    private static List<DemoDraft> drafts(Random random, List<DemoPlan.Box> boxes) {
        LetterWriter letters = new LetterWriter(random);
        Composer composer = new Composer(random);
        List<DemoDraft> all = new ArrayList<>();
        for (DemoPlan.Box box : boxes) {
            List<DemoDraft> inside = new ArrayList<>();
            for (int i = 0; i < box.ordinary(); i++) {
                inside.add(draft(box, ordinaryKind(random), letters, composer));
            }
            for (DemoKind kind : box.special()) {
                inside.add(
                        switch (kind) {
                            case DUPLICATE ->
                                    inside.get(random.nextInt(box.ordinary())).as(box, kind);
                            case OTHER_FOLDER -> all.get(random.nextInt(100)).as(box, kind);
                            default -> draft(box, kind, letters, composer);
                        });
            }
            all.addAll(inside);
        }
        return all;
    }

    private static DemoDraft draft(
            DemoPlan.Box box, DemoKind kind, LetterWriter letters, Composer composer) {
        String address =
                box.account() == DemoAccount.POP
                        ? DemoAccount.POP.address()
                        : DemoAccount.IMAP.address();
        boolean foreign = kind == DemoKind.ENCODED_SUBJECT;
        Letter letter = box.sent() ? letters.sent() : letters.received(address, foreign);
        return new DemoDraft(box, kind, composer.compose(letter, kind));
    }

    private static DemoKind ordinaryKind(Random random) {
        int hundredth = random.nextInt(100);
        return hundredth < 45
                ? DemoKind.PLAIN
                : hundredth < 72
                        ? DemoKind.HTML
                        : hundredth < 88 ? DemoKind.ENCODED_SUBJECT : DemoKind.ATTACHMENT;
    }

    /// What the server calls it. One in five sent messages never reached the server.
    private static Optional<String> remoteId(DemoDraft draft, int uid) {
        boolean sent = draft.box().path().equals(DemoPlan.SENT);
        return switch (draft.box().account()) {
            case IMAP -> sent && uid % 5 == 0 ? Optional.empty() : Optional.of("" + uid);
            case POP -> sent ? Optional.empty() : Optional.of("UID%d-1180109498".formatted(uid));
            case LOCAL -> Optional.empty();
        };
    }
}
