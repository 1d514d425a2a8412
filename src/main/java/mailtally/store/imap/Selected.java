package mailtally.store.imap;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.angus.mail.imap.protocol.IMAPResponse;

/// What a server says of a folder when it is opened (RFC 9051 section 6.3.2).
///
/// @param uidValidity 0 where the server has no lasting UIDs
/// @param uidNext 0 where it does not say
/// @param exists how many messages it counts
/// @param permanentFlags the flags it keeps
/// @param anyKeyword true if it keeps any other keyword (`\*`)
record Selected(
        long uidValidity,
        long uidNext,
        long exists,
        Set<String> permanentFlags,
        boolean anyKeyword) {
    private static final Pattern CODE =
            Pattern.compile("\\[(UIDVALIDITY|UIDNEXT) (\\d{1,10})\\].*");
    private static final Pattern FLAGS = Pattern.compile("\\[PERMANENTFLAGS \\(([^)]*)\\)\\].*");

    /// True if the folder keeps the flag; their case does not count (RFC 9051 section 2.3.2).
    boolean keeps(String flag) {
        return permanentFlags.stream().anyMatch(flag::equalsIgnoreCase);
    }

    /// Puts it together from the answers.
    static final class Reader implements Session.Untagged {
        private long uidValidity;
        private long uidNext;
        private long exists;
        private boolean flagsSaid;
        private List<String> flags = new ArrayList<>();
        private final List<String> usable = new ArrayList<>();

        @Override
        public void accept(IMAPResponse answer) throws IOException {
            if (answer.keyEquals("EXISTS")) {
                exists = answer.getNumber();
                return;
            }
            if (answer.keyEquals("FLAGS")) {
                String[] list = answer.readSimpleList();
                if (list != null) {
                    usable.addAll(Arrays.asList(list));
                }
                return;
            }
            if (!answer.isOK()) {
                return;
            }
            String rest = answer.getRest();
            Matcher code = CODE.matcher(rest);
            if (code.matches()) {
                long number = Long.parseLong(code.group(2));
                if (code.group(1).equals("UIDNEXT")) {
                    uidNext = number;
                } else {
                    uidValidity = number;
                }
            }
            Matcher permanent = FLAGS.matcher(rest);
            if (permanent.matches()) {
                flagsSaid = true;
                flags = new ArrayList<>(Arrays.asList(permanent.group(1).trim().split(" +", -1)));
            }
        }

        /// RFC 9051 section 7.1: without PERMANENTFLAGS, all flags are permanent.
        Selected result() {
            List<String> kept = flagsSaid ? flags : usable;
            Set<String> names = new TreeSet<>(kept);
            boolean any = names.remove("\\*");
            names.remove("");
            return new Selected(uidValidity, uidNext, exists, names, any);
        }
    }
}
