package mailtally.discovery;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// What an answer looks like that is no Autodiscover: web hosts answer for a whole domain.
final class PageWords {
    /// Marks in pages, and what made them.
    private static final List<Map.Entry<String, String>> MARKS =
            List.of(
                    Map.entry("wp-content", "a page of a WordPress site"),
                    Map.entry("wp-json", "a page of a WordPress site"),
                    Map.entry("cpanel", "a page of a web host's control panel (cPanel)"),
                    Map.entry("plesk", "a page of a web host's control panel (Plesk)"));

    private PageWords() {}

    /// What sort of page this is, where it is one.
    ///
    /// @param type the answer's media type, or empty
    static Optional<String> page(String type, String body) {
        String begin = body.stripLeading().toLowerCase(Locale.ROOT);
        boolean html =
                type.toLowerCase(Locale.ROOT).startsWith("text/html")
                        || begin.startsWith("<!doctype html")
                        || begin.startsWith("<html");
        if (!html) {
            return Optional.empty();
        }
        return MARKS.stream()
                .filter(mark -> begin.contains(mark.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .or(() -> Optional.of("a web page"));
    }
}
