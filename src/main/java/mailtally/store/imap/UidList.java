package mailtally.store.imap;

import java.io.IOException;
import java.util.List;
import java.util.TreeSet;
import org.eclipse.angus.mail.iap.Argument;
import org.eclipse.angus.mail.imap.protocol.FetchResponse;
import org.eclipse.angus.mail.imap.protocol.IMAPResponse;
import org.eclipse.angus.mail.imap.protocol.UID;

/// Which messages a folder has right now (UID SEARCH, RFC 9051 section 6.4.9). The SEARCH of
/// Exchange does not see what was just added; there UID FETCH is asked, which does.
///
/// @param uidValidity under which the UIDs mean something
/// @param uids ascending, each once
record UidList(long uidValidity, List<Long> uids) {
    private static final int MOST_MESSAGES = 5_000_000;
    private static final int MOST_DIGITS = 10;

    UidList {
        uids = List.copyOf(uids);
    }

    /// Asks the server.
    ///
    /// @param below UIDs from here on came later and are left out, if the folder is still the one
    ///     of `uidValidity`; `Long.MAX_VALUE` for all
    static UidList of(Session session, MailboxName name, long uidValidity, long below)
            throws IOException, CommandRefusedException {
        Selected selected = session.examineAnew(name);
        boolean bounded = below != Long.MAX_VALUE && selected.uidValidity() == uidValidity;
        TreeSet<Long> found = new TreeSet<>();
        if (!bounded || below > 1) {
            String last = bounded ? Long.toString(below - 1) : "*";
            if (session.exchange()) {
                fetch(session, last, found);
            } else {
                search(session, bounded ? "UID 1:" + last : "ALL", found);
            }
        }
        if (bounded) {
            found.tailSet(below).clear();
        }
        return new UidList(selected.uidValidity(), List.copyOf(found));
    }

    private static void search(Session session, String which, TreeSet<Long> found)
            throws IOException, CommandRefusedException {
        Argument arguments = new Argument();
        arguments.writeAtom(which);
        session.run("UID SEARCH", arguments, answer -> read(answer, found));
    }

    private static void fetch(Session session, String last, TreeSet<Long> found)
            throws IOException, CommandRefusedException {
        Argument arguments = new Argument();
        arguments.writeAtom("1:" + last);
        arguments.writeAtom("(UID)");
        session.run(
                "UID FETCH",
                arguments,
                answer -> {
                    UID uid =
                            answer instanceof FetchResponse fetch ? fetch.getItem(UID.class) : null;
                    if (uid != null && uid.uid > 0) {
                        add(uid.uid, found);
                    }
                });
    }

    private static void add(long uid, TreeSet<Long> found) throws IOException {
        found.add(uid);
        if (found.size() > MOST_MESSAGES) {
            throw new IOException("the server lists more messages than a folder can have");
        }
    }

    private static void read(IMAPResponse answer, TreeSet<Long> found) throws IOException {
        if (!answer.keyEquals("SEARCH")) {
            return;
        }
        // A number that cannot be read would end the list, and a folder look emptier than it is.
        String rest = answer.getRest();
        int at = 0;
        while (at < rest.length() && rest.charAt(at) != '(') { // MODSEQ, RFC 7162 section 3.1.5
            if (rest.charAt(at) == ' ') {
                at++;
                continue;
            }
            int end = rest.indexOf(' ', at) < 0 ? rest.length() : rest.indexOf(' ', at);
            add(number(rest, at, end), found);
            at = end;
        }
    }

    private static long number(String text, int from, int to) throws IOException {
        long number = 0;
        for (int i = from; i < to; i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9 || to - from > MOST_DIGITS) {
                throw new IOException("the server lists what is no number of a message");
            }
            number = 10 * number + digit;
        }
        if (number == 0) {
            throw new IOException("the server lists what is no number of a message");
        }
        return number;
    }
}
