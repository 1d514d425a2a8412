package mailtally.store.imap;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import mailtally.store.FolderPath;
import org.eclipse.angus.mail.iap.Argument;
import org.eclipse.angus.mail.imap.protocol.BASE64MailboxDecoder;
import org.eclipse.angus.mail.imap.protocol.BASE64MailboxEncoder;

/// A folder's name as the server writes it.
///
/// @param raw the name's bytes, one character a byte: modified UTF-7 (RFC 3501 section 5.1.3), or
///     UTF-8 from servers that send it
record MailboxName(String raw) {
    /// What stands between quotes as it is.
    private static final Pattern PLAIN = Pattern.compile("[ -~&&[^\"\\\\]]*");

    private static final int MOST_CHARS = 4096;

    MailboxName {
        if (raw.length() > MOST_CHARS) {
            throw new IllegalArgumentException("a folder's name has more than 4,096 bytes");
        }
    }

    /// The name as an argument of a command: quoted, or a literal where it must be.
    Argument argument() {
        Argument argument = new Argument();
        if (raw.indexOf('~') >= 0 && PLAIN.matcher(raw).matches()) {
            // Courier knows no folder by a name with a tilde that is not quoted.
            argument.writeAtom('"' + raw + '"');
        } else {
            argument.writeString(raw, StandardCharsets.ISO_8859_1);
        }
        return argument;
    }

    boolean inbox() {
        return raw.equalsIgnoreCase("INBOX");
    }

    /// The name level by level, as people see it, without the personal namespace's prefix.
    FolderPath path(Space space) {
        String rest = raw;
        if (!space.prefix().isEmpty()
                && rest.length() > space.prefix().length()
                && rest.regionMatches(true, 0, space.prefix(), 0, space.prefix().length())) {
            rest = rest.substring(space.prefix().length());
        }
        List<String> levels = new ArrayList<>();
        if (space.delimiter().isEmpty()) {
            levels.add(decode(rest));
        } else {
            for (String level : rest.split(Pattern.quote(space.delimiter().get()), -1)) {
                levels.add(decode(level));
            }
        }
        if (levels.contains("")) {
            return FolderPath.of(rest.isEmpty() ? "(no name)" : decode(rest));
        }
        if (space.exchange()) {
            for (int i = 0; i < levels.size(); i++) {
                levels.set(i, ExchangeNames.decoded(levels.get(i), i == 0));
            }
        }
        if (levels.getFirst().equalsIgnoreCase("INBOX")) {
            levels.set(0, "INBOX");
        }
        return new FolderPath(levels);
    }

    /// The name that a folder of this path gets in the personal namespace. A delimiter within a
    /// level becomes an underscore; on Exchange [ExchangeNames] has the rules.
    static MailboxName of(FolderPath path, Space space) {
        if (path.names().equals(List.of("INBOX"))) {
            return new MailboxName("INBOX");
        }
        List<String> levels = new ArrayList<>();
        List<String> names = space.exchange() ? ExchangeNames.encoded(path.names()) : path.names();
        for (String name : names) {
            String plain = space.delimiter().map(d -> name.replace(d, "_")).orElse(name);
            levels.add(BASE64MailboxEncoder.encode(plain));
        }
        String joined = String.join(space.delimiter().orElse("_"), levels);
        boolean inInbox = path.names().getFirst().toUpperCase(Locale.ROOT).equals("INBOX");
        boolean prefixed = inInbox && space.prefix().toUpperCase(Locale.ROOT).startsWith("INBOX");
        return new MailboxName(prefixed ? joined : space.prefix() + joined);
    }

    /// The user's own part of the server's names (RFC 2342).
    ///
    /// @param prefix with its delimiter: `INBOX.`; often empty
    /// @param delimiter one character, or none where names have no levels
    /// @param exchange true where Exchange's rules for names hold
    record Space(String prefix, Optional<String> delimiter, boolean exchange) {
        Space(String prefix, Optional<String> delimiter) {
            this(prefix, delimiter, false);
        }
    }

    private static String decode(String level) {
        if (level.chars().anyMatch(c -> c > 0x7e)) {
            try {
                return StandardCharsets.UTF_8
                        .newDecoder()
                        .decode(ByteBuffer.wrap(level.getBytes(StandardCharsets.ISO_8859_1)))
                        .toString();
            } catch (CharacterCodingException e) {
                return level;
            }
        }
        String decoded = BASE64MailboxDecoder.decode(level);
        // What does not come out the same way again is no modified UTF-7.
        return BASE64MailboxEncoder.encode(decoded).equals(level) ? decoded : level;
    }
}
