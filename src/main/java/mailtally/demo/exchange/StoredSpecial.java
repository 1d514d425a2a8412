package mailtally.demo.exchange;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Parts that Exchange knows itself: winmail.dat, which it opens, and meetings, which it keeps as
/// such.
final class StoredSpecial {
    private static final List<String> TNEF =
            List.of("application/ms-tnef", "application/vnd.ms-tnef");

    private final ExchangeSettings settings;

    StoredSpecial(ExchangeSettings settings) {
        this.settings = settings;
    }

    /// The part that stands in this one's place.
    StoredPart changed(StoredPart root) {
        List<StoredPart> parts = some(root);
        if (parts.size() == 1) {
            return parts.getFirst();
        }
        return parts.isEmpty()
                ? StoredLeaf.ofText("text/plain", "")
                : StoredMulti.of("mixed", parts);
    }

    private List<StoredPart> some(StoredPart part) {
        return switch (part) {
            case StoredMulti multi -> {
                List<StoredPart> parts = new ArrayList<>();
                multi.parts().forEach(child -> parts.addAll(some(child)));
                multi.parts().clear();
                multi.parts()
                        .addAll(
                                parts.isEmpty()
                                        ? List.of(StoredLeaf.ofText("text/plain", ""))
                                        : parts);
                yield List.of(multi);
            }
            case StoredLeaf leaf -> leaf(leaf);
        };
    }

    private List<StoredPart> leaf(StoredLeaf leaf) {
        if (TNEF.contains(leaf.mediaType()) && settings.has(ExchangeQuirk.TNEF_CONSUMED)) {
            Optional<List<StoredPart>> files = leaf.decoded().flatMap(StoredTnef::parts);
            return files.orElse(List.of(leaf));
        }
        boolean meeting = leaf.is("text/calendar") && !leaf.attached();
        if (meeting && settings.has(ExchangeQuirk.CALENDAR_REGENERATED)) {
            leaf.text().flatMap(StoredCalendar::again).ifPresent(leaf::text);
        }
        return List.of(leaf);
    }
}
