package mailtally.message;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/// The words of texts, each as often as it occurs: runs of letters, marks and digits, in any case.
final class Words {
    private final Map<String, Integer> counts = new HashMap<>();

    void add(String text) {
        count(text).forEach((word, count) -> counts.merge(word, count, Integer::sum));
    }

    /// True where each word of the text is here, as often.
    boolean contain(String text) {
        return count(text).entrySet().stream()
                .allMatch(e -> counts.getOrDefault(e.getKey(), 0) >= e.getValue());
    }

    private static Map<String, Integer> count(String text) {
        Map<String, Integer> words = new HashMap<>();
        StringBuilder word = new StringBuilder();
        int at = 0;
        while (at < text.length()) {
            int c = text.codePointAt(at);
            at += Character.charCount(c);
            if (inWord(c)) {
                word.appendCodePoint(c);
            }
            if (!word.isEmpty() && (!inWord(c) || at >= text.length())) {
                words.merge(word.toString().toLowerCase(Locale.ROOT), 1, Integer::sum);
                word.setLength(0);
            }
        }
        return words;
    }

    /// Everything but blanks and what is set around words; a currency sign or a smiley counts.
    private static boolean inWord(int c) {
        return switch (Character.getType(c)) {
            case Character.SPACE_SEPARATOR,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.CONTROL,
                    Character.FORMAT,
                    Character.CONNECTOR_PUNCTUATION,
                    Character.DASH_PUNCTUATION,
                    Character.START_PUNCTUATION,
                    Character.END_PUNCTUATION,
                    Character.INITIAL_QUOTE_PUNCTUATION,
                    Character.FINAL_QUOTE_PUNCTUATION,
                    Character.OTHER_PUNCTUATION,
                    Character.MATH_SYMBOL,
                    Character.MODIFIER_SYMBOL ->
                    false;
            default -> true;
        };
    }
}
