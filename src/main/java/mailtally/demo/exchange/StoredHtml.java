package mailtally.demo.exchange;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The words of HTML, as far as a mailbox needs them to make a text of it.
final class StoredHtml {
    private static final Pattern ENTITY =
            Pattern.compile("&(#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-z]{2,6});");
    private static final Map<String, String> ENTITIES =
            Map.of("amp", "&", "lt", "<", "gt", ">", "quot", "\"", "apos", "'", "nbsp", "\u00a0");
    private static final List<String> UNSEEN = List.of("script", "style", "title");
    private static final List<String> BLOCKS =
            List.of(
                    "p",
                    "/p",
                    "br",
                    "br/",
                    "div",
                    "/div",
                    "li",
                    "tr",
                    "table",
                    "/table",
                    "h1",
                    "h2",
                    "h3",
                    "/h1",
                    "/h2",
                    "/h3",
                    "ul",
                    "/ul",
                    "hr",
                    "blockquote",
                    "td",
                    "th");

    private StoredHtml() {}

    /// What a person reads, a block a line, with CRLF.
    static String text(String html) {
        StringBuilder text = new StringBuilder();
        String lower = html.toLowerCase(Locale.ROOT);
        int at = 0;
        while (at < html.length()) {
            int tag = html.indexOf('<', at);
            if (tag < 0) {
                text.append(html, at, html.length());
                break;
            }
            text.append(html, at, tag);
            at = behind(lower, tag);
            if (at == tag + 1) {
                text.append('<');
            } else if (BLOCKS.contains(name(lower, tag))) {
                text.append('\n');
            }
        }
        return lines(entities(text.toString()));
    }

    /// The words, without what stands between them.
    static List<String> words(String text) {
        List<String> words = new ArrayList<>();
        for (String word : text.split("[\\s\u00a0]+", -1)) {
            if (!word.isEmpty()) {
                words.add(word);
            }
        }
        return words;
    }

    private static String name(String lower, int tag) {
        int end = tag + 1;
        while (end < lower.length() && " \t\r\n>".indexOf(lower.charAt(end)) < 0) {
            end++;
        }
        return lower.substring(tag + 1, end);
    }

    /// Where it goes on behind a tag, a comment or an element that is not shown.
    private static int behind(String lower, int tag) {
        if (lower.startsWith("<!--", tag)) {
            int end = lower.indexOf("-->", tag + 4);
            return end < 0 ? lower.length() : end + 3;
        }
        boolean real =
                tag + 1 < lower.length()
                        && (Character.isLetter(lower.charAt(tag + 1))
                                || "/!?".indexOf(lower.charAt(tag + 1)) >= 0);
        if (!real) {
            return tag + 1;
        }
        String name = name(lower, tag);
        int from = tag;
        if (UNSEEN.contains(name)) {
            int end = lower.indexOf("</" + name, tag);
            from = end < 0 ? lower.length() : end;
        }
        int close = lower.indexOf('>', Math.min(from, lower.length()));
        return close < 0 ? lower.length() : close + 1;
    }

    private static String entities(String text) {
        return ENTITY.matcher(text).replaceAll(found -> Matcher.quoteReplacement(entity(found)));
    }

    private static String entity(java.util.regex.MatchResult found) {
        String name = found.group(1);
        if (name.startsWith("#")) {
            boolean hex = Character.toLowerCase(name.charAt(1)) == 'x';
            int number =
                    hex
                            ? Integer.parseInt(name.substring(2), 16)
                            : Integer.parseInt(name.substring(1));
            boolean real =
                    Character.isValidCodePoint(number) && (number < 0xd800 || number > 0xdfff);
            return real ? Character.toString(number) : found.group();
        }
        return ENTITIES.getOrDefault(name, found.group());
    }

    private static String lines(String text) {
        StringBuilder lines = new StringBuilder();
        for (String line : text.split("\n", -1)) {
            String joined = line.replaceAll("[ \t\r]+", " ").strip();
            if (!joined.isEmpty()) {
                lines.append(joined).append("\r\n");
            }
        }
        return lines.toString();
    }
}
