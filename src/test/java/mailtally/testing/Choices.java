package mailtally.testing;

import java.util.List;
import java.util.Random;
import org.quicktheories.core.Gen;
import org.quicktheories.core.RandomnessSource;
import org.quicktheories.impl.Constraint;

/// Where a generator takes its decisions from: a seeded random, or a property test that makes the
/// decisions smaller once it found a failure. Zero is always the plainest choice.
@FunctionalInterface
public interface Choices {
    /// A number from 0 to `bound - 1`.
    int below(int bound);

    /// Decisions that follow from the seed alone.
    static Choices of(long seed) {
        Random random = new Random(seed);
        return random::nextInt;
    }

    /// Decisions of a property test.
    static Choices of(RandomnessSource source) {
        return bound -> (int) source.next(Constraint.between(0, bound - 1L));
    }

    /// A property test's generator that makes its value from decisions.
    static <T> Gen<T> gen(java.util.function.Function<Choices, T> maker) {
        return source -> maker.apply(of(source));
    }

    /// True once in `n` times.
    default boolean oneIn(int n) {
        return below(n) == n - 1;
    }

    /// One of these.
    default <T> T one(List<T> list) {
        return list.get(below(list.size()));
    }

    /// One of these.
    @SuppressWarnings("unchecked")
    default <T> T one(T... values) {
        return values[below(values.length)];
    }

    /// The same list in an order that follows from the decisions.
    default <T> List<T> shuffled(List<T> list) {
        List<T> copy = new java.util.ArrayList<>(list);
        for (int i = copy.size() - 1; i > 0; i--) {
            java.util.Collections.swap(copy, i, i - below(i + 1));
        }
        return copy;
    }
}
