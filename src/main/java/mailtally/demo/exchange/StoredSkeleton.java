package mailtally.demo.exchange;

import java.util.Optional;

/// What is written anew without meaning anything: boundaries, folding, the order of parameters.
final class StoredSkeleton {
    private static final int LONGEST_LINE = 76;

    private final ExchangeSettings settings;
    private final String mark;
    private int boundaries;

    StoredSkeleton(ExchangeSettings settings, String mark) {
        this.settings = settings;
        this.mark = mark;
    }

    /// Inner parts first, since a boundary must not stand in what is inside.
    void change(StoredPart part) {
        if (part instanceof StoredMulti multi) {
            multi.parts().forEach(this::change);
            multi.parts().stream()
                    .filter(child -> !StoredReader.signed(child.mediaType()))
                    .forEach(child -> change(child.fields()));
            if (settings.has(ExchangeQuirk.BOUNDARIES_CHANGED)) {
                multi.rename(mark + "exchange" + boundaries++);
            }
        }
        boolean signed = StoredReader.signed(part.mediaType());
        if (settings.has(ExchangeQuirk.PARAMETERS_REORDERED) && !signed) {
            StoredFields fields = part.fields();
            part.type().ifPresent(t -> reorder(fields, "Content-Type", t));
            fields.only("content-disposition")
                    .flatMap(StoredType::disposition)
                    .ifPresent(d -> reorder(fields, "Content-Disposition", d));
        }
    }

    private static void reorder(StoredFields fields, String name, StoredType type) {
        if (type.parameters().size() > 1) {
            fields.set(name, type.reordered().text());
        }
    }

    void change(StoredFields fields) {
        if (settings.has(ExchangeQuirk.FIELDS_FOLDED_ANEW)) {
            fields.each(StoredSkeleton::folded);
        }
    }

    /// Folded only where it has blanks, with a word in each line.
    private static String folded(String line) {
        String rest = line.replace("\r\n", "");
        if (!rest.chars().allMatch(c -> c < 0x7f) || rest.endsWith(" ")) {
            return line;
        }
        StringBuilder folded = new StringBuilder();
        while (rest.length() > LONGEST_LINE) {
            Optional<Integer> at = fold(rest, folded.isEmpty() ? rest.indexOf(':') + 2 : 1);
            if (at.isEmpty()) {
                break;
            }
            folded.append(rest, 0, at.get()).append("\r\n");
            rest = rest.substring(at.get());
        }
        return folded.append(rest).toString();
    }

    private static Optional<Integer> fold(String rest, int least) {
        int at = rest.lastIndexOf(' ', LONGEST_LINE);
        if (at <= least || rest.substring(0, at).isBlank()) {
            at = rest.indexOf(' ', LONGEST_LINE);
        }
        boolean word = at > least && !rest.substring(at).isBlank();
        return word && rest.charAt(at - 1) != ' ' ? Optional.of(at) : Optional.empty();
    }
}
