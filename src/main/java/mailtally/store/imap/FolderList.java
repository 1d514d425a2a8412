package mailtally.store.imap;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import mailtally.store.Finding;
import mailtally.store.Folder;
import mailtally.store.FolderPath;
import mailtally.store.RefusedException;
import mailtally.store.SpecialUse;
import mailtally.store.StoreUnavailableException;
import mailtally.store.Witness;
import org.eclipse.angus.mail.iap.Argument;
import org.eclipse.angus.mail.iap.ProtocolException;
import org.eclipse.angus.mail.imap.protocol.IMAPResponse;
import org.eclipse.angus.mail.imap.protocol.Namespaces;

/// Which folders a mailbox has, and how many messages the server counts in each (NAMESPACE, RFC
/// 2342; LIST with special-use, RFC 6154; STATUS). Made once; asked again by opening the store
/// anew.
final class FolderList {
    private static final int MOST_FOLDERS = 100_000;
    private static final int STATUS_AT_ONCE = 32;
    private static final Map<String, SpecialUse> USES =
            Map.of(
                    "\\ALL", SpecialUse.ALL,
                    "\\ARCHIVE", SpecialUse.ARCHIVE,
                    "\\DRAFTS", SpecialUse.DRAFTS,
                    "\\FLAGGED", SpecialUse.FLAGGED,
                    "\\JUNK", SpecialUse.JUNK,
                    "\\SENT", SpecialUse.SENT,
                    "\\TRASH", SpecialUse.TRASH);

    private final MailboxName.Space space;
    private final Map<FolderPath, Remote> byPath = new LinkedHashMap<>();
    private final List<Finding> findings = new ArrayList<>();

    /// A folder of the server.
    ///
    /// @param uidNext messages from here on came later; `Long.MAX_VALUE` where the server does not
    ///     say
    record Remote(Folder folder, MailboxName name, long uidValidity, long uidNext) {}

    private record Listed(MailboxName name, Optional<SpecialUse> use) {}

    private FolderList(MailboxName.Space space) {
        this.space = space;
    }

    /// Asks the server.
    ///
    /// @throws StoreUnavailableException if it cannot be asked
    static FolderList of(Sessions sessions) throws StoreUnavailableException {
        try {
            return sessions.lendPatiently(FolderList::ask);
        } catch (CommandRefusedException e) {
            throw new StoreUnavailableException(
                    sessions.address().host()
                            + " does not list its folders. It answered: "
                            + e.getMessage()
                            + ". Nothing was changed."
                            + RefusedLogin.afterwards(e),
                    e);
        }
    }

    MailboxName.Space space() {
        return space;
    }

    synchronized List<Folder> folders() {
        return byPath.values().stream().map(Remote::folder).toList();
    }

    synchronized Optional<Remote> find(FolderPath path) {
        return Optional.ofNullable(byPath.get(path));
    }

    List<Finding> findings() {
        return findings;
    }

    /// A folder that was made just now.
    synchronized Remote made(MailboxName name) {
        FolderPath path = name.path(space);
        Remote made =
                new Remote(new Folder(path, Optional.empty(), List.of()), name, 0, Long.MAX_VALUE);
        byPath.put(path, made);
        return made;
    }

    /// Makes a folder and those above it, and subscribes to it, so that mail programs show it. One
    /// that is there already is left as it is.
    ///
    /// @throws RefusedException if the server does not take it
    synchronized Remote create(Sessions sessions, FolderPath path, Optional<SpecialUse> use)
            throws RefusedException, StoreUnavailableException {
        MailboxName name = MailboxName.of(path, space);
        try {
            sessions.lendPatiently(session -> create(session, name, use));
        } catch (CommandRefusedException e) {
            throw new RefusedException(
                    "The server does not make the folder "
                            + path.text()
                            + ". It answered: "
                            + e.getMessage());
        }
        FolderPath shown = name.path(space);
        Remote made = new Remote(new Folder(shown, use, List.of()), name, 0, Long.MAX_VALUE);
        byPath.putIfAbsent(shown, made);
        return byPath.get(shown);
    }

    private static Void create(Session session, MailboxName name, Optional<SpecialUse> use)
            throws IOException, CommandRefusedException {
        Argument arguments = name.argument();
        if (use.isPresent() && session.hasCapability("CREATE-SPECIAL-USE")) {
            arguments.writeAtom("(USE (" + use.get().attribute() + "))");
        }
        try {
            session.run("CREATE", arguments, answer -> {});
        } catch (CommandRefusedException e) {
            if (!listed(session, name)) {
                throw e;
            }
        }
        try {
            session.run("SUBSCRIBE", name.argument(), answer -> {});
        } catch (CommandRefusedException e) {
            // it is there all the same
        }
        return null;
    }

    private static boolean listed(Session session, MailboxName name)
            throws IOException, CommandRefusedException {
        Argument arguments = new Argument();
        arguments.writeString("");
        arguments.append(name.argument());
        Map<String, Optional<SpecialUse>> names = new LinkedHashMap<>();
        session.run(
                "LIST",
                arguments,
                answer -> {
                    if (answer.keyEquals("LIST")) {
                        readListed(answer, names, new HashSet<>());
                    }
                });
        return names.keySet().stream()
                .anyMatch(
                        there ->
                                session.exchange()
                                        ? there.equalsIgnoreCase(name.raw())
                                        : there.equals(name.raw()));
    }

    private static FolderList ask(Session session) throws IOException, CommandRefusedException {
        List<String> foreign = new ArrayList<>();
        Optional<MailboxName.Space> personal =
                session.hasCapability("NAMESPACE") ? namespace(session, foreign) : Optional.empty();
        List<Listed> listed = new ArrayList<>();
        Optional<String> delimiter = list(session, listed);
        MailboxName.Space space = personal.orElse(new MailboxName.Space("", delimiter));
        FolderList list =
                new FolderList(
                        new MailboxName.Space(
                                space.prefix(), space.delimiter(), session.exchange()));
        long others =
                listed.stream()
                        .filter(l -> foreign.stream().anyMatch(l.name.raw()::startsWith))
                        .count();
        listed.removeIf(l -> foreign.stream().anyMatch(l.name.raw()::startsWith));
        if (others > 0) {
            list.findings.add(
                    Finding.note(
                            others
                                    + " folders belong to other people or are shared. They are not"
                                    + " part of this mailbox and were not read."));
        }
        list.count(session, listed);
        list.leaveAlone();
        return list;
    }

    /// Exchange lists folders that hold no mail. Nothing is put there, and nothing read.
    private void leaveAlone() {
        if (!space.exchange()) {
            return;
        }
        List<String> names = new ArrayList<>();
        byPath.values()
                .removeIf(
                        remote -> {
                            // Read without the rules for names, since what we named is mail.
                            boolean left =
                                    remote.folder().specialUse().isEmpty()
                                            && ExchangeNames.notForMail(
                                                    remote.name().path(plainly()));
                            if (left) {
                                names.add(leftAlone(remote.folder()));
                            }
                            return left;
                        });
        if (!names.isEmpty()) {
            findings.add(
                    Finding.note(
                            "Folders that hold no mail are left alone: "
                                    + String.join(", ", names)
                                    + "."));
        }
    }

    private MailboxName.Space plainly() {
        return new MailboxName.Space(space.prefix(), space.delimiter());
    }

    private static String leftAlone(Folder folder) {
        long count = folder.witnesses().stream().mapToLong(Witness::count).max().orElse(0);
        return folder.path() + (count == 0 ? "" : " (" + count + " entries)");
    }

    private static Optional<MailboxName.Space> namespace(Session session, List<String> foreign)
            throws IOException, CommandRefusedException {
        List<MailboxName.Space> personal = new ArrayList<>();
        session.run(
                "NAMESPACE",
                null,
                answer -> {
                    if (answer.keyEquals("NAMESPACE")) {
                        try {
                            Namespaces all = new Namespaces(answer);
                            personal.addAll(spaces(all.personal));
                            spaces(all.otherUsers).forEach(s -> foreign.add(s.prefix()));
                            spaces(all.shared).forEach(s -> foreign.add(s.prefix()));
                        } catch (ProtocolException e) {
                            throw new IOException("the server's namespaces make no sense", e);
                        }
                    }
                });
        foreign.removeIf(String::isEmpty);
        return personal.stream().findFirst();
    }

    private static List<MailboxName.Space> spaces(Namespaces.Namespace[] all) {
        List<MailboxName.Space> spaces = new ArrayList<>();
        if (all != null) {
            for (Namespaces.Namespace one : all) {
                spaces.add(
                        new MailboxName.Space(
                                one.prefix == null ? "" : one.prefix,
                                one.delimiter == 0
                                        ? Optional.empty()
                                        : Optional.of(String.valueOf(one.delimiter))));
            }
        }
        return spaces;
    }

    /// @return the delimiter, where any folder tells
    private static Optional<String> list(Session session, List<Listed> listed)
            throws IOException, CommandRefusedException {
        Argument arguments = new Argument();
        arguments.writeString("");
        arguments.writeString("*");
        boolean extended =
                session.hasCapability("LIST-EXTENDED") && session.hasCapability("SPECIAL-USE");
        if (extended) {
            arguments.writeAtom("RETURN");
            Argument wanted = new Argument();
            wanted.writeAtom("SPECIAL-USE");
            arguments.writeArgument(wanted);
        }
        Map<String, Optional<SpecialUse>> names = new LinkedHashMap<>();
        Set<String> delimiters = new HashSet<>();
        session.run(
                "LIST",
                arguments,
                answer -> {
                    if (answer.keyEquals("LIST") && names.size() < MOST_FOLDERS) {
                        readListed(answer, names, delimiters);
                    }
                });
        // INBOX is always there (RFC 9051 section 5.1), listed or not.
        if (names.keySet().stream().noneMatch(n -> n.equalsIgnoreCase("INBOX"))) {
            names.put("INBOX", Optional.empty());
        }
        names.forEach((name, use) -> listed.add(new Listed(new MailboxName(name), use)));
        return delimiters.stream().findFirst();
    }

    /// The name in a LIST answer, of whatever folder.
    static Optional<MailboxName> name(IMAPResponse answer) {
        answer.readSimpleList();
        answer.skipSpaces();
        if (answer.peekByte() == '"') {
            answer.readString();
        } else {
            answer.readAtom();
        }
        answer.skipSpaces();
        return Optional.ofNullable(answer.readAtomString())
                .filter(n -> !n.isEmpty() && n.length() <= 4096)
                .map(MailboxName::new);
    }

    private static void readListed(
            IMAPResponse answer, Map<String, Optional<SpecialUse>> names, Set<String> delimiters) {
        String[] attributes = answer.readSimpleList();
        Set<String> upper =
                attributes == null
                        ? Set.of()
                        : Arrays.stream(attributes)
                                .map(a -> a.toUpperCase(Locale.ROOT))
                                .collect(Collectors.toUnmodifiableSet());
        answer.skipSpaces();
        if (answer.peekByte() == '"') {
            String delimiter = answer.readString();
            if (delimiter != null && delimiter.length() == 1) {
                delimiters.add(delimiter);
            }
        } else {
            answer.readAtom();
        }
        answer.skipSpaces();
        String name = answer.readAtomString();
        if (name == null || name.isEmpty() || name.length() > 4096) {
            return;
        }
        if (!upper.contains("\\NOSELECT") && !upper.contains("\\NONEXISTENT")) {
            names.put(name, upper.stream().map(USES::get).filter(u -> u != null).findFirst());
        }
    }

    private void count(Session session, List<Listed> listed) throws IOException {
        for (int from = 0; from < listed.size(); from += STATUS_AT_ONCE) {
            List<Listed> some =
                    listed.subList(from, Math.min(listed.size(), from + STATUS_AT_ONCE));
            List<Map<String, Long>> numbers = new ArrayList<>();
            List<Session.Command> commands = new ArrayList<>();
            for (Listed one : some) {
                Map<String, Long> mine = new HashMap<>();
                numbers.add(mine);
                Argument arguments = one.name.argument();
                arguments.writeAtom("(MESSAGES UIDNEXT UIDVALIDITY)");
                commands.add(new Session.Command("STATUS", arguments, a -> readStatus(a, mine)));
            }
            List<Session.Outcome> outcomes = session.runAll(commands);
            for (int i = 0; i < some.size(); i++) {
                add(some.get(i), numbers.get(i), outcomes.get(i));
            }
        }
    }

    private static void readStatus(IMAPResponse answer, Map<String, Long> numbers) {
        if (!answer.keyEquals("STATUS")) {
            return;
        }
        answer.readAtomString();
        String[] pairs = answer.readSimpleList();
        for (int i = 0; pairs != null && i + 1 < pairs.length; i += 2) {
            if (pairs[i + 1].matches("\\d{1,19}")) {
                numbers.put(pairs[i].toUpperCase(Locale.ROOT), Long.parseLong(pairs[i + 1]));
            }
        }
    }

    private void add(Listed listed, Map<String, Long> numbers, Session.Outcome outcome) {
        FolderPath path = listed.name.path(space);
        if (byPath.containsKey(path)) {
            path = listed.name.path(new MailboxName.Space("", space.delimiter()));
        }
        for (int copy = 2; byPath.containsKey(path); copy++) {
            path = FolderPath.of(listed.name.raw() + " " + copy);
        }
        List<Witness> witnesses =
                numbers.containsKey("MESSAGES")
                        ? List.of(new Witness("EXISTS", numbers.get("MESSAGES")))
                        : List.of();
        if (outcome.refused().isPresent()) {
            findings.add(
                    Finding.note(
                            "The server does not count the messages of "
                                    + path
                                    + ". It answered: "
                                    + outcome.refused().get().getMessage()));
        }
        Folder folder = new Folder(path, use(listed, path), witnesses);
        byPath.put(
                path,
                new Remote(
                        folder,
                        listed.name,
                        numbers.getOrDefault("UIDVALIDITY", 0L),
                        numbers.getOrDefault("UIDNEXT", Long.MAX_VALUE)));
    }

    private static Optional<SpecialUse> use(Listed listed, FolderPath path) {
        if (listed.use.isPresent()) {
            return listed.use;
        }
        // Dovecot's virtual folders only show what lies elsewhere.
        return path.names().getFirst().equalsIgnoreCase("virtual")
                ? Optional.of(SpecialUse.ALL)
                : SpecialUse.byName(path);
    }
}
