package mailtally.store.maildir;

import java.nio.file.Path;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import mailtally.message.Flags;
import mailtally.store.PathText;

/// A message file's name in a Maildir: a part that never changes, and flags that do, as in
/// `1700000000.M1P2.host,S=123:2,FRS`.
///
/// @param unique what never changes
/// @param letters the flags' letters
record MessageName(String unique, String letters) {
    /// The name of this file. Where a colon cannot be in a name, programs write `;` or `!`.
    static MessageName of(Path file) {
        String name = PathText.display(file);
        for (int i = name.length() - 3; i >= 0; i--) {
            char c = name.charAt(i);
            if ((c == ':' || c == ';' || c == '!') && name.startsWith("2,", i + 1)) {
                return new MessageName(name.substring(0, i), name.substring(i + 3));
            }
        }
        return new MessageName(name, "");
    }

    /// The letters as IMAP flags; small letters are keywords.
    ///
    /// @param keywords what Dovecot says the small letters mean; one that it does not name stands
    ///     for itself
    Flags flags(Map<Character, String> keywords) {
        SortedSet<String> flags = new TreeSet<>();
        for (int i = 0; i < letters.length(); i++) {
            char letter = letters.charAt(i);
            switch (letter) {
                case 'D' -> flags.add("\\Draft");
                case 'F' -> flags.add("\\Flagged");
                case 'P' -> flags.add("$Forwarded");
                case 'R' -> flags.add("\\Answered");
                case 'S' -> flags.add("\\Seen");
                case 'T' -> flags.add("\\Deleted");
                default -> {
                    if (letter >= 'a' && letter <= 'z') {
                        flags.add(keywords.getOrDefault(letter, String.valueOf(letter)));
                    }
                }
            }
        }
        return flags.isEmpty() ? Flags.NONE : Flags.of(flags);
    }
}
