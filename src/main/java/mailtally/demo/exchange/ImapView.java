package mailtally.demo.exchange;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// A folder that a connection has open: which message has which number there.
final class ImapView {
    private final ExchangeMailbox mailbox;
    private final ExchangeFolder folder;
    private final boolean readOnly;
    private final ImapOutput out;
    private final List<Long> uids;
    private int removals;

    /// A message with its number.
    record Numbered(int number, ExchangeItem item) {}

    ImapView(ExchangeMailbox mailbox, ExchangeFolder folder, boolean readOnly, ImapOutput out) {
        this.mailbox = mailbox;
        this.folder = folder;
        this.readOnly = readOnly;
        this.out = out;
        this.removals = mailbox.removals(folder);
        this.uids = new ArrayList<>(mailbox.uidsAbove(folder, 0));
    }

    boolean readOnly() {
        return readOnly;
    }

    /// What SELECT says (RFC 3501 section 6.3.1).
    void tell() throws IOException {
        out.line("* " + uids.size() + " EXISTS");
        out.line("* 0 RECENT");
        out.line("* FLAGS (" + ImapFlags.known() + ")");
        String more = mailbox.settings().has(ExchangeQuirk.NO_OTHER_FLAGS) ? "" : " \\*";
        out.line("* OK [PERMANENTFLAGS (" + ImapFlags.known() + more + ")] Permanent flags");
        out.line("* OK [UIDVALIDITY " + folder.uidValidity() + "] UIDVALIDITY value");
        out.line("* OK [UIDNEXT " + mailbox.uidNext(folder) + "] The next unique identifier value");
    }

    /// Tells what is new, and, where numbers may change, what is gone.
    void look(boolean gone) throws IOException {
        if (gone && mailbox.removals(folder) != removals) {
            removals = mailbox.removals(folder);
            for (int i = uids.size() - 1; i >= 0; i--) {
                if (mailbox.item(folder, uids.get(i)).isEmpty()) {
                    uids.remove(i);
                    out.line("* " + (i + 1) + " EXPUNGE");
                }
            }
        }
        List<Long> more = mailbox.uidsAbove(folder, uids.isEmpty() ? 0 : uids.getLast());
        if (!more.isEmpty()) {
            uids.addAll(more);
            out.line("* " + uids.size() + " EXISTS");
        }
    }

    /// The messages of a set, in order.
    List<Numbered> some(String set, boolean byUid) throws ImapRefusal {
        long last = byUid ? lastUid() : uids.size();
        ImapSet wanted = ImapSet.of(set, last);
        List<Numbered> some = new ArrayList<>();
        for (int i = 0; i < uids.size(); i++) {
            if (wanted.contains(byUid ? uids.get(i) : i + 1L)) {
                int number = i + 1;
                mailbox.item(folder, uids.get(i))
                        .ifPresent(item -> some.add(new Numbered(number, item)));
            }
        }
        return some;
    }

    /// The highest UID, or 1 where there is none.
    long lastUid() {
        return uids.isEmpty() ? 1 : uids.getLast();
    }

    /// What RFC822.SIZE says.
    long size(ExchangeItem item) {
        int bytes = item.size();
        return mailbox.settings().has(ExchangeQuirk.SIZE_ESTIMATED)
                ? bytes + bytes / 50 + 1 + item.uid() % 7
                : bytes;
    }

    /// Adds flags to a message.
    void mark(ExchangeItem item, Set<String> add, Set<String> remove) {
        mailbox.flags(folder, item.uid(), add, remove);
    }

    /// STORE (RFC 3501 section 6.4.6).
    void store(ImapCommand command, boolean byUid) throws IOException, ImapRefusal {
        if (readOnly) {
            throw ImapRefusal.no("The folder is open for reading only.");
        }
        String how = command.word(1).toUpperCase(Locale.ROOT);
        boolean silent = how.endsWith(".SILENT");
        Set<String> flags =
                ImapFlags.of(
                        command.size() == 3
                                ? command.group(2)
                                : command.arguments().subList(2, command.size()));
        for (Numbered one : some(command.word(0), byUid)) {
            switch (silent ? how.substring(0, how.length() - 7) : how) {
                case "FLAGS" -> mark(one.item, flags, ImapFlags.of(one.item));
                case "+FLAGS" -> mark(one.item, flags, Set.of());
                case "-FLAGS" -> mark(one.item, Set.of(), flags);
                default -> throw ImapRefusal.badArgument();
            }
            Optional<ExchangeItem> now = mailbox.item(folder, one.item.uid());
            if (!silent && now.isPresent()) {
                String uid = byUid ? "UID " + one.item.uid() + " " : "";
                out.line("* " + one.number + " FETCH (" + uid + ImapFlags.text(now.get()) + ")");
            }
        }
    }

    /// COPY (RFC 3501 section 6.4.7) and MOVE (RFC 6851), with COPYUID (RFC 4315 section 3).
    ///
    /// @return the response code, with a blank behind it
    String copy(ImapCommand command, boolean byUid, ExchangeFolder target, boolean moving)
            throws IOException, ImapRefusal {
        if (!target.takesMail() || (moving && readOnly)) {
            throw ImapRefusal.no(command.name() + " failed.");
        }
        List<String> before = new ArrayList<>();
        List<String> after = new ArrayList<>();
        for (Numbered one : some(command.word(0), byUid)) {
            before.add(Long.toString(one.item.uid()));
            after.add(Long.toString(mailbox.copy(folder, one.item, target, moving).uid()));
        }
        if (before.isEmpty()) {
            return "";
        }
        String code =
                "[COPYUID "
                        + target.uidValidity()
                        + " "
                        + String.join(",", before)
                        + " "
                        + String.join(",", after)
                        + "] ";
        if (moving) {
            out.line("* OK " + code + "Moved");
            look(true);
            return "";
        }
        return code;
    }

    /// EXPUNGE, and UID EXPUNGE (RFC 4315 section 2.1).
    void expunge(ImapCommand command, boolean byUid) throws IOException, ImapRefusal {
        if (readOnly) {
            throw ImapRefusal.no("The folder is open for reading only.");
        }
        removeDeleted(byUid ? Optional.of(command.word(0)) : Optional.empty());
        look(true);
    }

    /// Removes what is marked, of these UIDs or of all.
    void removeDeleted(Optional<String> set) throws ImapRefusal {
        if (uids.isEmpty()) {
            return;
        }
        for (Numbered one : some(set.orElse("1:*"), set.isPresent())) {
            if (ImapFlags.has(one.item, "\\Deleted")) {
                mailbox.remove(folder, one.item.uid());
            }
        }
    }
}
