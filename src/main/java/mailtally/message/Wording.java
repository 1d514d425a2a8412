package mailtally.message;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;

/// What a text says.
///
/// @param html true where it is HTML
/// @param text of plain text the lines, without blanks before line ends and at the end; of HTML
///     what a reader sees, on one line
/// @param links of HTML each href, src and alt in order, with its name before it
record Wording(boolean html, String text, List<String> links) {
    Wording {
        links = List.copyOf(links);
    }

    static Wording ofPlain(String decoded) {
        String lines =
                Arrays.stream(HtmlDigest.lineEnds(decoded).split("\n", -1))
                        .map(Wording::withoutBlanksAtEnd)
                        .collect(Collectors.joining("\n"));
        int end = lines.length();
        while (end > 0 && lines.charAt(end - 1) == '\n') {
            end--;
        }
        return new Wording(false, lines.substring(0, end), List.of());
    }

    private static String withoutBlanksAtEnd(String line) {
        int end = line.length();
        while (end > 0 && " \t\r".indexOf(line.charAt(end - 1)) >= 0) {
            end--;
        }
        return line.substring(0, end);
    }

    static Wording ofHtml(String decoded) {
        Document document = Parser.htmlParser().parseInput(HtmlDigest.lineEnds(decoded), "");
        List<String> links = new ArrayList<>();
        for (Element element : document.getAllElements()) {
            for (String name : HtmlDigest.LINKS) {
                if (element.hasAttr(name)) {
                    links.add(name + " " + HtmlDigest.oneLine(element.attr(name)));
                }
            }
        }
        Element seen = document.body() == null ? document : document.body();
        return new Wording(true, seen.text().strip(), links);
    }

    /// True where there is nothing to read.
    boolean empty() {
        return text.isEmpty() && links.isEmpty();
    }

    /// What the links lead to and describe, without their names.
    Stream<String> places() {
        return links.stream().map(link -> link.substring(link.indexOf(' ') + 1));
    }

    /// The lines that have something on them.
    List<String> filledLines() {
        return Arrays.stream(text.split("\n", -1)).filter(line -> !line.isBlank()).toList();
    }
}
