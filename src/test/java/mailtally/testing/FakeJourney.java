package mailtally.testing;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import mailtally.journey.Exceptions;
import mailtally.journey.Journey;
import mailtally.journey.Step;
import mailtally.journey.View;

/// A journey that a test plays: it shows what the test says and remembers what was pressed. Each
/// step has a screen with the words of a real move (see [FakeViews]). Pressing a screen's primary
/// button shows the next step; `pause`, `resume`, `approve` and `takeback` do as in a real one.
/// May be used by several threads.
public final class FakeJourney implements Journey {
    /// What was pressed.
    public record Press(String action, Map<String, String> fields) {
        public Press {
            fields = Map.copyOf(fields);
        }
    }

    private final List<Press> presses = new ArrayList<>();
    private final FakeExceptions exceptions = new FakeExceptions(this::view);
    private View view;
    private Optional<String> answer = Optional.empty();
    private boolean closed;

    /// Shows a step as it usually is, at 14:42 UTC of 25 November 2026.
    public FakeJourney(Step step) {
        this(FakeViews.at(step));
    }

    /// Shows this.
    public FakeJourney(View first) {
        view = first;
    }

    /// Shows another step, as it usually is.
    public FakeJourney show(Step step) {
        return change(_ -> FakeViews.at(step));
    }

    /// Shows something else. Its revision is counted here.
    public synchronized FakeJourney change(UnaryOperator<View> change) {
        View next = change.apply(view);
        view =
                new View(
                        view.revision() + 1,
                        next.at(),
                        next.account(),
                        next.tally(),
                        next.safe(),
                        next.changed(),
                        next.steps(),
                        next.screen(),
                        next.work(),
                        next.alert());
        notifyAll();
        return this;
    }

    /// Answers "Safe to remove now?" otherwise.
    public FakeJourney safe(View.Safe safe) {
        return change(v -> FakeViews.with(v, safe, v.work(), v.alert()));
    }

    /// Something must be heard at once.
    public FakeJourney alert(String text) {
        return change(v -> FakeViews.with(v, v.safe(), v.work(), Optional.of(text)));
    }

    /// Work runs: 31,400 of 48,210 messages, or as many as are said.
    public FakeJourney working(long done) {
        return change(
                v -> FakeViews.with(v, v.safe(), Optional.of(FakeViews.work(done)), v.alert()));
    }

    /// No work runs.
    public FakeJourney idle() {
        return change(v -> FakeViews.with(v, v.safe(), Optional.empty(), v.alert()));
    }

    /// The screen's evidence is something else.
    public FakeJourney evidence(View.Block... blocks) {
        return change(v -> FakeViews.with(v, FakeViews.with(v.screen(), List.of(blocks))));
    }

    /// As many messages are left as are said, for one cause, so that a list has pages. They may be
    /// approved.
    public FakeJourney left(long count) {
        return change(v -> FakeViews.left(v, FakeScreens.approvable(count)));
    }

    /// At [Step#CLEAR]: Mail is open, which stops it.
    public FakeJourney mailOpen() {
        return change(
                v ->
                        FakeViews.with(
                                v,
                                FakeViews.with(
                                        v.screen(),
                                        List.of(
                                                new View.Block.Conditions(
                                                        FakeScreens.mailOpen())))));
    }

    /// Names that carry markup, direction marks and control characters, everywhere a name can be.
    public FakeJourney hostile() {
        return change(FakeViews::hostile);
    }

    /// The next press is answered with this sentence and does nothing.
    public synchronized FakeJourney refuse(String sentence) {
        answer = Optional.of(sentence);
        return this;
    }

    /// What was pressed, the first press first.
    public synchronized List<Press> presses() {
        return List.copyOf(presses);
    }

    /// True once it was closed.
    public synchronized boolean closed() {
        return closed;
    }

    @Override
    public synchronized View view() {
        return view;
    }

    @Override
    public synchronized Optional<String> press(String action, Map<String, String> fields) {
        presses.add(new Press(action, fields));
        if (answer.isPresent()) {
            Optional<String> sentence = answer;
            answer = Optional.empty();
            return sentence;
        }
        switch (action) {
            case "pause" -> change(v -> paused(v, true));
            case "resume" -> change(v -> paused(v, false));
            case "approve" ->
                    change(
                            v ->
                                    FakeViews.approved(
                                            v,
                                            fields.getOrDefault("cause", ""),
                                            fields.getOrDefault("name", "")
                                                    + ": "
                                                    + fields.getOrDefault("reason", "")));
            case "takeback" ->
                    change(v -> FakeViews.approved(v, fields.getOrDefault("cause", ""), ""));
            default -> {
                boolean primary =
                        view.screen()
                                .primary()
                                .map(View.Button::action)
                                .equals(Optional.of(action));
                if (primary && view.screen().step() != Step.FINISHED) {
                    show(FakeViews.after(view.screen().step()));
                }
            }
        }
        return Optional.empty();
    }

    private static View paused(View view, boolean paused) {
        return FakeViews.with(
                view,
                view.safe(),
                view.work()
                        .map(
                                w ->
                                        new View.Work(
                                                w.what(),
                                                w.done(),
                                                w.expected(),
                                                w.bytes(),
                                                w.rate(),
                                                w.left(),
                                                paused)),
                view.alert());
    }

    @Override
    public Exceptions exceptions() {
        return exceptions;
    }

    @Override
    public synchronized void await(long revision, long milliseconds) throws InterruptedException {
        Instant end = Instant.now().plusMillis(milliseconds);
        while (view.revision() <= revision && !closed) {
            long left = Duration.between(Instant.now(), end).toMillis();
            if (left <= 0) {
                return;
            }
            wait(left);
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        notifyAll();
    }
}
