package mailtally.store.imap;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import mailtally.store.FolderPath;

/// Names of folders as Exchange takes them, and back: what it does not take is percent-encoded, so
/// that a name that was put there is the same when it is read. `A/B` is `A%2FB` there.
final class ExchangeNames {
    /// Folders that hold no mail, though IMAP lists them, and names that it keeps for itself; in
    /// the languages met so far.
    private static final Set<String> NOT_FOR_MAIL =
            Set.of(
                    "calendar",
                    "kalender",
                    "calendrier",
                    "calendario",
                    "agenda",
                    "birthdays",
                    "contacts",
                    "kontakte",
                    "contactos",
                    "contatti",
                    "contactpersonen",
                    "suggested contacts",
                    "recipient cache",
                    "gal contacts",
                    "externalcontacts",
                    "tasks",
                    "aufgaben",
                    "tâches",
                    "tareas",
                    "attività",
                    "taken",
                    "notes",
                    "notizen",
                    "notas",
                    "note",
                    "notities",
                    "journal",
                    "diario",
                    "outbox",
                    "postausgang",
                    "sync issues",
                    "synchronisierungsprobleme",
                    "problèmes de synchronisation",
                    "conversation action settings",
                    "quick step settings",
                    "social activity notifications",
                    "personmetadata",
                    "yammer root",
                    "files");

    private ExchangeNames() {}

    /// True for a folder in which there is no mail, whatever the server counts there.
    static boolean notForMail(FolderPath path) {
        return notForMail(path.names().getFirst());
    }

    private static boolean notForMail(String outermost) {
        return NOT_FOR_MAIL.contains(
                Normalizer.normalize(outermost, Normalizer.Form.NFC).toLowerCase(Locale.ROOT));
    }

    /// The levels as the server takes them.
    static List<String> encoded(List<String> levels) {
        List<String> encoded = new ArrayList<>();
        for (String level : levels) {
            boolean taken = encoded.isEmpty() && notForMail(level);
            encoded.add(encoded(level, taken));
        }
        return encoded;
    }

    /// @param taken true where the server keeps the name for itself: then its last letter is
    ///     encoded
    private static String encoded(String level, boolean taken) {
        StringBuilder out = new StringBuilder();
        int at = 0;
        while (at < level.length()) {
            int c = level.codePointAt(at);
            int next = at + Character.charCount(c);
            boolean edge = at == 0 || next == level.length();
            boolean odd =
                    c == '/'
                            || Character.isISOControl(c)
                            || (edge && Character.isWhitespace(c))
                            || (c == '%' && decodable(level, at))
                            || (taken && next == level.length());
            if (odd) {
                for (byte b : Character.toString(c).getBytes(StandardCharsets.UTF_8)) {
                    out.append(String.format(Locale.ROOT, "%%%02X", b));
                }
            } else {
                out.appendCodePoint(c);
            }
            at = next;
        }
        return out.toString();
    }

    private static boolean decodable(String text, int at) {
        return text.length() >= at + 3 && text.substring(at + 1, at + 3).matches("[0-9A-Fa-f]{2}");
    }

    /// The level that was meant. A name that [#encoded] does not make is left as it is.
    static String decoded(String level, boolean outermost) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int at = 0;
        while (at < level.length()) {
            if (level.charAt(at) == '%' && decodable(level, at)) {
                bytes.write(Integer.parseInt(level.substring(at + 1, at + 3), 16));
                at += 3;
            } else {
                int c = level.codePointAt(at);
                bytes.writeBytes(Character.toString(c).getBytes(StandardCharsets.UTF_8));
                at += Character.charCount(c);
            }
        }
        String meant = bytes.toString(StandardCharsets.UTF_8);
        return encoded(meant, outermost && notForMail(meant)).equals(level) ? meant : level;
    }
}
