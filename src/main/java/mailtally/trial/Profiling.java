package mailtally.trial;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Predicate;
import mailtally.store.Locator;
import mailtally.trial.LossProfile.Flagged;
import mailtally.trial.LossProfile.Kept;

/// Reads a server's habits off what came back.
final class Profiling {
    /// Servers keep whole seconds.
    private static final Duration DATES_DIFFER = Duration.ofSeconds(1);

    private final Map<TrialKind, ReadBack.Seen> back;
    private final Map<TrialKind, TrialLetter> put;

    Profiling(Map<TrialKind, TrialLetter> put, Map<TrialKind, ReadBack.Seen> back) {
        this.put = put;
        this.back = back;
    }

    /// @param later what the flagged message shows after the flag was set once more; nothing where
    ///     that was not needed
    LossProfile profile(Optional<Set<String>> later, Map<Locator, Long> sizes) {
        return new LossProfile(
                all(this::dated),
                all(kind -> flags(kind).contains("\\Seen")),
                flagged(later),
                of(TrialKind.FLAGGED, seen -> has(seen, TrialLetters.KEYWORD)),
                (int) back.keySet().stream().filter(k -> flags(k).contains("\\Draft")).count(),
                of(TrialKind.WITHOUT_ID, s -> !s.envelope().messageId().isBlank()) == Kept.YES,
                subjectCutAt(),
                sizes(sizes));
    }

    private static boolean has(ReadBack.Seen seen, String flag) {
        return seen.holding().flags().names().stream().anyMatch(flag::equalsIgnoreCase);
    }

    private Set<String> flags(TrialKind kind) {
        return back.get(kind).holding().flags().names();
    }

    private boolean dated(TrialKind kind) {
        Optional<Instant> date = back.get(kind).holding().internalDate();
        return date.isPresent()
                && Duration.between(put.get(kind).received(), date.get())
                                .abs()
                                .compareTo(DATES_DIFFER)
                        <= 0;
    }

    private Kept all(Predicate<TrialKind> test) {
        if (back.isEmpty()) {
            return Kept.UNKNOWN;
        }
        return back.keySet().stream().allMatch(test) ? Kept.YES : Kept.NO;
    }

    private Kept of(TrialKind kind, Predicate<ReadBack.Seen> test) {
        if (!back.containsKey(kind)) {
            return Kept.UNKNOWN;
        }
        return test.test(back.get(kind)) ? Kept.YES : Kept.NO;
    }

    private Flagged flagged(Optional<Set<String>> later) {
        if (!back.containsKey(TrialKind.FLAGGED)) {
            return Flagged.UNKNOWN;
        }
        if (flags(TrialKind.FLAGGED).contains("\\Flagged")) {
            return Flagged.AT_ONCE;
        }
        return later.filter(f -> f.contains("\\Flagged")).isPresent()
                ? Flagged.AFTERWARDS
                : Flagged.NO;
    }

    private OptionalInt subjectCutAt() {
        if (!back.containsKey(TrialKind.LONG_SUBJECT)) {
            return OptionalInt.empty();
        }
        String whole = TrialLetters.longSubject().replace("\r\n", "");
        String got = back.get(TrialKind.LONG_SUBJECT).envelope().subject().strip();
        boolean cut = got.length() < whole.length() && whole.startsWith(got);
        return cut ? OptionalInt.of(got.length()) : OptionalInt.empty();
    }

    private LossProfile.Sizes sizes(Map<Locator, Long> told) {
        int known = 0;
        int wrong = 0;
        long most = 0;
        for (ReadBack.Seen seen : back.values()) {
            Long size = told.get(seen.holding().locator());
            if (size != null && size >= 0) {
                known++;
                long off = Math.abs(size - seen.bytes().sizeBytes());
                wrong += off == 0 ? 0 : 1;
                most = Math.max(most, off);
            }
        }
        return new LossProfile.Sizes(known, wrong, most);
    }
}
