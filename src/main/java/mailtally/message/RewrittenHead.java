package mailtally.message;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import mailtally.message.Component.Kind;

/// What Exchange makes of a header's fields: addresses stay, their names may be written otherwise;
/// the subject ends after 255 characters; the sender may become another address of the mailbox.
final class RewrittenHead {
    private static final int MOST_SUBJECT_CHARS = 255;

    private final Matching matching;
    private final Set<String> ownAddresses;

    RewrittenHead(Matching matching, Set<String> ownAddresses) {
        this.matching = matching;
        this.ownAddresses = ownAddresses;
    }

    void match() {
        subject();
        from();
        recipients(Kind.TO_ADDRESS, Kind.TO_TEXT);
        recipients(Kind.CC_ADDRESS, Kind.CC_TEXT);
        recipients(Kind.BCC_ADDRESS, Kind.BCC_TEXT);
    }

    private void subject() {
        List<Matching.Entry> sources = matching.source(Kind.SUBJECT);
        List<Matching.Entry> targets = matching.target(Kind.SUBJECT);
        if (sources.size() != 1 || targets.size() != 1 || !sources.getFirst().open()) {
            return;
        }
        Optional<Detail.Field> whole = sources.getFirst().field();
        Optional<Detail.Field> cut = targets.getFirst().field();
        if (whole.isPresent()
                && cut.isPresent()
                && beginning(whole.get().text()).equals(cut.get().canonical())) {
            matching.settle(sources.getFirst(), targets.getFirst());
            matching.note(Rewrite.SUBJECT_CUT);
        }
    }

    /// The first 255 characters, as [HeaderText#canonical] writes them; empty for a subject that is
    /// not longer. Characters are UTF-16's, as Exchange counts; half of one goes.
    private static String beginning(String text) {
        String stripped = text.strip();
        if (stripped.length() <= MOST_SUBJECT_CHARS) {
            return "";
        }
        boolean half = Character.isHighSurrogate(stripped.charAt(MOST_SUBJECT_CHARS - 1));
        return HeaderText.collapsed(stripped.substring(0, MOST_SUBJECT_CHARS - (half ? 1 : 0)));
    }

    private void from() {
        List<Matching.Entry> addresses = matching.source(Kind.FROM_ADDRESS);
        boolean other = false;
        for (Matching.Entry address : addresses) {
            if (address.open() && own(address)) {
                Optional<Matching.Entry> mine =
                        matching.target(Kind.FROM_ADDRESS).stream()
                                .filter(e -> e.open() && own(e))
                                .findFirst();
                mine.ifPresent(e -> matching.settle(address, e));
                other |= mine.isPresent();
            }
        }
        if (other) {
            matching.note(Rewrite.FROM_REWRITTEN);
        }
        boolean all = addresses.stream().noneMatch(Matching.Entry::open);
        for (Matching.Entry text : matching.source(Kind.FROM_TEXT)) {
            if (text.open() && all && ((other && !addresses.isEmpty()) || named(text))) {
                settleText(text, Kind.FROM_TEXT);
            }
        }
    }

    private boolean own(Matching.Entry address) {
        return address.field()
                .map(f -> ownAddresses.contains(f.canonical().toLowerCase(Locale.ROOT)))
                .orElse(false);
    }

    private void recipients(Kind address, Kind text) {
        List<Matching.Entry> addresses = matching.source(address);
        Map<Sha256, Boolean> there = new HashMap<>();
        matching.target(address).forEach(e -> there.put(e.component().digest(), true));
        for (Matching.Entry entry : addresses) {
            // Sets are compared: who was named twice is reached by being named once.
            if (entry.open() && there.containsKey(entry.component().digest())) {
                matching.settle(entry);
            }
        }
        boolean all = addresses.stream().noneMatch(Matching.Entry::open);
        for (Matching.Entry entry : matching.source(text)) {
            if (!entry.open() || !all) {
                continue;
            }
            if (named(entry)) {
                settleText(entry, text);
            } else if (!addresses.isEmpty()) {
                settleText(entry, text);
                matching.note(Rewrite.NAMES_CHANGED);
            }
        }
    }

    /// True where each word of the field is on the target's, whatever stands between them.
    private boolean named(Matching.Entry text) {
        Optional<String> wanted = text.field().map(Detail.Field::canonical);
        if (wanted.isEmpty()) {
            return false;
        }
        Words there = new Words();
        for (Matching.Entry entry : matching.target(text.kind())) {
            entry.field().ifPresent(f -> there.add(f.canonical()));
        }
        return there.contain(wanted.get());
    }

    private void settleText(Matching.Entry text, Kind kind) {
        matching.settle(text);
        matching.target(kind).stream()
                .filter(Matching.Entry::open)
                .findFirst()
                .ifPresent(e -> matching.settle(text, e));
    }
}
