package mailtally.inventory;

import java.util.ArrayList;
import java.util.List;
import mailtally.message.MissingPart;
import mailtally.store.Completeness;

/// A message's completeness as the ledger keeps it: a word and, where something lacks, its details.
public final class MissingText {
    private static final String FIELD = "\t";

    private MissingText() {}

    /// The word for it: `WHOLE`, `REBUILT`, `COMPLETED`, `INCOMPLETE`, `CUT_SHORT`, `HEADERS_ONLY`.
    static String word(Completeness completeness) {
        return switch (completeness) {
            case Completeness.Whole _ -> "WHOLE";
            case Completeness.Rebuilt _ -> "REBUILT";
            case Completeness.Completed _ -> "COMPLETED";
            case Completeness.Incomplete _ -> "INCOMPLETE";
            case Completeness.CutShort _ -> "CUT_SHORT";
            case Completeness.HeadersOnly _ -> "HEADERS_ONLY";
        };
    }

    /// The details, or null where there are none: a line a part, or the two lengths.
    static String details(Completeness completeness) {
        return switch (completeness) {
            case Completeness.Whole _ -> null;
            case Completeness.Rebuilt r -> r.parts() + FIELD + r.lengthsMatch();
            case Completeness.Completed c -> c.parts() + FIELD + clean(c.address());
            case Completeness.CutShort c -> c.announcedBytes() + FIELD + c.presentBytes();
            case Completeness.HeadersOnly h -> Long.toString(h.sizeBytes());
            case Completeness.Incomplete i -> {
                List<String> lines = new ArrayList<>();
                for (MissingPart part : i.missing()) {
                    lines.add(
                            String.join(
                                    FIELD,
                                    clean(part.partNumber()),
                                    clean(part.mediaType()),
                                    Long.toString(part.encodedBytes()),
                                    clean(part.fileName())));
                }
                yield String.join("\n", lines);
            }
        };
    }

    /// What [#word] and [#details] were made of.
    public static Completeness parse(String word, String details) {
        return switch (word) {
            case "WHOLE" -> Completeness.WHOLE;
            case "REBUILT" -> {
                String[] fields = details.split(FIELD, -1);
                yield new Completeness.Rebuilt(
                        Integer.parseInt(fields[0]), Boolean.parseBoolean(fields[1]));
            }
            case "COMPLETED" -> {
                String[] fields = details.split(FIELD, -1);
                yield new Completeness.Completed(Integer.parseInt(fields[0]), fields[1]);
            }
            case "CUT_SHORT" -> {
                String[] fields = details.split(FIELD, -1);
                yield new Completeness.CutShort(
                        Long.parseLong(fields[0]), Long.parseLong(fields[1]));
            }
            case "HEADERS_ONLY" -> new Completeness.HeadersOnly(Long.parseLong(details));
            case "INCOMPLETE" -> {
                List<MissingPart> parts = new ArrayList<>();
                for (String line : details.split("\n", -1)) {
                    String[] fields = line.split(FIELD, -1);
                    if (fields.length == 4) {
                        parts.add(
                                new MissingPart(
                                        fields[0],
                                        fields[1],
                                        Long.parseLong(fields[2]),
                                        fields[3]));
                    }
                }
                yield new Completeness.Incomplete(parts);
            }
            default -> throw new IllegalStateException("unknown completeness: " + word);
        };
    }

    private static String clean(String text) {
        return text.replaceAll("\\p{Cntrl}", " ");
    }
}
