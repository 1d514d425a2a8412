package mailtally.store;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// A folder's name, level by level, from the outermost. Names are what a person sees: decoded from
/// modified UTF-7 or percent-encoding, bytes that are no UTF-8 written as `%FF`.
public record FolderPath(List<String> names) implements Comparable<FolderPath> {
    public FolderPath {
        names = List.copyOf(names);
        if (names.isEmpty()) {
            throw new IllegalArgumentException("a folder has a name");
        }
    }

    /// The folder with these names.
    public static FolderPath of(String... names) {
        return new FolderPath(List.of(names));
    }

    /// A folder inside this one.
    public FolderPath child(String name) {
        List<String> longer = new ArrayList<>(names);
        longer.add(name);
        return new FolderPath(longer);
    }

    /// The levels joined by `/`; a slash or backslash that is part of a name has a backslash before
    /// it. Not escaped for a terminal or a page: that is the doors' work.
    public String text() {
        StringBuilder text = new StringBuilder();
        for (String name : names) {
            text.append(text.isEmpty() ? "" : "/")
                    .append(name.replace("\\", "\\\\").replace("/", "\\/"));
        }
        return text.toString();
    }

    /// The folder of which [#text] was made.
    ///
    /// @throws IllegalArgumentException if a level is empty or the text ends in a backslash
    public static FolderPath parse(String text) {
        List<String> names = new ArrayList<>();
        StringBuilder name = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\') {
                if (++i == text.length()) {
                    throw new IllegalArgumentException("a backslash ends the folder's name");
                }
                name.append(text.charAt(i));
            } else if (c == '/') {
                names.add(name.toString());
                name.setLength(0);
            } else {
                name.append(c);
            }
        }
        names.add(name.toString());
        if (names.contains("")) {
            throw new IllegalArgumentException("a level of the folder's name is empty");
        }
        return new FolderPath(names);
    }

    /// Equal for names that mean the same folder in two stores: composed the same way (NFC), and
    /// INBOX in any case (RFC 9051 section 5.1).
    public String key() {
        List<String> same = new ArrayList<>();
        for (String name : names) {
            same.add(Normalizer.normalize(name, Normalizer.Form.NFC));
        }
        if (same.getFirst().toUpperCase(Locale.ROOT).equals("INBOX")) {
            same.set(0, "INBOX");
        }
        return new FolderPath(same).text();
    }

    @Override
    public int compareTo(FolderPath other) {
        return text().compareTo(other.text());
    }

    @Override
    public String toString() {
        return text();
    }
}
