package mailtally.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import mailtally.message.UnreadableException;

/// Tells of a file that a store does not read whether mail may be in it: by its name, by where it
/// lies, and by its first bytes. Rather says yes too often: a file that is left out although mail
/// is in it makes a proof false.
final class PossibleMail {
    /// What lies further back is not looked at.
    static final int LIMIT_BYTES = 64 << 10;

    private static final int LINE_LIMIT_CHARS = 1000;

    /// Header fields in the first lines tell at once; further back one alone may be chance.
    private static final int FIRST_LINES = 2;

    private static final Pattern NAME =
            Pattern.compile("(?i)(.*\\.(eml|emlx|mbox|mbx)|mbox)", Pattern.DOTALL);

    /// A header field (RFC 5322 section 2.2), blanks before the colon allowed (section 4.5).
    private static final Pattern FIELD = Pattern.compile("([!-9;-~]{1,200})[ \t]*:");

    private static final Set<String> FIELDS =
            Set.of(
                    "from",
                    "to",
                    "cc",
                    "bcc",
                    "subject",
                    "date",
                    "sender",
                    "reply-to",
                    "message-id",
                    "in-reply-to",
                    "references",
                    "received",
                    "received-spf",
                    "return-path",
                    "delivered-to",
                    "envelope-to",
                    "errors-to",
                    "apparently-to",
                    "mime-version",
                    "user-agent",
                    "authentication-results",
                    "newsgroups",
                    "status",
                    "precedence",
                    "importance");
    private static final List<String> FIELD_BEGINNINGS =
            List.of("x-", "content-", "resent-", "list-", "arc-", "dkim-", "domainkey-");

    /// The date of a separator line in an mbox (RFC 4155 appendix A), in any writer's form.
    private static final Pattern DATED =
            Pattern.compile(
                    "(?i)\\b(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\\b.*\\d:\\d\\d"
                            + "|\\d{4}-\\d\\d-\\d\\d[t ]\\d\\d:\\d\\d");

    private static final Pattern FROM_LINE = Pattern.compile("From [ \t]*[^: \t]");

    private PossibleMail() {}

    /// Why the file may be mail, as one plain sentence; empty where nothing speaks for it.
    ///
    /// @throws UnreadableException if it cannot be read, so that nobody can tell
    static Optional<String> sign(Path file) throws UnreadableException {
        if (NAME.matcher(PathText.display(file)).matches()) {
            return Optional.of("But its name is one that mail has.");
        }
        if (DiskFolder.isFile(file.resolveSibling(file.getFileName() + ".msf"))) {
            return Optional.of("But Thunderbird's index of a mail folder lies beside it.");
        }
        RegularFile found = RegularFile.look(file);
        if (found.sizeBytes() > 0 && DiskFolder.inMaildirPart(file)) {
            return Optional.of("But it lies where a Maildir keeps messages.");
        }
        byte[] head = new byte[(int) Math.min(found.sizeBytes(), LIMIT_BYTES)];
        try (FileChannel channel = found.open()) {
            RegularFile.readFully(channel, ByteBuffer.wrap(head), 0);
        } catch (IOException e) {
            throw RegularFile.unreadable(e);
        }
        return inText(new String(head, StandardCharsets.ISO_8859_1));
    }

    private static Optional<String> inText(String head) {
        String text = head.startsWith("\u00ef\u00bb\u00bf") ? head.substring(3) : head;
        Set<String> fields = new HashSet<>();
        String before = "";
        int lines = 0;
        int at = 0;
        while (at < text.length()) {
            int end = lineEnd(text, at);
            String line = text.substring(at, Math.min(end, at + LINE_LIMIT_CHARS));
            at = end + 1;
            if (line.isBlank()) {
                before = "";
                continue;
            }
            Matcher field = FIELD.matcher(line);
            boolean isField = field.lookingAt();
            if (isField ? from(before) || dated(before) : from(line) && dated(line)) {
                return Optional.of("But in it is what stands before a message in an mbox.");
            }
            if (isField && known(field.group(1).toLowerCase(Locale.ROOT))) {
                fields.add(field.group(1).toLowerCase(Locale.ROOT));
                if (lines < FIRST_LINES || fields.size() > 1) {
                    return Optional.of("But in it are header fields as mail has them.");
                }
            }
            before = isField ? "" : line;
            lines++;
        }
        return Optional.empty();
    }

    private static boolean from(String line) {
        return FROM_LINE.matcher(line).lookingAt();
    }

    private static boolean dated(String line) {
        return DATED.matcher(line).find();
    }

    private static boolean known(String field) {
        return FIELDS.contains(field) || FIELD_BEGINNINGS.stream().anyMatch(field::startsWith);
    }

    /// Programs of old Macs end lines with CR alone.
    private static int lineEnd(String text, int from) {
        int end = from;
        while (end < text.length() && text.charAt(end) != '\n' && text.charAt(end) != '\r') {
            end++;
        }
        return end;
    }
}
