package mailtally.store.ews;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import mailtally.message.Flags;
import mailtally.store.Completeness;
import mailtally.store.Holding;
import mailtally.store.Locator;

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
    /// Others are no dates of mail, and some cannot be counted in milliseconds.
    private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");

    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

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
                item.textAt("DateTimeReceived").flatMap(Line::instant));
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

    private static Optional<Instant> instant(String text) {
        try {
            return Optional.of(OffsetDateTime.parse(text.strip()).toInstant())
                    .filter(i -> i.isAfter(EARLIEST) && i.isBefore(LATEST));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
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
