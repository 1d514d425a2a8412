package mailtally.trial;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import mailtally.message.Component;
import mailtally.message.Containment;
import mailtally.message.DetailBudget;
import mailtally.message.Digester;
import mailtally.message.MessageBytes;
import mailtally.message.Profile;
import mailtally.message.Reading;
import mailtally.message.Rewrite;
import mailtally.message.SheetMaker;

/// Compares what was put with what came back, as `check` does: by what the store may make of mail.
final class Comparing {
    private final Profile profile;

    Comparing(Profile profile) {
        this.profile = profile;
    }

    Fate of(MessageBytes put, MessageBytes back) {
        try {
            if (new Digester().digest(put).raw().equals(new Digester().digest(back).raw())) {
                return new Fate.Identical();
            }
            Containment found = compared(put, back);
            List<String> changes =
                    Stream.concat(
                                    found.rewritten().stream().map(Rewrite::text),
                                    labels(found.added()).stream().map(label -> "added: " + label))
                            .toList();
            return found.whole()
                    ? new Fate.SameContent(changes)
                    : new Fate.Lost(labels(found.lost()), changes);
        } catch (IOException e) {
            return new Fate.Missing("What came back cannot be read.");
        }
    }

    private Containment compared(MessageBytes put, MessageBytes back) throws IOException {
        SheetMaker sheets = new SheetMaker();
        return switch (profile) {
            case FAITHFUL ->
                    Containment.of(sheets.make(put, List.of()), sheets.make(back, List.of()));
            case REWRITING -> {
                DetailBudget budget = new DetailBudget(2 * DetailBudget.USUAL_BYTES);
                Reading wanted = sheets.read(put, List.of(), budget);
                Reading offered = sheets.read(back, List.of(), budget);
                yield Containment.ofRewritten(wanted, offered, Set.of());
            }
        };
    }

    private static List<String> labels(List<Component> components) {
        return components.stream()
                .map(c -> c.label().isEmpty() ? c.kind().name() : c.label())
                .toList();
    }
}
