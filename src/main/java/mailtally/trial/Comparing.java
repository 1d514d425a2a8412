package mailtally.trial;

import java.io.IOException;
import java.util.List;
import mailtally.message.Component;
import mailtally.message.Containment;
import mailtally.message.Digester;
import mailtally.message.MessageBytes;
import mailtally.message.SheetMaker;

/// Compares what was put with what came back.
final class Comparing {
    private Comparing() {}

    static Fate of(MessageBytes put, MessageBytes back) {
        try {
            if (new Digester().digest(put).raw().equals(new Digester().digest(back).raw())) {
                return new Fate.Identical();
            }
            SheetMaker sheets = new SheetMaker();
            Containment found =
                    Containment.of(sheets.make(put, List.of()), sheets.make(back, List.of()));
            return found.whole()
                    ? new Fate.SameContent(labels(found.added()))
                    : new Fate.Lost(labels(found.lost()), labels(found.added()));
        } catch (IOException e) {
            return new Fate.Missing("What came back cannot be read.");
        }
    }

    private static List<String> labels(List<Component> components) {
        return components.stream().map(Component::label).toList();
    }
}
