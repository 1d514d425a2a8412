package mailtally.demo.exchange;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/// How the stand-in behaves: which quirks it has, and their numbers.
///
/// @param quirks what it does as Exchange does
/// @param limits how much it takes
/// @param pace how fast
/// @param cuts when connections break
/// @param aliases other addresses of the users ([ExchangeQuirk#FROM_REWRITTEN])
/// @param clock the time it goes by, so that an hour can be over in a second
public record ExchangeSettings(
        Set<ExchangeQuirk> quirks,
        ExchangeLimits limits,
        ExchangePace pace,
        ExchangeCuts cuts,
        Set<String> aliases,
        InstantSource clock) {
    private static final Set<String> RESERVED = Set.of("files");
    private static final Set<String> KEPT_FLAGS =
            Set.of("\\seen", "\\answered", "\\flagged", "\\deleted", "\\draft", "$mdnsent");

    /// Known of no Exchange, or contested, or the end of all else.
    private static final Set<ExchangeQuirk> ASKED_FOR_ONLY =
            EnumSet.of(
                    ExchangeQuirk.ONE_BCC_DROPPED,
                    ExchangeQuirk.INTERNAL_DATE_IGNORED,
                    ExchangeQuirk.EWS_BLOCKED);

    /// What comes and goes, and is no matter of what is kept.
    private static final Set<ExchangeQuirk> TROUBLE =
            EnumSet.of(
                    ExchangeQuirk.SEARCH_BLIND,
                    ExchangeQuirk.THROTTLED,
                    ExchangeQuirk.CUT_AFTER_COMMANDS,
                    ExchangeQuirk.CUT_AFTER_STORING);

    public ExchangeSettings {
        quirks = Set.copyOf(quirks);
        aliases =
                aliases.stream()
                        .map(a -> a.toLowerCase(Locale.ROOT))
                        .collect(Collectors.toUnmodifiableSet());
    }

    /// With these limits of size, whichever quirks there are else.
    public ExchangeSettings(Set<ExchangeQuirk> quirks, long messageBytes, long mailboxBytes) {
        this(
                and(quirks, ExchangeQuirk.SIZE_LIMITED, ExchangeQuirk.QUOTA_REFUSED),
                ExchangeLimits.usual().withBytes(messageBytes, mailboxBytes),
                ExchangePace.usual(),
                ExchangeCuts.usual(),
                Set.of(),
                InstantSource.system());
    }

    private static Set<ExchangeQuirk> and(Set<ExchangeQuirk> some, ExchangeQuirk... more) {
        Set<ExchangeQuirk> all = EnumSet.noneOf(ExchangeQuirk.class);
        all.addAll(some);
        all.addAll(List.of(more));
        return all;
    }

    /// A server that gives back what it was given.
    public static ExchangeSettings plain() {
        return new ExchangeSettings(
                Set.of(),
                ExchangeLimits.usual(),
                ExchangePace.usual(),
                ExchangeCuts.usual(),
                Set.of(),
                InstantSource.system());
    }

    /// Exchange Online without trouble: mail is changed, limits hold, nothing breaks and nobody has
    /// to wait.
    public static ExchangeSettings everyday() {
        Set<ExchangeQuirk> quirks = EnumSet.allOf(ExchangeQuirk.class);
        quirks.removeAll(ASKED_FOR_ONLY);
        quirks.removeAll(TROUBLE);
        return plain().with(quirks);
    }

    /// Every quirk at once but two that are known of no Exchange or contested; so little time and
    /// so many cuts that 200 messages meet all of it within a minute.
    public static ExchangeSettings worstDay() {
        return everyday()
                .with(TROUBLE)
                .with(new ExchangePace(4_000_000, Duration.ofSeconds(30), 20))
                .with(new ExchangeCuts(60, 25));
    }

    /// With these quirks too.
    public ExchangeSettings with(ExchangeQuirk... more) {
        return with(Set.copyOf(Arrays.asList(more)));
    }

    private ExchangeSettings with(Set<ExchangeQuirk> more) {
        return of(and(quirks, more.toArray(ExchangeQuirk[]::new)));
    }

    /// Without these quirks.
    public ExchangeSettings without(ExchangeQuirk... fewer) {
        Set<ExchangeQuirk> left = EnumSet.noneOf(ExchangeQuirk.class);
        left.addAll(quirks);
        Arrays.asList(fewer).forEach(left::remove);
        return of(left);
    }

    private ExchangeSettings of(Set<ExchangeQuirk> other) {
        return new ExchangeSettings(other, limits, pace, cuts, aliases, clock);
    }

    /// With other limits.
    public ExchangeSettings with(ExchangeLimits other) {
        return new ExchangeSettings(quirks, other, pace, cuts, aliases, clock);
    }

    /// With another pace.
    public ExchangeSettings with(ExchangePace other) {
        return new ExchangeSettings(quirks, limits, other, cuts, aliases, clock);
    }

    /// With other cuts.
    public ExchangeSettings with(ExchangeCuts other) {
        return new ExchangeSettings(quirks, limits, pace, other, aliases, clock);
    }

    /// With another clock.
    public ExchangeSettings with(InstantSource other) {
        return new ExchangeSettings(quirks, limits, pace, cuts, aliases, other);
    }

    /// With these addresses as other addresses of whoever sends from them.
    public ExchangeSettings withAliases(String... addresses) {
        return new ExchangeSettings(
                quirks, limits, pace, cuts, Set.copyOf(Arrays.asList(addresses)), clock);
    }

    /// The largest message it takes.
    public long mostMessageBytes() {
        return has(ExchangeQuirk.SIZE_LIMITED) ? limits.messageBytes() : Integer.MAX_VALUE;
    }

    /// When the mailbox is full.
    public long mostMailboxBytes() {
        return has(ExchangeQuirk.QUOTA_REFUSED) ? limits.mailboxBytes() : Long.MAX_VALUE;
    }

    boolean has(ExchangeQuirk quirk) {
        return quirks.contains(quirk);
    }

    boolean reserved(String name) {
        return has(ExchangeQuirk.FOLDERS_RESERVED)
                && RESERVED.contains(name.toLowerCase(Locale.ROOT));
    }

    /// The message as the mailbox will hand it out.
    byte[] rewrite(byte[] mime, String user) {
        return new StoredMail(this, user).rewritten(mime);
    }

    /// The flags that stay.
    Set<String> keptFlags(Set<String> flags) {
        return has(ExchangeQuirk.KEYWORDS_DROPPED)
                ? flags.stream()
                        .filter(f -> KEPT_FLAGS.contains(f.toLowerCase(Locale.ROOT)))
                        .collect(Collectors.toUnmodifiableSet())
                : Set.copyOf(flags);
    }
}
