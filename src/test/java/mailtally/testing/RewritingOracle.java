package mailtally.testing;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Knows whether a message still holds all that a person wrote, addressed and attached, however it
/// is said. It knows the models and never reads the bytes; where it is not sure, it says no.
public final class RewritingOracle {
    private static final int MOST_SUBJECT_CHARS = 255;
    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{M}\\p{N}\\p{Sc}\\p{So}]+");

    private RewritingOracle() {}

    /// True where the target holds all of the source.
    public static boolean holds(Mail target, Mail source) {
        boolean head =
                (source.messageId().isEmpty() || source.messageId().equals(target.messageId()))
                        && (source.date().isEmpty() || source.date().equals(target.date()))
                        && source.from().equals(target.from())
                        && subject(source.subject(), target.subject())
                        && addresses(target).containsAll(addresses(source));
        return head && body(source.body(), target.body());
    }

    private static boolean subject(String source, String target) {
        return source.equals(target)
                || (source.length() > MOST_SUBJECT_CHARS
                        && target.equals(source.substring(0, MOST_SUBJECT_CHARS).strip()))
                || (source.length() > MOST_SUBJECT_CHARS
                        && target.equals(source.substring(0, MOST_SUBJECT_CHARS)));
    }

    private static Set<String> addresses(Mail mail) {
        Set<String> all = new HashSet<>();
        mail.recipients().forEach(r -> all.add(r.field() + " " + r.address().address()));
        return all;
    }

    private static boolean body(Mail.Part source, Mail.Part target) {
        Said wanted = Said.of(source);
        Said there = Said.of(target);
        return count(there.files).entrySet().containsAll(count(wanted.files).entrySet())
                && inner(wanted.inner, there.inner)
                && pages(wanted, there)
                && texts(wanted, there, source);
    }

    private static boolean inner(List<Mail> wanted, List<Mail> there) {
        List<Mail> left = new ArrayList<>(there);
        for (Mail mail : wanted) {
            if (left.stream()
                    .filter(other -> holds(other, mail))
                    .findFirst()
                    .map(left::remove)
                    .isEmpty()) {
                return false;
            }
        }
        return true;
    }

    private static boolean pages(Said wanted, Said there) {
        if (wanted.pages.isEmpty()) {
            return true;
        }
        String all = String.join(" ", there.pages);
        return (" " + all + " ").contains(" " + String.join(" ", wanted.pages) + " ")
                || count(there.pages).entrySet().containsAll(count(wanted.pages).entrySet());
    }

    private static boolean texts(Said wanted, Said there, Mail.Part source) {
        String all = "\n" + String.join("\n", there.texts) + "\n";
        for (int i = 0; i < wanted.texts.size(); i++) {
            boolean found =
                    all.contains("\n" + wanted.texts.get(i) + "\n")
                            || beside(source, wanted.models.get(i));
            if (!found) {
                return false;
            }
        }
        return true;
    }

    /// True where the text stands in an alternative whose HTML says the same.
    private static boolean beside(Mail.Part part, Mail.Text text) {
        return part instanceof Mail.Multi multi
                && ((multi.subtype().equals("alternative")
                                && multi.parts().contains(text)
                                && says(multi, text))
                        || multi.parts().stream().anyMatch(child -> beside(child, text)));
    }

    /// True where the HTML in the part has each word of the text, as often.
    static boolean says(Mail.Multi around, Mail.Text text) {
        List<String> words = new ArrayList<>();
        for (String page : Said.of(around).pages) {
            words.addAll(words(page));
        }
        Map<String, Integer> there = count(words);
        return count(words(String.join("\n", text.lines()))).entrySet().stream()
                .allMatch(e -> there.getOrDefault(e.getKey(), 0) >= e.getValue());
    }

    private static List<String> words(String text) {
        List<String> words = new ArrayList<>();
        Matcher word = WORD.matcher(text.toLowerCase(Locale.ROOT));
        while (word.find()) {
            words.add(word.group());
        }
        return words;
    }

    private static Map<String, Integer> count(List<String> all) {
        Map<String, Integer> counts = new HashMap<>();
        all.forEach(one -> counts.merge(one, 1, Integer::sum));
        return counts;
    }

    /// What a body says.
    private static final class Said {
        final List<String> texts = new ArrayList<>();
        final List<Mail.Text> models = new ArrayList<>();
        final List<String> pages = new ArrayList<>();
        final List<String> files = new ArrayList<>();
        final List<Mail> inner = new ArrayList<>();

        static Said of(Mail.Part part) {
            Said said = new Said();
            said.add(part);
            return said;
        }

        private void add(Mail.Part part) {
            switch (part) {
                case Mail.Text text -> {
                    StringBuilder lines = new StringBuilder();
                    text.lines().stream()
                            .map(String::stripTrailing)
                            .filter(line -> !line.isBlank())
                            .forEach(line -> lines.append(line).append('\n'));
                    texts.add(lines.toString().stripTrailing());
                    models.add(text);
                }
                case Mail.Html html -> pages.add(page(html));
                case Mail.File file -> file(file);
                case Mail.Inner message -> inner.add(message.mail());
                case Mail.Multi multi -> multi.parts().forEach(this::add);
            }
        }

        private static String page(Mail.Html html) {
            List<String> said = new ArrayList<>();
            for (Mail.Piece piece : html.pieces()) {
                switch (piece) {
                    case Mail.Word word -> said.add(word.text());
                    case Mail.Link link -> said.add(link.href() + " " + link.text());
                    case Mail.Picture picture ->
                            said.add(picture.source() + " " + picture.alternative());
                }
            }
            return String.join(" ", said);
        }

        private void file(Mail.File file) {
            files.add(
                    file.name()
                            + " "
                            + (file.mediaType().startsWith("text/")
                                    ? file.octets().replace("\r\n", "\n").stripTrailing()
                                    : file.octets()));
        }
    }
}
