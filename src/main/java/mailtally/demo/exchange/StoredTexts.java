package mailtally.demo.exchange;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Text beside HTML: a mailbox keeps one body, and makes the other of it where it is asked for.
final class StoredTexts {
    private final ExchangeSettings settings;

    /// HTML whose text was dropped, so that it does not get another.
    private final Set<StoredPart> bare = Collections.newSetFromMap(new IdentityHashMap<>());

    StoredTexts(ExchangeSettings settings) {
        this.settings = settings;
    }

    /// The part that stands in this one's place.
    StoredPart changed(StoredPart root) {
        StoredPart dropped = settings.has(ExchangeQuirk.TEXT_DROPPED) ? dropped(root) : root;
        return settings.has(ExchangeQuirk.TEXT_ADDED) ? added(dropped) : dropped;
    }

    private StoredPart dropped(StoredPart part) {
        if (!(part instanceof StoredMulti multi)) {
            return part;
        }
        multi.parts().replaceAll(this::dropped);
        boolean two =
                multi.is("multipart/alternative") && multi.bare() && multi.parts().size() == 2;
        if (two
                && multi.parts().getFirst() instanceof StoredLeaf text
                && text.shown("text/plain")
                && html(multi.parts().getLast()).filter(h -> says(h, text)).isPresent()) {
            bare.add(multi.parts().getLast());
            return multi.parts().getLast();
        }
        return multi;
    }

    /// The HTML itself, or the one of a multipart/related.
    private static Optional<StoredLeaf> html(StoredPart part) {
        StoredPart first =
                part instanceof StoredMulti multi && multi.is("multipart/related")
                        ? multi.parts().getFirst()
                        : part;
        return first instanceof StoredLeaf leaf && leaf.shown("text/html")
                ? Optional.of(leaf)
                : Optional.empty();
    }

    /// True if each word of the text stands in the HTML, in this order.
    private static boolean says(StoredLeaf html, StoredLeaf text) {
        Optional<String> page = html.text();
        Optional<String> plain = text.text();
        if (page.isEmpty() || plain.isEmpty()) {
            return false;
        }
        List<String> wanted = StoredHtml.words(plain.get());
        int next = 0;
        for (String word : StoredHtml.words(StoredHtml.text(page.get()))) {
            if (next < wanted.size() && wanted.get(next).equals(word)) {
                next++;
            }
        }
        return next == wanted.size();
    }

    /// Adds a text to the HTML that is the message's body.
    private StoredPart added(StoredPart part) {
        if (bare.contains(part)) {
            return part;
        }
        Optional<String> text = html(part).flatMap(StoredLeaf::text).map(StoredHtml::text);
        if (text.isPresent()) {
            return StoredMulti.of(
                    "alternative", List.of(StoredLeaf.ofText("text/plain", text.get()), part));
        }
        if (part instanceof StoredMulti multi && multi.is("multipart/mixed")) {
            multi.parts().set(0, added(multi.parts().getFirst()));
        }
        return part;
    }
}
