package mailtally.journey;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/// Where a move stands: made from its events, and from nothing else. Immutable.
final class MoveState {
    /// The state before anything happened.
    static final MoveState NONE = new MoveState(List.of());

    /// An event and when it happened.
    record Dated<E extends MoveEvent>(Instant at, E event) {}

    private final List<Dated<MoveEvent>> events;
    private final Map<Step, MoveEvent.Passed> passed = new EnumMap<>(Step.class);
    private final Map<String, Dated<MoveEvent.Compared>> compared = new LinkedHashMap<>();

    private MoveState(List<Dated<MoveEvent>> events) {
        this.events = List.copyOf(events);
        for (Dated<MoveEvent> dated : events) {
            switch (dated.event()) {
                case MoveEvent.Passed pass -> passed.put(pass.step(), pass);
                case MoveEvent.WentBack back ->
                        passed.keySet().removeIf(step -> step.compareTo(back.step()) >= 0);
                case MoveEvent.Compared one ->
                        compared.put(one.place(), new Dated<>(dated.at(), one));
                default -> {}
            }
        }
    }

    MoveState with(Instant at, MoveEvent event) {
        List<Dated<MoveEvent>> longer = new ArrayList<>(events);
        longer.add(new Dated<>(at, event));
        return new MoveState(longer);
    }

    List<Dated<MoveEvent>> events() {
        return events;
    }

    /// The account, once it was chosen.
    Optional<MoveEvent.Begun> begun() {
        return last(MoveEvent.Begun.class).map(Dated::event);
    }

    /// How the move goes, once that was said.
    Optional<MoveEvent.Readied> readied() {
        return last(MoveEvent.Readied.class).map(Dated::event);
    }

    /// The application that one signs in with, where one was named.
    Optional<Application> application() {
        return last(MoveEvent.Registered.class)
                .map(dated -> new Application(dated.event().client(), dated.event().tenant()))
                .filter(named -> !named.client().isEmpty());
    }

    boolean sideBySide() {
        return readied().map(MoveEvent.Readied::sideBySide).orElse(true);
    }

    boolean pop() {
        return begun().filter(b -> b.kind().equals("POP")).isPresent();
    }

    /// The last comparison with a place.
    Optional<Dated<MoveEvent.Compared>> compared(String place) {
        return Optional.ofNullable(compared.get(place));
    }

    /// The last event of a kind.
    <E extends MoveEvent> Optional<Dated<E>> last(Class<E> kind) {
        for (Dated<MoveEvent> dated : events.reversed()) {
            if (kind.isInstance(dated.event())) {
                return Optional.of(new Dated<>(dated.at(), kind.cast(dated.event())));
            }
        }
        return Optional.empty();
    }

    /// The last backup that was made or named.
    Optional<Path> bag() {
        return last(MoveEvent.BackedUp.class).map(backup -> Path.of(backup.event().bag()));
    }

    /// All events of a kind.
    <E extends MoveEvent> List<E> all(Class<E> kind) {
        return events.stream().map(Dated::event).filter(kind::isInstance).map(kind::cast).toList();
    }

    /// True where the last event of a kind came after the last one of another.
    boolean newer(Class<? extends MoveEvent> one, Class<? extends MoveEvent> other) {
        return index(one::isInstance) > index(other::isInstance);
    }

    private int index(Predicate<MoveEvent> which) {
        for (int i = events.size() - 1; i >= 0; i--) {
            if (which.test(events.get(i).event())) {
                return i;
            }
        }
        return -1;
    }

    /// What was noted when a step was left behind.
    Optional<MoveEvent.Passed> passed(Step step) {
        return Optional.ofNullable(passed.get(step));
    }

    /// The steps of this move, in order.
    List<Step> steps() {
        List<Step> steps = new ArrayList<>(List.of(Step.values()));
        if (!sideBySide()) {
            steps.remove(Step.ARRIVED);
        }
        return steps;
    }

    /// The step where the move stands.
    Step step() {
        for (Step step : steps()) {
            if (!passed.containsKey(step)) {
                return step;
            }
        }
        return Step.FINISHED;
    }
}
