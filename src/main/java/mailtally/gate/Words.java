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

    /// The first of them, made a sentence, and how many there are besides.
    static String first(List<String> said) {
        int others = said.size() - 1;
        return sentence(said.getFirst()) + (others == 0 ? "" : " And " + number(others) + " more.");
    }

    /// With a large first letter and a stop. What has no words is said to have none: it stops all
    /// the same.
    static String sentence(String said) {
        String words = said.strip();
        if (words.isEmpty()) {
            return "What it is was not told.";
        }
        int second = words.offsetByCodePoints(0, 1);
        return words.substring(0, second).toUpperCase(Locale.ROOT)
                + words.substring(second)
                + (words.endsWith(".") ? "" : ".");
    }
}
