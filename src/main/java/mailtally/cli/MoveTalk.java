package mailtally.cli;

import java.io.PrintStream;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.IntSupplier;
import mailtally.journey.Journey;
import mailtally.journey.Step;
import mailtally.journey.View;

/// A move as plain questions on a terminal: draws what the journey shows, and presses what a person
/// types. Run by one thread; [#stop] may come from another.
final class MoveTalk {
    /// Nobody reads a screen and answers it sooner.
    static final long GUARD_MS = 300;

    private static final long FRAME_MS = 500;
    private static final String BELL = "\u0007";

    private final Journey journey;
    private final Typing typing;
    private final PrintStream out;
    private final PrintStream err;
    private final IntSupplier width;
    private final ZoneId zone;
    private final MovePrompt prompt;
    private final MoveForm form;
    private final MoveLeft left;
    private List<View.Row> shownTally = List.of();
    private Optional<String> shownAlert = Optional.empty();
    private volatile boolean stopped;

    /// @param width how wide the terminal is now
    /// @param guardMs see [MovePrompt]
    MoveTalk(
            Journey journey,
            Typing typing,
            Console console,
            IntSupplier width,
            ZoneId zone,
            long guardMs) {
        this.journey = journey;
        this.typing = typing;
        this.out = console.out();
        this.err = console.err();
        this.width = width;
        this.zone = zone;
        this.prompt = new MovePrompt(journey, typing, out, guardMs);
        this.form = new MoveForm(prompt, out);
        this.left = new MoveLeft(journey, prompt, out, zone);
    }

    /// What the options said already becomes a default.
    MoveTalk knows(String field, String value) {
        form.know(field, value);
        return this;
    }

    /// Draws nothing more: the program is being stopped.
    void stop() {
        stopped = true;
    }

    /// Talks until the person leaves.
    ///
    /// @return where the move stands then
    View run() throws InterruptedException {
        try {
            return talk();
        } catch (RuntimeException e) {
            if (stopped) {
                waitForTheEnd(); // the journey was closed below us
            }
            throw e;
        }
    }

    private View talk() throws InterruptedException {
        while (true) {
            View view = shown();
            if (view.work().isPresent()) {
                if (!follow()) {
                    return journey.view();
                }
                continue;
            }
            draw(view);
            if (!press(view)) {
                return journey.view();
            }
        }
    }

    /// What is seen now; while the program is being stopped, this never returns.
    private View shown() throws InterruptedException {
        if (stopped) {
            waitForTheEnd();
        }
        return journey.view();
    }

    private static void waitForTheEnd() throws InterruptedException {
        new CountDownLatch(1).await();
    }

    /// Shows work until it ends.
    ///
    /// @return false where the person leaves
    private boolean follow() throws InterruptedException {
        int columns = width.getAsInt();
        WorkLine line = new WorkLine(err, columns);
        new MoveLines(columns)
                .empty()
                .add(
                        "  ",
                        "p and Enter pauses. Ctrl-C pauses and leaves. What is counted stays counted.")
                .lines()
                .forEach(out::println);
        for (View view = shown(); view.work().isPresent(); view = shown()) {
            if (isNewAlert(view) || tallyChanged(view)) {
                line.end();
                alert(view, columns);
                tally(view, columns);
            }
            line.show(view.work().get());
            Optional<Typing.Line> typed = typing.next(false, FRAME_MS);
            if (typed.isPresent()) {
                String text = typed.get().text().map(String::strip).orElse("q");
                if (text.equalsIgnoreCase("q")) {
                    line.end();
                    return false;
                }
                if (text.equalsIgnoreCase("p")) {
                    say(journey.press("pause", Map.of()), columns);
                }
            }
        }
        line.end();
        return true;
    }

    private void draw(View view) {
        int columns = width.getAsInt();
        MoveScreen screen = new MoveScreen(columns, zone);
        out.println();
        alert(view, columns);
        screen.head(view, tallyChanged(view)).forEach(out::println);
        shownTally = view.tally();
        screen.body(view).forEach(out::println);
    }

    private boolean tallyChanged(View view) {
        return !view.tally().equals(shownTally)
                && view.tally().stream().noneMatch(View.Row::counting);
    }

    private void tally(View view, int columns) {
        if (tallyChanged(view)) {
            TallyTable.lines(view.tally(), columns).forEach(out::println);
            shownTally = view.tally();
        }
    }

    private boolean isNewAlert(View view) {
        return view.alert().isPresent() && !view.alert().equals(shownAlert);
    }

    /// What needs the person is heard too: somebody who removes an account looks elsewhere.
    private void alert(View view, int columns) {
        if (isNewAlert(view)) {
            out.print(BELL);
        }
        view.alert()
                .ifPresent(
                        text ->
                                new MoveLines(columns)
                                        .add("▬ ", "  ", text)
                                        .empty()
                                        .lines()
                                        .forEach(out::println));
        shownAlert = view.alert();
    }

    /// Asks what to press, until something was pressed or the screen changed.
    ///
    /// @return false where the person leaves
    private boolean press(View view) throws InterruptedException {
        while (true) {
            int columns = width.getAsInt();
            List<Item> menu = menu(view);
            print(view, menu, columns);
            MovePrompt.Heard heard = prompt.press(view);
            switch (heard) {
                case MovePrompt.Heard.Changed() -> {
                    return true;
                }
                case MovePrompt.Heard.Ended() -> {
                    return false;
                }
                case MovePrompt.Heard.Typed(String text) -> {
                    String key = text.strip();
                    if (key.equalsIgnoreCase("q")) {
                        return false;
                    }
                    Optional<Item> item =
                            menu.stream().filter(i -> i.key().equalsIgnoreCase(key)).findFirst();
                    if (item.isEmpty()) {
                        out.println("Type one of the keys in brackets, then Enter.");
                    } else {
                        item.get().act().run(columns);
                    }
                }
            }
            View now = shown();
            if (!MoveScreen.signature(now).equals(MoveScreen.signature(view))) {
                return true;
            }
        }
    }

    private void print(View view, List<Item> menu, int columns) {
        MoveLines lines = new MoveLines(columns).empty();
        for (Item item : menu) {
            String key = item.key().isEmpty() ? "Enter" : item.key();
            lines.add("  [" + key + "] ", "      ", item.label());
        }
        lines.add("  [q] ", "      ", "Leave; it goes on here the next time");
        lines.lines().forEach(out::println);
        new MoveScreen(columns, zone).next(view).forEach(out::println);
    }

    /// Something that can be typed at a screen.
    ///
    /// @param key what is typed for it; empty is Enter alone
    private record Item(String key, String label, Act act) {}

    /// What is done then.
    private interface Act {
        void run(int columns) throws InterruptedException;
    }

    private List<Item> menu(View view) {
        List<Item> menu = new ArrayList<>();
        view.screen()
                .primary()
                .ifPresent(
                        button ->
                                menu.add(
                                        new Item(
                                                "",
                                                button.label(),
                                                columns -> primary(button, view, columns))));
        int number = 1;
        for (View.Button link : view.screen().links()) {
            menu.add(
                    new Item(
                            Integer.toString(number++),
                            link.label(),
                            columns -> send(link, form.defaults(view), columns)));
        }
        if (MoveForm.asks(view) && !view.screen().links().isEmpty()) {
            menu.add(
                    new Item(
                            Integer.toString(number++),
                            "Answer what is asked here, and press nothing yet",
                            columns -> form.ask(view, columns)));
        }
        if (left.any(view)) {
            menu.add(
                    new Item(
                            Integer.toString(number),
                            "What is left, message by message",
                            left::show));
        }
        menu.add(new Item("s", "All steps, and the tally", columns -> steps(view, columns)));
        return menu;
    }

    private void primary(View.Button button, View view, int columns) throws InterruptedException {
        Optional<Map<String, String>> values = form.ask(view, columns);
        if (values.isPresent()) {
            send(button, values.get(), columns);
        }
    }

    /// Presses. What the screen itself says then is not said twice.
    private void send(View.Button button, Map<String, String> values, int columns) {
        Optional<String> sentence = journey.press(button.action(), values);
        if (!MoveScreen.shows(journey.view(), sentence)) {
            say(sentence, columns);
        }
    }

    private void say(Optional<String> sentence, int columns) {
        sentence.ifPresent(
                text ->
                        new MoveLines(columns)
                                .empty()
                                .add("", "  ", text)
                                .lines()
                                .forEach(out::println));
    }

    private void steps(View view, int columns) {
        MoveScreen screen = new MoveScreen(columns, zone);
        out.println();
        screen.head(view, view.screen().step() != Step.ACCOUNT).forEach(out::println);
        screen.steps(view).forEach(out::println);
    }
}
