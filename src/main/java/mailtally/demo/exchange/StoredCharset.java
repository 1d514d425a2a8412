package mailtally.demo.exchange;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Text in another charset becomes UTF-8, and HTML's own word for its charset with it.
final class StoredCharset {
    private static final Pattern LABEL =
            Pattern.compile(
                    "(<meta\\b[^>]{0,500}?charset\\s*=\\s*[\"']?)([A-Za-z0-9_.:-]+)",
                    Pattern.CASE_INSENSITIVE);

    private StoredCharset() {}

    static void change(StoredLeaf leaf) {
        boolean already = leaf.charset().equalsIgnoreCase("utf-8");
        Optional<String> text = already ? Optional.empty() : leaf.text();
        text.ifPresent(t -> leaf.text(leaf.is("text/html") ? labelled(t) : t));
    }

    /// HTML that says of itself that it is UTF-8, where it says anything.
    static String labelled(String html) {
        return LABEL.matcher(html)
                .replaceAll(found -> Matcher.quoteReplacement(found.group(1) + "utf-8"));
    }
}
