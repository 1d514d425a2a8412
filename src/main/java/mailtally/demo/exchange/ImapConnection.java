package mailtally.demo.exchange;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/// One client's connection, from greeting to goodbye. Used by one thread.
final class ImapConnection {
    private static final String CLOSED = "* BYE Connection is closed. 13";
    private static final int MOST_WITHOUT_LOGIN = 100;

    private final ExchangeStandIn server;
    private final ExchangeSettings settings;
    private final ImapDoor door;
    private final ImapInput in;
    private final ImapOutput out;
    private final ImapLogin login;
    private final long cameAtNanos;
    private Optional<ImapMailbox> mailbox = Optional.empty();
    private int commands;
    private int errors;
    private boolean over;

    ImapConnection(
            ExchangeStandIn server, ImapDoor door, ImapInput in, ImapOutput out, long cameAtNanos) {
        this.server = server;
        this.settings = server.settings();
        this.door = door;
        this.in = in;
        this.out = out;
        this.cameAtNanos = cameAtNanos;
        this.login = new ImapLogin(server, in, out);
    }

    void run() throws IOException {
        try {
            out.line(ImapWelcome.greeting(settings));
            out.flush();
            while (!over) {
                Optional<ImapInput.Came> came = in.next();
                if (came.isEmpty() || cut()) {
                    break;
                }
                answer(came.get());
                if (over || !in.more()) {
                    out.flush();
                }
            }
        } finally {
            login.who().ifPresent(who -> door.leave(who.user()));
        }
    }

    private boolean cut() {
        commands++;
        return settings.has(ExchangeQuirk.CUT_AFTER_COMMANDS)
                && commands > settings.cuts().everyCommands();
    }

    private void answer(ImapInput.Came came) throws IOException {
        try {
            if (came.refusal().isPresent()) {
                throw came.refusal().get();
            }
            ImapCommand command = came.command().orElseThrow();
            if (login.expired()) {
                out.line("* BYE Session invalidated - AccessTokenExpired");
                over = true;
                return;
            }
            String done = done(command);
            if (!done.isEmpty()) {
                out.line(command.tag() + " OK " + done);
            }
        } catch (ImapRefusal e) {
            refused(came.tag(), e);
        }
    }

    private void refused(String tag, ImapRefusal refusal) throws IOException {
        out.line(tag + " " + refusal.status() + " " + refusal.getMessage());
        over |= refusal.last();
        if (++errors == settings.limits().errors()) {
            server.abuse("a connection with " + errors + " errors");
            if (settings.has(ExchangeQuirk.ERRORS_LIMITED) && !over) {
                out.line(CLOSED);
                over = true;
            }
        } else if (errors > settings.limits().errors()) {
            server.abuse("a command after " + settings.limits().errors() + " errors");
        }
    }

    /// @return what stands behind OK, or nothing where the connection breaks
    private String done(ImapCommand command) throws IOException, ImapRefusal {
        return switch (command.name()) {
            case "CAPABILITY" -> {
                out.line("* CAPABILITY " + ImapWelcome.capabilities(settings, login.done()));
                yield "CAPABILITY completed.";
            }
            case "NOOP", "CHECK" -> {
                if (mailbox.isPresent()) {
                    notThrottled();
                    mailbox.get().look();
                }
                yield command.name() + " completed.";
            }
            case "ID" -> {
                out.line("* ID (\"name\" \"Stand-in for Microsoft.Exchange.Imap4.Imap4Server\")");
                yield "ID completed";
            }
            case "LOGOUT" -> {
                out.line("* BYE Microsoft Exchange Server IMAP4 server signing off.");
                over = true;
                yield "LOGOUT completed.";
            }
            case "LOGIN", "AUTHENTICATE" -> enter(command);
            default -> inside(command);
        };
    }

    private String enter(ImapCommand command) throws IOException, ImapRefusal {
        if (login.done()) {
            throw ImapRefusal.bad("Command received in Invalid state.");
        }
        String words = login.with(command);
        ImapLogin.Who who = login.who().orElseThrow();
        int connections = door.enter(who.user());
        if (connections > settings.limits().connections()) {
            server.abuse("more connections than " + settings.limits().connections());
            if (settings.has(ExchangeQuirk.CONNECTIONS_LIMITED)) {
                out.line(CLOSED);
                over = true;
                return "";
            }
        }
        if (who.allowed()) {
            mailbox = Optional.of(new ImapMailbox(server.mailbox(who.user()), out));
            notThrottled();
        }
        return words;
    }

    private String inside(ImapCommand command) throws IOException, ImapRefusal {
        if (!login.done()) {
            if (commands > MOST_WITHOUT_LOGIN) {
                over = true;
            }
            throw ImapRefusal.bad("Command received in Invalid state.");
        }
        if (mailbox.isEmpty()) {
            throw ImapRefusal.bad("User is authenticated but not connected.");
        }
        notThrottled();
        if (command.name().equals("IDLE")) {
            return idle();
        }
        String done = mailbox.get().done(command);
        over |= mailbox.get().broken();
        return mailbox.get().broken() ? "" : done;
    }

    /// Who comes again although the server asked to be left alone is remembered; who was here
    /// already could not know.
    private void notThrottled() throws ImapRefusal {
        ExchangeThrottle throttle = mailbox.orElseThrow().throttle();
        Optional<Duration> waiting = throttle.waiting();
        if (waiting.isPresent()) {
            if (throttle.known(cameAtNanos)) {
                server.abuse("a command during a back-off");
            }
            throw ImapMailbox.throttled(waiting.get());
        }
    }

    private String idle() throws IOException, ImapRefusal {
        out.line("+ IDLE accepted, awaiting DONE command.");
        mailbox.orElseThrow().look();
        out.flush();
        if (in.line().filter("DONE"::equalsIgnoreCase).isEmpty()) {
            throw ImapRefusal.badArgument();
        }
        mailbox.get().look();
        return "IDLE completed.";
    }
}
