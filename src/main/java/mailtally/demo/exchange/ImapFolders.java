package mailtally.demo.exchange;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The commands on folders.
final class ImapFolders {
    private static final int LONGEST_PATTERN = 1_000;
    private static final List<String> TOLD = List.of("Sent", "Trash", "Drafts", "Junk");

    private final ExchangeMailbox mailbox;
    private final ExchangeSettings settings;
    private final ImapOutput out;

    ImapFolders(ExchangeMailbox mailbox, ImapOutput out) {
        this.mailbox = mailbox;
        this.settings = mailbox.settings();
        this.out = out;
    }

    /// The folder with this name.
    ExchangeFolder found(String wire) throws ImapRefusal {
        return mailbox.folder(ImapNames.path(wire))
                .orElseThrow(
                        () ->
                                ImapRefusal.of(
                                        new ExchangeRefusal(ExchangeRefusal.Why.NO_SUCH_FOLDER)));
    }

    void create(String wire) throws ImapRefusal {
        List<String> path = ImapNames.path(wire);
        if (mailbox.folder(path).isPresent()) {
            throw ImapRefusal.no("Mailbox already exists.");
        }
        try {
            for (int levels = 1; levels <= path.size(); levels++) {
                mailbox.create(path.subList(0, levels));
            }
        } catch (ExchangeRefusal e) {
            throw ImapRefusal.of(e);
        }
    }

    void delete(String wire) throws ImapRefusal {
        ExchangeFolder folder = found(wire);
        if (folder.use().isPresent() || !folder.takesMail() || hasChildren(folder)) {
            throw ImapRefusal.no("DELETE failed.");
        }
        mailbox.remove(folder);
    }

    private boolean hasChildren(ExchangeFolder folder) {
        List<String> path = folder.path();
        return mailbox.folders().stream()
                .map(ExchangeFolder::path)
                .anyMatch(p -> p.size() > path.size() && p.subList(0, path.size()).equals(path));
    }

    void list(ImapCommand command) throws IOException, ImapRefusal {
        String pattern = command.word(0) + command.word(1);
        if (pattern.length() > LONGEST_PATTERN) {
            throw ImapRefusal.badArgument();
        }
        if (command.word(1).isEmpty()) {
            out.line("* " + command.name() + " (\\Noselect) \"/\" \"\"");
            return;
        }
        for (ExchangeFolder folder : mailbox.folders()) {
            String name = ImapNames.wire(folder.path());
            boolean shown = folder.takesMail() || settings.has(ExchangeQuirk.OTHER_FOLDERS_LISTED);
            if (shown && matches(pattern, name)) {
                out.line(
                        "* %s (%s) \"/\" %s"
                                .formatted(
                                        command.name(),
                                        String.join(" ", attributes(folder)),
                                        ImapOutput.quoted(name)));
            }
        }
    }

    private List<String> attributes(ExchangeFolder folder) {
        List<String> attributes = new ArrayList<>();
        if (settings.has(ExchangeQuirk.SPECIAL_USE_TOLD)) {
            folder.use().filter(TOLD::contains).ifPresent(use -> attributes.add("\\" + use));
        }
        attributes.add(hasChildren(folder) ? "\\HasChildren" : "\\HasNoChildren");
        return attributes;
    }

    private boolean matches(String pattern, String name) {
        boolean anyCase = settings.has(ExchangeQuirk.FOLDERS_WITHOUT_CASE);
        if (anyCase || name.equals("INBOX")) {
            return wild(pattern.toLowerCase(Locale.ROOT), name.toLowerCase(Locale.ROOT));
        }
        return wild(pattern, name);
    }

    /// `*` is anything, `%` anything within a level (RFC 3501 section 6.3.8). Takes as long as both
    /// are long, whatever the pattern.
    private static boolean wild(String pattern, String name) {
        boolean[] reached = new boolean[name.length() + 1];
        reached[0] = true;
        for (int at = 0; at < pattern.length(); at++) {
            char p = pattern.charAt(at);
            boolean[] next = new boolean[name.length() + 1];
            for (int i = 0; i <= name.length(); i++) {
                if (p == '*' || p == '%') {
                    boolean on = i > 0 && (p == '*' || name.charAt(i - 1) != '/');
                    next[i] = reached[i] || (on && next[i - 1]);
                } else {
                    next[i] = i > 0 && reached[i - 1] && name.charAt(i - 1) == p;
                }
            }
            reached = next;
        }
        return reached[name.length()];
    }

    void status(ImapCommand command) throws IOException, ImapRefusal {
        ExchangeFolder folder = found(command.word(0));
        List<ExchangeItem> items = mailbox.items(folder);
        List<String> values = new ArrayList<>();
        for (String item : ImapCommand.words(command.group(1))) {
            String name = item.toUpperCase(Locale.ROOT);
            Optional<Long> value =
                    switch (name) {
                        case "MESSAGES" -> Optional.of((long) items.size());
                        case "RECENT" -> Optional.of(0L);
                        case "UIDNEXT" -> Optional.of(mailbox.uidNext(folder));
                        case "UIDVALIDITY" -> Optional.of(folder.uidValidity());
                        case "UNSEEN" ->
                                Optional.of(
                                        items.stream()
                                                .filter(i -> !ImapFlags.has(i, "\\Seen"))
                                                .count());
                        default -> Optional.empty();
                    };
            values.add(name + " " + value.orElseThrow(ImapRefusal::badArgument));
        }
        out.line(
                "* STATUS "
                        + ImapOutput.quoted(ImapNames.wire(folder.path()))
                        + " ("
                        + String.join(" ", values)
                        + ")");
    }
}
