package mailtally.store.ews;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import mailtally.message.Flags;
import mailtally.store.Completeness;
import mailtally.store.Holding;
import mailtally.store.Locator;
import mailtally.store.server.WebTime;

/// What a listing says of one item.
///
/// @param id the server's id; printable, without blanks
/// @param version changes with the item (ChangeKey); empty where the server does not tell
/// @param kind the element that it came in: `Message`, `Contact`, …
/// @param folder the id of the folder that it lies in, where it was told
/// @param sizeBytes how large the server guesses it to be; it says nothing of its MIME form
record Line(
        String id,
        String version,
        String kind,
        Optional<String> folder,
        long sizeBytes,
        Flags flags,
        Optional<Instant> received) {
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9+/=_-]{1,512}");
    private static final Set<String> MAIL =
            Set.of(
                    "Message",
                    "MeetingMessage",
                    "MeetingRequest",
                    "MeetingResponse",
                    "MeetingCancellation",
                    "PostItem",
                    "Item");

    /// Reads an item of an answer.
    ///
    /// @throws HostileAnswerException if it has no id that could be one
    static Line of(Node item) throws HostileAnswerException {
        String id = id(item);
        return new Line(
                id,
                item.at("ItemId")
                        .flatMap(i -> i.attribute("ChangeKey"))
                        .filter(Line::isId)
                        .orElse(""),
                item.name(),
                item.at("ParentFolderId").flatMap(p -> p.attribute("Id")),
                item.textAt("Size")
                        .filter(s -> s.matches("\\d{1,10}"))
                        .map(Long::parseLong)
                        .orElse(0L),
                ItemFlags.of(item),
                item.textAt("DateTimeReceived").map(String::strip).flatMap(WebTime::parse));
    }

    /// The id of an item in an answer.
    static String id(Node item) throws HostileAnswerException {
        return item.at("ItemId")
                .flatMap(i -> i.attribute("Id"))
                .filter(Line::isId)
                .orElseThrow(() -> new HostileAnswerException("an item in it has no id"));
    }

    /// True for what can be an item's id: base64 or its form for addresses.
    static boolean isId(String text) {
        return ID.matcher(text).matches();
    }

    /// True where it is mail, and no contact or appointment that somebody moved there.
    boolean mail() {
        return MAIL.contains(kind);
    }

    Locator locator() {
        return new Locator(id);
    }

    Holding holding(Completeness completeness) {
        return new Holding(
                locator(),
                received,
                flags,
                version.isEmpty() ? Optional.empty() : Optional.of(version),
                completeness,
                List.of());
    }
}
