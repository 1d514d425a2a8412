package mailtally.message;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.SortedSet;
import java.util.TreeSet;

/// A message's flags and keywords as IMAP has them (RFC 9051 section 2.3.2), in one sorted set:
/// system flags with their backslash and usual case (`\Seen`), keywords as given (`$Forwarded`).
///
/// @param names the flags, sorted; unmodifiable
/// @param appleRaw Apple Mail's own number where the message came from Apple Mail: it holds more
///     than IMAP can say, so it is kept
public record Flags(SortedSet<String> names, OptionalLong appleRaw) {
    /// No flags at all.
    public static final Flags NONE = new Flags(new TreeSet<>(), OptionalLong.empty());

    public Flags {
        SortedSet<String> copy = new TreeSet<>();
        for (String name : names) {
            copy.add(canonical(name));
        }
        names = Collections.unmodifiableSortedSet(copy);
    }

    /// These flags, without a number of Apple's.
    public static Flags of(Collection<String> names) {
        return new Flags(new TreeSet<>(names), OptionalLong.empty());
    }

    /// These flags, without a number of Apple's.
    public static Flags of(String... names) {
        return of(List.of(names));
    }

    /// True where `\Deleted` is set: such a copy is no safe copy.
    public boolean deleted() {
        return names.contains("\\Deleted");
    }

    /// The names, separated by blanks: `\Flagged \Seen $Forwarded`.
    public String text() {
        return String.join(" ", names);
    }

    /// The flags of which [#text] was made.
    public static Flags parse(String text, OptionalLong appleRaw) {
        SortedSet<String> names = new TreeSet<>();
        for (String name : text.split(" ", -1)) {
            if (!name.isEmpty()) {
                names.add(name);
            }
        }
        return new Flags(names, appleRaw);
    }

    /// System flags are case-insensitive (RFC 9051 section 2.3.2); keywords are left alone.
    private static String canonical(String name) {
        if (name.length() < 2 || name.charAt(0) != '\\') {
            return name;
        }
        String word = name.substring(1).toLowerCase(Locale.ROOT);
        return "\\" + Character.toUpperCase(word.charAt(0)) + word.substring(1);
    }
}
