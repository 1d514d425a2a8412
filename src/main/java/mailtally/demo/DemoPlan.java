package mailtally.demo;

import static mailtally.demo.DemoKind.*;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import mailtally.store.FolderPath;

/// Which folders there are, and what lies in each: about 500 messages.
final class DemoPlan {
    /// A folder.
    ///
    /// @param account whose it is
    /// @param path its name
    /// @param sent true where Jane wrote what lies in it
    /// @param ordinary how many messages have nothing special
    /// @param special one of each of these lies there too
    record Box(
            DemoAccount account,
            FolderPath path,
            boolean sent,
            int ordinary,
            List<DemoKind> special) {
        Box {
            special = List.copyOf(special);
        }
    }

    static final FolderPath SENT = FolderPath.of("Sent Messages");
    static final FolderPath TRASH = FolderPath.of("Trash");
    static final FolderPath JUNK = FolderPath.of("Junk");
    static final FolderPath DRAFTS = FolderPath.of("Drafts");
    static final FolderPath ENTWUERFE = FolderPath.of("Entw\u00fcrfe");

    /// Quotes, a backslash, a picture and a blank at the end: all of this was met in the wild.
    static final FolderPath ODD = FolderPath.of("Jane's \"odd\\ends\" \ud83d\udcee ");

    /// The number from which on Mail keeps files in folders named by digits.
    static final long DIGITS_FROM = 1000;

    private static final Set<DemoKind> HARD =
            EnumSet.of(
                    CUT,
                    EMPTY,
                    INDEX_ONLY,
                    UNKNOWN_TO_INDEX,
                    WRONG_LENGTH,
                    NO_PROPERTY_LIST,
                    BOTH_FORMS,
                    MIXED,
                    NUL,
                    EIGHT_BIT_HEADER,
                    LONG_LINE,
                    FROM_LINES);

    private DemoPlan() {}

    static List<Box> boxes() {
        List<DemoKind> inbox = new ArrayList<>(Collections.nCopies(13, PARTIAL));
        inbox.addAll(Collections.nCopies(5, NOT_DOWNLOADED));
        inbox.addAll(List.of(CUT, EMPTY, WRONG_LENGTH, WRONG_LENGTH, NO_PROPERTY_LIST));
        inbox.addAll(List.of(DUPLICATE, DUPLICATE, NO_MESSAGE_ID));
        inbox.addAll(List.of(SHARED_MESSAGE_ID, SHARED_MESSAGE_ID, CRLF, CRLF, MIXED));
        inbox.addAll(List.of(FROM_LINES, EIGHT_BIT_HEADER, NUL, LONG_LINE, NESTED, BOTH_FORMS));
        List<DemoKind> archive = new ArrayList<>(Collections.nCopies(10, PARTIAL));
        archive.addAll(List.of(INDEX_ONLY, CRLF, NESTED, FROM_LINES));
        DemoAccount imap = DemoAccount.IMAP;
        DemoAccount pop = DemoAccount.POP;
        DemoAccount local = DemoAccount.LOCAL;
        return List.of(
                new Box(imap, FolderPath.of("INBOX"), false, 115, inbox),
                new Box(imap, SENT, true, 64, List.of(PARTIAL, PARTIAL, NESTED)),
                new Box(imap, DRAFTS, true, 5, List.of()),
                new Box(imap, FolderPath.of("Archive"), false, 48, archive),
                new Box(imap, FolderPath.of("Archive", "2019"), false, 36, unknownAndPart()),
                new Box(imap, FolderPath.of("Projects", "B\u00fcro"), false, 30, projects()),
                new Box(imap, FolderPath.of("Receipts"), false, 0, List.of()),
                new Box(imap, ENTWUERFE, true, 4, List.of()),
                new Box(imap, ODD, false, 8, List.of(MIXED)),
                new Box(imap, TRASH, false, 11, List.of(PARTIAL)),
                new Box(imap, JUNK, false, 14, List.of()),
                new Box(pop, FolderPath.of("INBOX"), false, 46, List.of(CRLF, FROM_LINES, CUT)),
                new Box(pop, SENT, true, 11, List.of(NO_MESSAGE_ID)),
                new Box(local, FolderPath.of("Letters", "Family"), false, 22, List.of(NUL)),
                new Box(local, FolderPath.of("Tax 2018"), false, 15, List.of(DUPLICATE)));
    }

    /// The same without what is damaged, and without what the demo's server changes as it stores
    /// it: a rehearsal of a move that goes well.
    static List<Box> whole() {
        return boxes().stream()
                .map(
                        box ->
                                new Box(
                                        box.account(),
                                        box.path(),
                                        box.sent(),
                                        box.ordinary(),
                                        box.special().stream()
                                                .filter(kind -> !HARD.contains(kind))
                                                .toList()))
                .toList();
    }

    private static List<DemoKind> unknownAndPart() {
        return List.of(UNKNOWN_TO_INDEX, NOT_DOWNLOADED, SHARED_MESSAGE_ID);
    }

    private static List<DemoKind> projects() {
        return List.of(OTHER_FOLDER, OTHER_FOLDER, PARTIAL, MIXED);
    }
}
