package mailtally.demo.exchange;

import jakarta.mail.internet.ContentDisposition;
import jakarta.mail.internet.ContentType;
import jakarta.mail.internet.ParameterList;
import jakarta.mail.internet.ParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The value of Content-Type or Content-Disposition, with its parameters as they were written.
///
/// @param main such as `text/plain` or `attachment`, in lower case
/// @param parameters each with its name
record StoredType(String main, List<String> parameters) {
    StoredType {
        parameters = List.copyOf(parameters);
    }

    /// Content-Type's; nothing if it cannot be read.
    static Optional<StoredType> of(String value) {
        try {
            ContentType type = new ContentType(value);
            return Optional.of(
                    new StoredType(type.getBaseType().toLowerCase(Locale.ROOT), apart(value)));
        } catch (ParseException e) {
            return Optional.empty();
        }
    }

    /// Content-Disposition's.
    static Optional<StoredType> disposition(String value) {
        try {
            String main = new ContentDisposition(value).getDisposition();
            return main == null
                    ? Optional.empty()
                    : Optional.of(new StoredType(main.toLowerCase(Locale.ROOT), apart(value)));
        } catch (ParseException e) {
            return Optional.empty();
        }
    }

    /// What stands between semicolons that are not quoted, but for the first.
    private static List<String> apart(String value) {
        List<String> apart = new ArrayList<>();
        boolean quoted = false;
        int from = 0;
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (quoted && c == '\\') {
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (c == ';' && !quoted) {
                apart.add(value.substring(from, i).strip());
                from = i + 1;
            }
        }
        apart.add(value.substring(Math.min(from, value.length())).strip());
        apart.removeFirst();
        apart.removeIf(String::isEmpty);
        return apart;
    }

    private static boolean named(String parameter, String name) {
        return parameter.regionMatches(true, 0, name, 0, name.length())
                && parameter.substring(name.length()).strip().startsWith("=");
    }

    /// A parameter's value.
    Optional<String> parameter(String name) {
        try {
            ParameterList list = new ParameterList(";" + String.join(";", parameters));
            return Optional.ofNullable(list.get(name));
        } catch (ParseException e) {
            return Optional.empty();
        }
    }

    /// With another value of a parameter, in its place where it is there already.
    StoredType with(String name, String value) {
        List<String> changed = new ArrayList<>(parameters);
        String written = name + "=\"" + value + '"';
        boolean there = changed.stream().anyMatch(p -> named(p, name));
        changed.replaceAll(p -> named(p, name) ? written : p);
        if (!there) {
            changed.add(written);
        }
        return new StoredType(main, changed);
    }

    /// The last first. Parts of one value (RFC 2231 section 3) may stand in any order.
    StoredType reordered() {
        return new StoredType(main, parameters.reversed());
    }

    String text() {
        return parameters.isEmpty() ? main : main + "; " + String.join("; ", parameters);
    }
}
