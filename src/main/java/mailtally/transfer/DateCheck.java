package mailtally.transfer;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import mailtally.store.Appender;
import mailtally.store.Locator;
import mailtally.store.StoreUnavailableException;

/// Looks once, after the first messages were put, whether the target keeps the date on which mail
/// was received. One that does not would show fifteen years of mail as received today. May be used
/// by several threads.
final class DateCheck {
    private static final int MOST_ASKED = 10;
    private static final Duration ROUNDED = Duration.ofSeconds(1);

    private final AtomicBoolean done;

    /// @param wanted false where it is known that dates may differ
    DateCheck(boolean wanted) {
        this.done = new AtomicBoolean(!wanted);
    }

    /// Looks at the first messages that were put.
    ///
    /// @throws StoreUnavailableException if none of them has its date
    void after(Appender appender, List<Item> items, List<Appender.Answer> answers)
            throws StoreUnavailableException {
        Map<Locator, Instant> wanted = new LinkedHashMap<>();
        for (int i = 0; i < items.size() && wanted.size() < MOST_ASKED; i++) {
            Optional<Instant> date = items.get(i).internalDate();
            if (date.isPresent()
                    && answers.get(i) instanceof Appender.Answer.Stored(Optional<Locator> where)) {
                where.ifPresent(place -> wanted.put(place, date.get()));
            }
        }
        if (wanted.isEmpty() || !done.compareAndSet(false, true)) {
            return;
        }
        Map<Locator, Instant> there;
        try {
            there = appender.internalDates(new ArrayList<>(wanted.keySet()));
        } catch (IOException e) {
            done.set(false);
            return;
        }
        boolean kept =
                there.isEmpty()
                        || there.entrySet().stream()
                                .anyMatch(e -> alike(e.getValue(), wanted.get(e.getKey())));
        if (!kept) {
            throw new StoreUnavailableException(Sentences.datesNotKept(wanted.size()));
        }
    }

    private static boolean alike(Instant one, Instant other) {
        return other != null && Duration.between(one, other).abs().compareTo(ROUNDED) <= 0;
    }
}
