package mailtally.message;

import java.util.OptionalLong;
import java.util.SortedSet;
import java.util.TreeSet;

/// Apple Mail's integer of flags, as IMAP says it. The number is kept beside the names, since it
/// holds more than IMAP can say: bits 10 to 15 count attachments, 16 to 22 are a priority, 31 and
/// above are newer bits that nobody has explained. It can exceed 32 bits (8590195840 was seen).
///
/// Not translated, because no flag of that meaning exists: 3 encrypted, 5 recent (`\Recent` is the
/// server's own, RFC 3501 section 2.3.2), 7 initial, 9 redirected, 23 signed, 26 to 30 (display).
public final class AppleFlags {
    private static final long READ = 1L;
    private static final long DELETED = 1L << 1;
    private static final long ANSWERED = 1L << 2;
    private static final long FLAGGED = 1L << 4;
    private static final long DRAFT = 1L << 6;
    private static final long FORWARDED = 1L << 8;
    private static final long JUNK = 1L << 24;
    private static final long NOT_JUNK = 1L << 25;

    private AppleFlags() {}

    /// The flags that this number means, with the number itself.
    public static Flags translate(long raw) {
        SortedSet<String> names = new TreeSet<>();
        add(names, raw, READ, "\\Seen");
        add(names, raw, DELETED, "\\Deleted");
        add(names, raw, ANSWERED, "\\Answered");
        add(names, raw, FLAGGED, "\\Flagged");
        add(names, raw, DRAFT, "\\Draft");
        add(names, raw, FORWARDED, "$Forwarded");
        add(names, raw, JUNK, "$Junk");
        add(names, raw, NOT_JUNK, "$NotJunk");
        return new Flags(names, OptionalLong.of(raw));
    }

    private static void add(SortedSet<String> names, long raw, long bit, String name) {
        if ((raw & bit) != 0) {
            names.add(name);
        }
    }
}
