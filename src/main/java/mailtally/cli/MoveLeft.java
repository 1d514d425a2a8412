package mailtally.cli;

import java.io.PrintStream;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import mailtally.journey.Exceptions;
import mailtally.journey.Journey;
import mailtally.journey.View;
import mailtally.report.Plain;
import mailtally.report.ReportText;

/// What is left, on a terminal: cause by cause, message by message, and what may be approved.
final class MoveLeft {
    /// How many messages are shown at a time; a page of the journey's is several of these.
    private static final int AT_ONCE = 10;

    private static final int SUBJECT_CHARACTERS = 120;
    private static final List<String> ORDERS = List.of("date", "from", "subject", "folder");

    private final Journey journey;
    private final MovePrompt prompt;
    private final PrintStream out;
    private final ZoneId zone;

    /// The screen that this is looked at from; what is pressed here changes it.
    private View view;

    MoveLeft(Journey journey, MovePrompt prompt, PrintStream out, ZoneId zone) {
        this.journey = journey;
        this.prompt = prompt;
        this.out = out;
        this.zone = zone;
        this.view = journey.view();
    }

    /// True where there is something to look at.
    boolean any(View at) {
        return !at.tally().isEmpty() && !journey.exceptions().causes().isEmpty();
    }

    /// Shows the causes, and one that is chosen, until the person goes back or the screen changes.
    void show(int columns) throws InterruptedException {
        view = journey.view();
        while (true) {
            List<View.Cause> causes = journey.exceptions().causes();
            MoveLines lines = new MoveLines(columns).empty().add("", "What is left");
            for (int i = 0; i < causes.size(); i++) {
                lines.add("  [" + (i + 1) + "]", "");
                new MoveText(lines, zone).cause(causes.get(i));
            }
            lines.add("  [Enter] ", "      ", "Back to the question");
            print(lines);
            Optional<String> key = typed();
            if (key.isEmpty() || key.get().isEmpty()) {
                return;
            }
            Optional<Integer> number = number(key.get(), causes.size());
            if (number.isEmpty()) {
                out.println("Type one of the numbers, or Enter alone.");
            } else if (!cause(causes.get(number.get()).id(), columns)) {
                return;
            }
        }
    }

    /// Where a person is in the list of a cause.
    private record Spot(String search, String order, int first) {}

    /// @return false where the screen changed meanwhile
    private boolean cause(String id, int columns) throws InterruptedException {
        Spot spot = new Spot("", "date", 0);
        while (true) {
            Optional<View.Cause> cause = find(id);
            if (cause.isEmpty()) {
                out.println("That list changed since it was shown. Look at it again.");
                return true;
            }
            Shown shown = list(cause.get(), spot, columns);
            Optional<String> typed = typed();
            if (typed.isEmpty()) {
                return false;
            }
            String key = typed.get().toLowerCase(Locale.ROOT);
            Optional<Integer> number = number(key, shown.messages().size());
            if (key.isEmpty() && shown.more()) {
                spot = new Spot(spot.search(), spot.order(), spot.first() + AT_ONCE);
            } else if (key.isEmpty() || key.equals("b")) {
                return true;
            } else if (number.isPresent()) {
                String message = shown.messages().get(number.get()).id();
                if (!message(cause.get(), message, columns)) {
                    return false;
                }
            } else if (key.equals("f")) {
                Optional<String> search = ask("Sender, subject or folder has:", "", columns);
                if (search.isEmpty()) {
                    return false;
                }
                spot = new Spot(search.get(), spot.order(), 0);
            } else if (key.equals("o")) {
                int next = (ORDERS.indexOf(spot.order()) + 1) % ORDERS.size();
                spot = new Spot(spot.search(), ORDERS.get(next), 0);
            } else if (key.equals("a") && mayApprove(cause.get())) {
                if (!approve(cause.get(), Map.of(), columns)) {
                    return false;
                }
            } else if (key.equals("t") && !cause.get().approved().isEmpty()) {
                press("takeback", Map.of("cause", id), columns);
            } else {
                out.println("Type one of the keys in brackets, then Enter.");
            }
        }
    }

    private Optional<View.Cause> find(String id) {
        return journey.exceptions().causes().stream().filter(c -> c.id().equals(id)).findFirst();
    }

    private static boolean mayApprove(View.Cause cause) {
        return cause.mayBeApproved() && !cause.oneByOne();
    }

    /// Some of a cause's messages.
    private record Shown(List<Exceptions.Left> messages, boolean more) {}

    private Shown list(View.Cause cause, Spot spot, int columns) {
        Exceptions.Page page =
                journey.exceptions()
                        .page(
                                cause.id(),
                                spot.search(),
                                spot.order(),
                                spot.first() / Exceptions.Page.SIZE);
        int from = Math.min(spot.first() % Exceptions.Page.SIZE, page.messages().size());
        int to = Math.min(from + AT_ONCE, page.messages().size());
        List<Exceptions.Left> messages = page.messages().subList(from, to);
        boolean more = spot.first() + messages.size() < page.total();
        MoveLines lines = new MoveLines(columns).empty();
        MoveText text = new MoveText(lines, zone);
        text.cause(cause);
        if (page.total() > 0 || !spot.search().isEmpty()) {
            lines.add("  ", range(spot, messages.size(), page.total()));
        }
        for (int i = 0; i < messages.size(); i++) {
            Exceptions.Left one = messages.get(i);
            lines.add("  [" + (i + 1) + "] ", "      ", subject(one));
            lines.add(
                    "      ",
                    text.day(one.date())
                            + ", "
                            + Plain.text(one.from(), SUBJECT_CHARACTERS)
                            + ", in "
                            + Plain.tail(one.folder(), SUBJECT_CHARACTERS));
            lines.add("      ", one.reason());
        }
        keys(cause, more, page.total(), lines);
        print(lines);
        return new Shown(messages, more);
    }

    private static String range(Spot spot, int shown, long total) {
        String found = spot.search().isEmpty() ? "" : " with '" + spot.search() + "'";
        return shown == 0
                ? "No message" + found + "."
                : ReportText.number(spot.first() + 1L)
                        + " to "
                        + ReportText.number((long) spot.first() + shown)
                        + " of "
                        + ReportText.number(total)
                        + found
                        + ", by "
                        + spot.order()
                        + ". A number shows one.";
    }

    private static void keys(View.Cause cause, boolean more, long total, MoveLines lines) {
        if (mayApprove(cause)) {
            String these = "Approve these " + ReportText.number(cause.count());
            lines.add("  [a] ", "      ", these);
        }
        if (!cause.approved().isEmpty()) {
            lines.add("  [t] ", "      ", "Take back");
        }
        if (total > 1) {
            lines.add("  [f] ", "      ", "Find").add("  [o] ", "      ", "Another order");
        }
        lines.add("  [Enter] ", "      ", more ? "The next ones" : "Back");
        if (more) {
            lines.add("  [b] ", "      ", "Back");
        }
    }

    private static String subject(Exceptions.Left message) {
        return message.subject().isBlank()
                ? "(no subject)"
                : Plain.text(message.subject(), SUBJECT_CHARACTERS);
    }

    /// Shows one message beside the other place's, a screenful at a time.
    ///
    /// @return false where the screen changed meanwhile
    private boolean message(View.Cause cause, String id, int columns) throws InterruptedException {
        Optional<Exceptions.Beside> beside = journey.exceptions().message(id);
        if (beside.isEmpty()) {
            out.println("That message is not left any more.");
            return true;
        }
        List<String> text = text(beside.get(), columns);
        boolean alone = cause.mayBeApproved() && cause.oneByOne();
        for (int from = 0; ; from += Pager.LINES) {
            int to = Math.min(from + Pager.LINES, text.size());
            text.subList(Math.min(from, to), to).forEach(out::println);
            MoveLines lines = new MoveLines(columns);
            if (alone) {
                lines.add("  [a] ", "      ", "Approve this message");
            }
            lines.add("  [Enter] ", "      ", to < text.size() ? "More of it" : "Back");
            if (to < text.size()) {
                lines.add("  [b] ", "      ", "Back");
            }
            print(lines);
            Optional<String> key = typed();
            if (key.isEmpty()) {
                return false;
            }
            if (alone && key.get().equalsIgnoreCase("a")) {
                return approve(cause, Map.of("message", id), columns);
            }
            if (to >= text.size() || !key.get().isEmpty()) {
                return true;
            }
        }
    }

    /// How much of a message is shown at a time.
    private static final class Pager {
        static final int LINES = 40;
    }

    private List<String> text(Exceptions.Beside beside, int columns) {
        MoveLines lines = new MoveLines(columns);
        Exceptions.Left message = beside.message();
        lines.empty().add("", "  ", subject(message));
        lines.add("  ", message.from() + ", " + new MoveText(lines, zone).day(message.date()));
        lines.add("  ", "in " + message.folder());
        lines.add("  ", message.reason());
        beside.differences().forEach(d -> lines.add("  ▬ ", "    ", d));
        lines.empty().add("", "On this Mac:").addEach("  ", beside.here());
        lines.empty();
        if (beside.there().isPresent()) {
            lines.add("", "In the other place:").addEach("  ", beside.there().get());
        } else {
            lines.add("", "Nothing like it was found in the other place.");
        }
        return lines.empty().lines();
    }

    /// Asks who approves and why.
    ///
    /// @return false where the screen changed meanwhile
    private boolean approve(View.Cause cause, Map<String, String> more, int columns)
            throws InterruptedException {
        new MoveLines(columns)
                .empty()
                .add(
                        "",
                        "  ",
                        "These messages alone: one more of the same kind is left. Your name and the"
                                + " reason stand in the report.")
                .lines()
                .forEach(out::println);
        Optional<String> name = ask("Your name:", System.getProperty("user.name", ""), columns);
        if (name.isEmpty()) {
            return false;
        }
        Optional<String> reason = ask("The reason:", "", columns);
        if (reason.isEmpty()) {
            return false;
        }
        Map<String, String> fields = new HashMap<>(more);
        fields.put("cause", cause.id());
        fields.put("name", name.get());
        fields.put("reason", reason.get());
        press("approve", fields, columns);
        return true;
    }

    private Optional<String> ask(String label, String preset, int columns)
            throws InterruptedException {
        MoveLines lines = new MoveLines(columns).empty().add("", "  ", label);
        if (!preset.isEmpty()) {
            lines.add("  Enter: ", "    ", preset);
        }
        print(lines);
        return typed().map(text -> text.isEmpty() ? preset : text);
    }

    /// @return nothing where the screen changed or the input ended
    private Optional<String> typed() throws InterruptedException {
        return prompt.value(false, view) instanceof MovePrompt.Heard.Typed(String text)
                ? Optional.of(text.strip())
                : Optional.empty();
    }

    private static Optional<Integer> number(String key, int most) {
        if (!key.matches("[1-9][0-9]{0,3}") || Integer.parseInt(key) > most) {
            return Optional.empty();
        }
        return Optional.of(Integer.parseInt(key) - 1);
    }

    private void press(String action, Map<String, String> fields, int columns) {
        journey.press(action, fields)
                .ifPresent(text -> print(new MoveLines(columns).empty().add("", "  ", text)));
        view = journey.view();
    }

    private void print(MoveLines lines) {
        lines.lines().forEach(out::println);
    }
}
