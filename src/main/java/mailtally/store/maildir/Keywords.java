package mailtally.store.maildir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import mailtally.message.UnreadableException;
import mailtally.store.RegularFile;

/// What Dovecot's file `dovecot-keywords` says the letters a to z mean: lines such as `0 $Junk`.
final class Keywords {
    private static final int LIMIT_BYTES = 64 << 10;
    private static final int LETTERS = 26;

    private Keywords() {}

    /// What the Maildir's file says; nothing where there is no such file.
    static Map<Character, String> of(Path maildir) {
        Map<Character, String> keywords = new HashMap<>();
        try {
            RegularFile file = RegularFile.look(maildir.resolve("dovecot-keywords"));
            byte[] text = file.bytes().head(LIMIT_BYTES);
            for (String line : new String(text, StandardCharsets.ISO_8859_1).split("\n", -1)) {
                see(line, keywords);
            }
        } catch (UnreadableException e) {
            return Map.of(); // most Maildirs have none
        } catch (IOException e) {
            throw new IllegalStateException("an array cannot fail", e);
        }
        return keywords;
    }

    private static void see(String line, Map<Character, String> keywords) {
        int blank = line.indexOf(' ');
        if (blank < 1 || blank > 2) {
            return;
        }
        String keyword = line.substring(blank + 1);
        boolean named =
                !keyword.isEmpty()
                        && keyword.charAt(0) != '\\'
                        && keyword.chars().allMatch(c -> c > 0x20 && c < 0x7f);
        String number = line.substring(0, blank);
        if (named && number.chars().allMatch(c -> c >= '0' && c <= '9')) {
            int letter = Integer.parseInt(number);
            if (letter < LETTERS) {
                keywords.put((char) ('a' + letter), keyword);
            }
        }
    }
}
