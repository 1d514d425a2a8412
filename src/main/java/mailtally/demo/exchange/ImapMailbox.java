package mailtally.demo.exchange;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// What one connection does in the mailbox: each command by its name, and the folder that is open.
final class ImapMailbox {
    private final ExchangeMailbox mailbox;
    private final ImapOutput out;
    private final ImapFolders folders;
    private final ImapAppend append;
    private Optional<ImapView> view = Optional.empty();

    ImapMailbox(ExchangeMailbox mailbox, ImapOutput out) {
        this.mailbox = mailbox;
        this.out = out;
        this.folders = new ImapFolders(mailbox, out);
        this.append = new ImapAppend(mailbox);
    }

    static ImapRefusal throttled(Duration waiting) {
        long ms = Math.max(1, (waiting.toNanos() + 999_999) / 1_000_000);
        return ImapRefusal.throttled(ms, ms % 2 == 0);
    }

    ExchangeThrottle throttle() {
        return mailbox.throttle();
    }

    /// True if the connection broke just now.
    boolean broken() {
        return append.broken();
    }

    /// Tells what changed in the open folder.
    void look() throws IOException {
        if (view.isPresent()) {
            view.get().look(true);
        }
    }

    /// Does a command.
    ///
    /// @return what stands behind OK
    String done(ImapCommand command) throws IOException, ImapRefusal {
        switch (command.name()) {
            case "NAMESPACE" -> out.line("* NAMESPACE ((\"\" \"/\")) NIL NIL");
            case "LIST", "LSUB" -> folders.list(command);
            case "STATUS" -> folders.status(command);
            case "SUBSCRIBE", "UNSUBSCRIBE" -> folders.found(command.word(0));
            case "CREATE" -> folders.create(command.word(0));
            case "DELETE" -> folders.delete(command.word(0));
            case "SELECT", "EXAMINE" -> {
                return select(command);
            }
            case "APPEND" -> {
                String done = append.done(command, folders);
                look();
                return done;
            }
            case "CLOSE", "UNSELECT" -> leave(command.name().equals("CLOSE"));
            default -> {
                return inFolder(command);
            }
        }
        return command.name() + " completed.";
    }

    private String select(ImapCommand command) throws IOException, ImapRefusal {
        view = Optional.empty();
        ImapView opened =
                new ImapView(
                        mailbox,
                        folders.found(command.word(0)),
                        command.name().equals("EXAMINE"),
                        out);
        opened.tell();
        view = Optional.of(opened);
        return (opened.readOnly() ? "[READ-ONLY] " : "[READ-WRITE] ")
                + command.name()
                + " completed.";
    }

    private void leave(boolean removing) throws IOException, ImapRefusal {
        ImapView left = opened();
        view = Optional.empty();
        if (removing && !left.readOnly()) {
            left.removeDeleted(Optional.empty());
        }
    }

    private ImapView opened() throws ImapRefusal {
        return view.orElseThrow(() -> ImapRefusal.bad("Command received in Invalid state."));
    }

    private String inFolder(ImapCommand command) throws IOException, ImapRefusal {
        boolean byUid = command.name().startsWith("UID ");
        String name = byUid ? command.name().substring(4) : command.name();
        if (!List.of("FETCH", "SEARCH", "STORE", "EXPUNGE", "COPY", "MOVE").contains(name)) {
            throw ImapRefusal.badCommand();
        }
        ImapView folder = opened();
        if (byUid) {
            folder.look(false);
        }
        switch (name) {
            case "FETCH" -> new ImapFetch(folder, out).done(command, byUid);
            case "SEARCH" -> new ImapSearch(folder, mailbox.settings(), out).done(command, byUid);
            case "STORE" -> folder.store(command, byUid);
            case "COPY", "MOVE" -> {
                ExchangeFolder target = folders.found(command.word(1));
                return folder.copy(command, byUid, target, name.equals("MOVE"))
                        + name
                        + " completed.";
            }
            default -> folder.expunge(command, byUid);
        }
        return name + " completed.";
    }
}
