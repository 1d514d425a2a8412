package mailtally.gate;

import java.util.List;
import java.util.Locale;

/// How numbers and lists are said.
final class Words {
    static final String TAKE_THE_LAST_COUNT = "Take the last count";

    private Words() {}

    /// "48,210".
    static String number(long count) {
        return String.format(Locale.ENGLISH, "%,d", count);
    }

    /// "1 message", "48,210 messages".
    static String messages(long count) {
        return of(count, "message");
    }

    static String of(long count, String noun) {
        return number(count) + " " + noun + (count == 1 ? "" : "s");
    }

    /// The first sentence, and how many there are besides.
    static String first(List<String> sentences) {
        int others = sentences.size() - 1;
        String first = sentences.getFirst().isBlank() ? "Not told." : sentences.getFirst();
        return first + (others == 0 ? "" : " And " + number(others) + " more.");
    }
}
