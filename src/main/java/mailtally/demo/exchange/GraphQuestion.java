package mailtally.demo.exchange;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What is asked of Microsoft Graph.
///
/// @param user whose mailbox, or empty where the path names none
/// @param path what stands behind the user, name by name
/// @param query by name, decoded
/// @param prefer the header `Prefer`
record GraphQuestion(String user, List<String> path, Map<String, String> query, String prefer) {
    private static final Pattern PAGE = Pattern.compile("odata\\.maxpagesize=([0-9]{1,6})");

    GraphQuestion {
        path = List.copyOf(path);
        query = Map.copyOf(query);
    }

    static GraphQuestion of(URI asked, String prefer) {
        List<String> names = new ArrayList<>();
        for (String name : asked.getRawPath().split("/", -1)) {
            names.add(decode(name.replace("+", "%2B")));
        }
        // "", "v1.0", "users", the user, …
        boolean known = names.size() > 4 && names.get(2).equals("users");
        Map<String, String> query = new HashMap<>();
        for (String pair : Optional.ofNullable(asked.getRawQuery()).orElse("").split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                query.put(decode(pair.substring(0, equals)), decode(pair.substring(equals + 1)));
            }
        }
        return new GraphQuestion(
                known ? names.get(3) : "",
                known ? names.subList(4, names.size()) : List.of(),
                query,
                prefer);
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    /// How many elements a page may have.
    int page(int otherwise) {
        Matcher asked = PAGE.matcher(prefer);
        if (asked.find()) {
            return Integer.parseInt(asked.group(1));
        }
        return Integer.parseInt(query.getOrDefault("$top", Integer.toString(otherwise)));
    }

    /// Whether ids are to stay as they are when a message is moved.
    boolean immutableIds() {
        return prefer.contains("IdType=\"ImmutableId\"");
    }
}
