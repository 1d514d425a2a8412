package mailtally.report;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Lets through of a sentence only the words of a list and small numbers: what nobody's name,
/// address, folder or subject can come out by.
final class KnownWords {
    /// Stands for what was left out.
    static final String LEFT_OUT = "[...]";

    private static final Set<String> WORDS = read();
    private static final Pattern QUOTED =
            Pattern.compile("(?<![\\p{L}\\p{N}])(['\"\u2018\u201c]).*?['\"\u2019\u201d](?!\\p{L})");
    private static final Pattern TOKEN = Pattern.compile("([(]?)(.*?)([.,:;?)]*)");

    /// Four digits together may be a year that is a folder's name, or a part of an address.
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,3}(,[0-9]{3}){0,4}");

    private static final Pattern VERSION = Pattern.compile("[0-9][0-9A-Za-z.+_-]{0,40}");
    private static final Set<String> SYSTEMS =
            Set.of("macOS", "Mac", "OS", "X", "Linux", "Windows", "development");

    private KnownWords() {}

    /// The sentence with its unknown words left out.
    static String only(String sentence) {
        StringBuilder safe = new StringBuilder();
        boolean begins = true;
        for (String token :
                QUOTED.matcher(sentence).replaceAll(LEFT_OUT).strip().split("\\s+", -1)) {
            if (token.isEmpty()) {
                continue;
            }
            String word = token(token, begins);
            boolean repeated = word.startsWith(LEFT_OUT) && safe.toString().endsWith(LEFT_OUT);
            if (repeated) {
                safe.setLength(safe.length() - LEFT_OUT.length());
                safe.append(word);
            } else {
                safe.append(safe.isEmpty() ? "" : " ").append(word);
            }
            begins = token.endsWith(".") || token.endsWith(":");
        }
        return safe.toString();
    }

    /// A version's numbers and systems' names.
    static String version(String text) {
        StringBuilder safe = new StringBuilder();
        for (String token : text.strip().split("\\s+", -1)) {
            boolean known = SYSTEMS.contains(token) || VERSION.matcher(token).matches();
            safe.append(safe.isEmpty() ? "" : " ").append(known ? token : LEFT_OUT);
        }
        return safe.toString();
    }

    private static String token(String token, boolean begins) {
        Matcher parts = TOKEN.matcher(token);
        if (!parts.matches()) {
            return LEFT_OUT;
        }
        String word = parts.group(2);
        String small =
                begins && !word.isEmpty()
                        ? Character.toLowerCase(word.charAt(0)) + word.substring(1)
                        : word;
        boolean known =
                WORDS.contains(word) || WORDS.contains(small) || NUMBER.matcher(word).matches();
        return parts.group(1) + (known ? word : LEFT_OUT) + parts.group(3);
    }

    private static Set<String> read() {
        try (InputStream in = KnownWords.class.getResourceAsStream("/mailtally/report/words.txt")) {
            if (in == null) {
                throw new IllegalStateException("the list of known words is not in the program");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .flatMap(line -> Pattern.compile(" +").splitAsStream(line))
                    .filter(word -> !word.isEmpty())
                    .collect(Collectors.toUnmodifiableSet());
        } catch (IOException e) {
            throw new IllegalStateException("the list of known words cannot be read", e);
        }
    }
}
