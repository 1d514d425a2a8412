package mailtally.demo.exchange;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.InternetHeaders;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/// Header fields in their order, each as its lines came: folded, without the last line end. A
/// character is a byte.
final class StoredFields {
    private static final Pattern FOLD = Pattern.compile("\r\n(?=[ \t])");
    private static final Pattern SOUND = Pattern.compile("[!-9;-~]+[ \t]*:[^\r\n\\x00]*");

    private final List<String> lines;

    StoredFields(List<String> lines) {
        this.lines = new ArrayList<>(lines);
    }

    /// Reads a header, each line with its end; nothing if it cannot be written again as it was.
    static Optional<StoredFields> of(String header) {
        try {
            byte[] bytes = (header + "\r\n").getBytes(StandardCharsets.ISO_8859_1);
            InternetHeaders read = new InternetHeaders(new ByteArrayInputStream(bytes));
            StoredFields fields = new StoredFields(Collections.list(read.getAllHeaderLines()));
            boolean sound =
                    fields.lines.stream().allMatch(StoredFields::sound)
                            && fields.text().equals(header);
            return sound ? Optional.of(fields) : Optional.empty();
        } catch (MessagingException e) {
            return Optional.empty();
        }
    }

    /// A name and a value, and no line end but where it is folded.
    private static boolean sound(String line) {
        return SOUND.matcher(FOLD.matcher(line).replaceAll("")).matches();
    }

    /// As it is written, each line with its end.
    String text() {
        StringBuilder text = new StringBuilder();
        lines.forEach(line -> text.append(line).append("\r\n"));
        return text.toString();
    }

    List<String> lines() {
        return Collections.unmodifiableList(lines);
    }

    boolean isEmpty() {
        return lines.isEmpty();
    }

    static String name(String line) {
        return line.substring(0, line.indexOf(':')).strip().toLowerCase(Locale.ROOT);
    }

    static String value(String line) {
        return line.substring(line.indexOf(':') + 1).replace("\r\n", "").strip();
    }

    /// How many fields have this name.
    long count(String name) {
        return lines.stream().filter(l -> name(l).equalsIgnoreCase(name)).count();
    }

    /// The value of the only field with this name, unfolded.
    Optional<String> value(String name, Predicate<String> fine) {
        List<String> found = lines.stream().filter(l -> name(l).equalsIgnoreCase(name)).toList();
        return found.size() == 1
                ? Optional.of(value(found.getFirst())).filter(fine)
                : Optional.empty();
    }

    Optional<String> only(String name) {
        return value(name, v -> true);
    }

    /// Gives the first field of this name another value, or adds one.
    void set(String name, String value) {
        for (int i = 0; i < lines.size(); i++) {
            if (name(lines.get(i)).equalsIgnoreCase(name)) {
                String kept = lines.get(i).substring(0, lines.get(i).indexOf(':'));
                lines.set(i, kept + ": " + value);
                return;
            }
        }
        lines.add(name + ": " + value);
    }

    void remove(Predicate<String> name) {
        lines.removeIf(line -> name.test(name(line)));
    }

    /// Puts others in the place of the fields with such names, or at the end.
    void replace(Predicate<String> name, List<String> others) {
        int at = 0;
        while (at < lines.size() && !name.test(name(lines.get(at)))) {
            at++;
        }
        remove(name);
        lines.addAll(at, others);
    }

    void each(java.util.function.UnaryOperator<String> change) {
        lines.replaceAll(change);
    }
}
