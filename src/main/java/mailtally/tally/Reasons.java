package mailtally.tally;

import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import mailtally.message.Component;
import mailtally.message.Containment;
import mailtally.message.MissingPart;
import mailtally.message.Rewrite;
import mailtally.store.Completeness;

/// The sentences that say why a message ended where it did.
final class Reasons {
    private static final int MOST_NAMED = 5;

    static final String MISSING = "The target has no such message.";

    /// Begins what is said of messages that a store made anew.
    static final String REWRITTEN = "Rewritten by the server, nothing missing";

    static final String HEADERS = "Message-ID, Date and From agree; the content was not compared.";

    private Reasons() {}

    /// What the sizes of a message of which only headers were compared say. They decide nothing.
    static String sizes(Item source, Item target) {
        if (!source.complete() || source.wireBytes() < 0 || target.wireBytes() < 0) {
            return HEADERS;
        }
        if (source.wireBytes() == target.wireBytes()) {
            return HEADERS
                    + String.format(Locale.ROOT, " Both have %,d bytes.", source.wireBytes());
        }
        return HEADERS
                + String.format(
                        Locale.ROOT,
                        " The target says %,d bytes, here are %,d: servers may count differently.",
                        target.wireBytes(),
                        source.wireBytes());
    }

    /// Says where the target keeps it if not in the same folder; else nothing.
    static String elsewhere(Item source, Item target) {
        return source.folder().key().equals(target.folder().key())
                ? ""
                : " On the target it is in " + target.folder().path() + ".";
    }

    /// Why a copy that is there proves nothing.
    static String unsafe(Item target) {
        if (target.deleted()) {
            return "The only copy, in " + target.folder().path() + ", is marked as deleted.";
        }
        return target.folder().view()
                ? "The only copy is in " + target.folder().path() + ", which only shows mail."
                : "The only copy is in " + target.folder().path() + ", which empties itself.";
    }

    static String duplicate(String folder) {
        return "A second copy: the same message is proven in " + folder + ".";
    }

    static String filedElsewhere(String folder) {
        return "The message is proven in " + folder + "; this second filing is not on the target.";
    }

    /// What this Mac itself does not have of a message.
    static String lacking(Completeness completeness) {
        return switch (completeness) {
            case Completeness.Whole _, Completeness.Rebuilt _, Completeness.Completed _ -> "";
            case Completeness.HeadersOnly _ -> HEADERS;
            case Completeness.CutShort c ->
                    "The file is cut short: "
                            + c.presentBytes()
                            + " of "
                            + c.announcedBytes()
                            + " bytes are there.";
            case Completeness.Incomplete i ->
                    "Never downloaded: " + list(i.missing().stream().map(Reasons::part).toList());
        };
    }

    /// What a store did to a message of which it kept everything.
    static String rewritten(Containment containment) {
        String did =
                containment.rewritten().stream()
                        .map(Rewrite::text)
                        .collect(Collectors.joining("; "));
        return REWRITTEN
                + (did.isEmpty() ? "." : ": " + did + ".")
                + (containment.added().isEmpty()
                        ? ""
                        : " Added: "
                                + list(
                                        containment.added().stream()
                                                .map(Reasons::component)
                                                .toList()));
    }

    /// What [#rewritten] said that a store did, one by one.
    static List<Rewrite> rewrites(String reason) {
        return EnumSet.allOf(Rewrite.class).stream()
                .filter(_ -> reason.contains(REWRITTEN))
                .filter(rewrite -> reason.contains(rewrite.text()))
                .toList();
    }

    static String lost(List<Component> lost) {
        return "Missing or changed on the target: "
                + list(lost.stream().map(Reasons::component).toList());
    }

    private static String part(MissingPart part) {
        String name = part.fileName().isEmpty() ? part.mediaType() : part.fileName();
        String size = part.encodedBytes() < 0 ? "" : ", " + part.encodedBytes() + " bytes encoded";
        return "part " + part.partNumber() + " (" + name + size + ")";
    }

    private static String component(Component component) {
        String part = component.path().isEmpty() ? "" : "part " + component.path() + " ";
        String named =
                component.label().isEmpty()
                        ? part + component.kind()
                        : part + "(" + component.label() + ")";
        return named + kind(component);
    }

    /// What is known to become of some kinds of parts.
    private static String kind(Component component) {
        return switch (component.kind()) {
            case SIGNED -> ", whose signature is broken by that";
            case PREAMBLE, EPILOGUE -> ", which mail programs do not show";
            default ->
                    switch (component.mediaType()) {
                        case "text/calendar" -> ", of which Exchange makes a meeting";
                        case "application/ms-tnef" -> ", which Exchange unpacks";
                        default -> "";
                    };
        };
    }

    private static String list(List<String> names) {
        String some = String.join(", ", names.subList(0, Math.min(MOST_NAMED, names.size())));
        int more = names.size() - MOST_NAMED;
        return more > 0 ? some + " and " + more + " more." : some + ".";
    }
}
