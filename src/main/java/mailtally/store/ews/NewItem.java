package mailtally.store.ews;

import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import mailtally.store.Appender;
import mailtally.store.server.WebBody;

/// A message as it stands in CreateItem. The order of its elements is the schema's.
///
/// @param message its base64
/// @param after what follows the message
record NewItem(Base64Body message, String after) {
    private static final String BEFORE = "<t:Message><t:MimeContent CharacterSet=\"UTF-8\">";

    /// What a date of MAPI can say (MS-DTYP section 2.3.3: from 1601 on).
    private static final Instant EARLIEST = Instant.parse("1601-01-02T00:00:00Z");

    private static final Instant LATEST = Instant.parse("9999-12-31T00:00:00Z");

    static NewItem of(Appender.Outgoing outgoing) throws IOException {
        String date =
                outgoing.internalDate()
                        .filter(d -> d.isAfter(EARLIEST) && d.isBefore(LATEST))
                        .map(d -> d.truncatedTo(ChronoUnit.SECONDS).toString())
                        .map(Property.DELIVERY_TIME::with)
                        .orElse("");
        return new NewItem(
                Base64Body.of(outgoing.bytes()),
                "</t:MimeContent>"
                        + ItemFlags.properties(outgoing.flags())
                        + date
                        + ItemFlags.flagged(outgoing.flags())
                        + "</t:Message>");
    }

    List<WebBody> parts() {
        return List.of(WebBody.of(BEFORE), message, WebBody.of(after));
    }
}
