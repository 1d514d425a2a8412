package mailtally.tally;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import mailtally.testing.Choices;
import mailtally.testing.Dress;
import mailtally.testing.Harm;
import mailtally.testing.Placed;

/// Sets of messages as targets come to have them: some lost, some harmed, some filed elsewhere.
final class MailSets {
    private MailSets() {}

    /// Some messages twice, in the same or in another folder.
    static List<Placed> withCopies(Choices choices, List<Placed> set) {
        List<Placed> all = new ArrayList<>(set);
        for (Placed message : set) {
            if (choices.oneIn(5)) {
                all.add(message.in(choices.one(Placed.FOLDERS)));
            }
            if (choices.oneIn(8)) {
                all.add(message);
            }
        }
        return all;
    }

    /// The same messages, but all with one Message-ID, or with one Date and Subject: what finds
    /// candidates tells nothing then.
    static List<Placed> alike(Choices choices, List<Placed> set) {
        boolean messageIds = choices.oneIn(2);
        List<Placed> all = new ArrayList<>();
        for (Placed message : set) {
            all.add(
                    message.with(
                            messageIds
                                    ? message.mail().withMessageId(Optional.of("<x@example.com>"))
                                    : message.mail()
                                            .withSubject("Report")
                                            .withDate(Optional.of(Instant.EPOCH.plusSeconds(9)))));
        }
        return all;
    }

    /// What a target has if next to nothing went wrong: one message in some way, or none.
    static List<Placed> hardlyChanged(Choices choices, List<Placed> source) {
        int victim = choices.below(source.size());
        List<Placed> target = new ArrayList<>(source);
        target.remove(victim);
        if (choices.oneIn(3)) {
            target.add(source.get(victim));
        } else {
            target.addAll(changed(choices, List.of(source.get(victim))));
        }
        return choices.shuffled(target);
    }

    /// What a target may have of a source, in any order: most of it unchanged, or only in another
    /// dress.
    static List<Placed> changed(Choices choices, List<Placed> source) {
        // Something is always there: an empty store is an error of its own.
        List<Placed> target = new ArrayList<>(Placed.set(choices, 900, 1, 1));
        for (Placed message : source) {
            switch (choices.below(12)) {
                case 0 -> {} // lost
                case 1 -> target.add(message.in(choices.one(Placed.FOLDERS)));
                case 2 -> target.add(message.deleted(true));
                case 3 -> {
                    target.add(message);
                    target.add(message.dressed(Dress.any(choices, false)));
                }
                case 4 ->
                        choices.one(Harm.values())
                                .apply(message.mail(), choices)
                                .ifPresent(harmed -> target.add(message.with(harmed)));
                case 5, 6 -> target.add(message);
                default -> target.add(message.dressed(Dress.any(choices, false)));
            }
        }
        return choices.shuffled(target);
    }
}
