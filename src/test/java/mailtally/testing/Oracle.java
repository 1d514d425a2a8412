package mailtally.testing;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Knows what a message consists of, because it knows the model and never reads the bytes. What is
/// proven must be right in its eyes.
public final class Oracle {
    private Oracle() {}

    /// True where every component of the source is in the target, as often as in the source. What
    /// the target has beyond that does not matter.
    public static boolean contains(Mail target, Mail source) {
        Map<String, Integer> there = count(components(target));
        return count(components(source)).entrySet().stream()
                .allMatch(e -> there.getOrDefault(e.getKey(), 0) >= e.getValue());
    }

    private static Map<String, Integer> count(List<String> components) {
        Map<String, Integer> counts = new HashMap<>();
        components.forEach(component -> counts.merge(component, 1, Integer::sum));
        return counts;
    }

    /// The components, each as a text that begins with what it is; sorted.
    public static List<String> components(Mail mail) {
        List<String> components = new ArrayList<>();
        mail.messageId().ifPresent(id -> components.add("messageId " + id));
        mail.date().ifPresent(date -> components.add("date " + date.getEpochSecond()));
        components.add("from " + text(mail.from()));
        components.add("subject " + mail.subject());
        mail.recipients()
                .forEach(r -> components.add("recipient " + r.field() + " " + text(r.address())));
        body(mail.body(), components);
        Collections.sort(components);
        return components;
    }

    private static String text(Mail.Address address) {
        return address.name() + " <" + address.address() + ">";
    }

    private static void body(Mail.Part part, List<String> components) {
        switch (part) {
            case Mail.Text text -> components.add("text " + withoutFinal(lines(text.lines())));
            case Mail.Html html -> components.add("html " + html(html));
            case Mail.File file -> components.add("file " + file.name() + " " + content(file));
            case Mail.Inner inner ->
                    components.add("message {" + String.join(";", components(inner.mail())) + "}");
            case Mail.Multi multi -> multi.parts().forEach(child -> body(child, components));
        }
    }

    private static String lines(List<String> lines) {
        StringBuilder text = new StringBuilder();
        lines.forEach(line -> text.append(line.stripTrailing()).append('\n'));
        return text.toString();
    }

    private static String withoutFinal(String text) {
        return text.replaceFirst("\n*$", "");
    }

    private static String html(Mail.Html html) {
        List<String> words = new ArrayList<>();
        List<String> links = new ArrayList<>();
        for (Mail.Piece piece : html.pieces()) {
            switch (piece) {
                case Mail.Word word -> words.add(word.text());
                case Mail.Link link -> {
                    words.add(link.text());
                    links.add(link.href());
                }
                case Mail.Picture picture -> {
                    links.add(picture.source());
                    links.add(picture.alternative());
                }
            }
        }
        return String.join(" ", words) + " | " + String.join(" ", links);
    }

    /// A text file may get other line ends on its way, any other file may not.
    private static String content(Mail.File file) {
        return file.mediaType().startsWith("text/")
                ? withoutFinal(file.octets().replace("\r\n", "\n"))
                : file.octets();
    }
}
