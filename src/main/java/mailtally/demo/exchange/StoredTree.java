package mailtally.demo.exchange;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// How a mailbox shapes the parts of a message anew: it keeps a body and attachments, and shows one
/// tree of them.
final class StoredTree {
    private static final int MOST_FILES = 99_999;

    private final ExchangeSettings settings;
    private int files;

    StoredTree(ExchangeSettings settings) {
        this.settings = settings;
    }

    /// The part that stands in this one's place.
    StoredPart shaped(StoredPart root) {
        StoredPart moved = settings.has(ExchangeQuirk.MULTIPARTS_MOVED) ? flat(moved(root)) : root;
        html(moved);
        return moved;
    }

    /// alternative{text, mixed{html, rest}} becomes mixed{alternative{text, html}, rest}.
    private static StoredPart moved(StoredPart part) {
        if (!(part instanceof StoredMulti multi)) {
            return part;
        }
        multi.parts().replaceAll(StoredTree::moved);
        boolean apple =
                multi.is("multipart/alternative")
                        && multi.bare()
                        && multi.parts().size() > 1
                        && multi.parts().getLast() instanceof StoredMulti last
                        && last.is("multipart/mixed")
                        && last.bare()
                        && last.parts().size() > 1
                        && last.parts().getFirst() instanceof StoredLeaf html
                        && html.shown("text/html");
        if (!apple) {
            return part;
        }
        StoredMulti mixed = (StoredMulti) multi.parts().getLast();
        List<StoredPart> all = new ArrayList<>(mixed.parts());
        StoredPart html = all.removeFirst();
        List<StoredPart> choices = new ArrayList<>(multi.parts());
        choices.set(choices.size() - 1, html);
        all.addFirst(StoredMulti.of("alternative", choices));
        return StoredMulti.of("mixed", all);
    }

    /// A mixed within a mixed is dissolved.
    private static StoredPart flat(StoredPart part) {
        if (!(part instanceof StoredMulti multi)) {
            return part;
        }
        multi.parts().replaceAll(StoredTree::flat);
        if (multi.is("multipart/mixed")) {
            List<StoredPart> parts = new ArrayList<>();
            for (StoredPart child : multi.parts()) {
                if (child instanceof StoredMulti inner
                        && inner.is("multipart/mixed")
                        && inner.bare()) {
                    parts.addAll(inner.parts());
                } else {
                    parts.add(child);
                }
            }
            multi.parts().clear();
            multi.parts().addAll(parts);
        }
        return multi;
    }

    private void html(StoredPart part) {
        if (!(part instanceof StoredMulti multi)) {
            return;
        }
        multi.parts().forEach(this::html);
        if (!multi.is("multipart/mixed")) {
            return;
        }
        Optional<StoredLeaf> body = Optional.empty();
        boolean file = false;
        for (StoredPart child : List.copyOf(multi.parts())) {
            if (child instanceof StoredLeaf leaf && leaf.shown("text/html")) {
                if (file && settings.has(ExchangeQuirk.HTML_AFTER_ATTACHMENT_AS_FILE)) {
                    named(leaf);
                } else if (body.isPresent() && settings.has(ExchangeQuirk.HTML_MERGED)) {
                    if (merged(body.get(), leaf)) {
                        multi.parts().removeIf(p -> p == leaf);
                    }
                } else {
                    body = body.or(() -> Optional.of(leaf));
                }
            } else {
                body = body.or(() -> htmlOf(child));
                file |= child instanceof StoredLeaf leaf && !leaf.shown();
            }
        }
    }

    /// The HTML that stands for an alternative, or for what belongs together.
    private static Optional<StoredLeaf> htmlOf(StoredPart part) {
        return switch (part) {
            case StoredLeaf leaf -> Optional.of(leaf).filter(l -> l.shown("text/html"));
            case StoredMulti multi when multi.is("multipart/alternative") ->
                    htmlOf(multi.parts().getLast());
            case StoredMulti multi when multi.is("multipart/related") ->
                    htmlOf(multi.parts().getFirst());
            case StoredMulti _ -> Optional.empty();
        };
    }

    private static boolean merged(StoredLeaf body, StoredLeaf more) {
        Optional<String> one = body.text();
        Optional<String> other = more.text();
        if (one.isEmpty() || other.isEmpty()) {
            return false;
        }
        body.text(
                StoredCharset.labelled(one.get())
                        + "\r\n<br>\r\n"
                        + StoredCharset.labelled(other.get()));
        return true;
    }

    private void named(StoredLeaf html) {
        files = Math.min(files + 1, MOST_FILES);
        String name = "ATT%05d.html".formatted(files);
        html.type().ifPresent(t -> html.fields().set("Content-Type", t.with("name", name).text()));
        html.fields().set("Content-Disposition", "attachment; filename=\"" + name + "\"");
    }
}
