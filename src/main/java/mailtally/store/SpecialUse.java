package mailtally.store;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// What a folder is for (RFC 6154 section 2).
public enum SpecialUse {
    ALL,
    ARCHIVE,
    DRAFTS,
    FLAGGED,
    JUNK,
    SENT,
    TRASH;

    /// Names under which servers and Apple Mail keep these folders, in the languages met so far.
    private static final Map<String, SpecialUse> BY_NAME =
            Map.ofEntries(
                    Map.entry("archive", ARCHIVE),
                    Map.entry("archiv", ARCHIVE),
                    Map.entry("archives", ARCHIVE),
                    Map.entry("drafts", DRAFTS),
                    Map.entry("entwürfe", DRAFTS),
                    Map.entry("brouillons", DRAFTS),
                    Map.entry("borradores", DRAFTS),
                    Map.entry("junk", JUNK),
                    Map.entry("junk e-mail", JUNK),
                    Map.entry("junk email", JUNK),
                    Map.entry("spam", JUNK),
                    Map.entry("bulk mail", JUNK),
                    Map.entry("werbung", JUNK),
                    Map.entry("courrier indésirable", JUNK),
                    Map.entry("sent", SENT),
                    Map.entry("sent messages", SENT),
                    Map.entry("sent items", SENT),
                    Map.entry("sent mail", SENT),
                    Map.entry("gesendet", SENT),
                    Map.entry("gesendete objekte", SENT),
                    Map.entry("messages envoyés", SENT),
                    Map.entry("trash", TRASH),
                    Map.entry("deleted", TRASH),
                    Map.entry("deleted messages", TRASH),
                    Map.entry("deleted items", TRASH),
                    Map.entry("papierkorb", TRASH),
                    Map.entry("gelöschte objekte", TRASH),
                    Map.entry("corbeille", TRASH),
                    Map.entry("papelera", TRASH),
                    Map.entry("cestino", TRASH),
                    Map.entry("prullenbak", TRASH),
                    Map.entry("bin", TRASH));

    /// The attribute that stands for it in LIST and CREATE: `\Sent`.
    public String attribute() {
        return "\\" + name().charAt(0) + name().substring(1).toLowerCase(Locale.ROOT);
    }

    /// The use that a folder's last name suggests where nothing better tells.
    public static Optional<SpecialUse> byName(FolderPath path) {
        String name =
                Normalizer.normalize(path.names().getLast(), Normalizer.Form.NFC)
                        .toLowerCase(Locale.ROOT);
        return Optional.ofNullable(BY_NAME.get(name));
    }
}
