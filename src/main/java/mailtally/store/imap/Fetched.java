package mailtally.store.imap;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import mailtally.message.Flags;
import mailtally.message.MessageBytes;
import mailtally.store.Completeness;
import mailtally.store.Holding;
import mailtally.store.Locator;
import mailtally.store.server.Spill;
import org.eclipse.angus.mail.iap.ByteArray;
import org.eclipse.angus.mail.imap.protocol.BODY;
import org.eclipse.angus.mail.imap.protocol.FLAGS;
import org.eclipse.angus.mail.imap.protocol.FetchResponse;
import org.eclipse.angus.mail.imap.protocol.INTERNALDATE;
import org.eclipse.angus.mail.imap.protocol.RFC822SIZE;
import org.eclipse.angus.mail.imap.protocol.UID;

/// One message as a server handed it out.
///
/// @param announcedBytes how long the server says the whole message is, where it was asked
/// @param body its bytes, if they were asked for and handed out (not NIL)
/// @param spill the file in which they lie, where they are too large for memory; closed with
///     [#close]
/// @param answersForBody true if the server said anything of the bytes, be it that there are none
record Fetched(
        long uid,
        Flags flags,
        Optional<Instant> internalDate,
        OptionalLong announcedBytes,
        Optional<ByteArray> body,
        Optional<Spill> spill,
        boolean answersForBody)
        implements AutoCloseable {
    private static final Map<jakarta.mail.Flags.Flag, String> SYSTEM =
            Map.of(
                    jakarta.mail.Flags.Flag.ANSWERED, "\\Answered",
                    jakarta.mail.Flags.Flag.DELETED, "\\Deleted",
                    jakarta.mail.Flags.Flag.DRAFT, "\\Draft",
                    jakarta.mail.Flags.Flag.FLAGGED, "\\Flagged",
                    jakarta.mail.Flags.Flag.SEEN, "\\Seen");

    /// What an answer to UID FETCH says, or nothing if it does not say whose it is: servers may
    /// send flags at any time.
    static Optional<Fetched> of(FetchResponse answer, Session session) {
        UID uid = answer.getItem(UID.class);
        if (uid == null) {
            return Optional.empty();
        }
        FLAGS flags = answer.getItem(FLAGS.class);
        INTERNALDATE date = answer.getItem(INTERNALDATE.class);
        RFC822SIZE size = answer.getItem(RFC822SIZE.class);
        BODY body = answer.getItem(BODY.class);
        Optional<ByteArray> bytes = Optional.ofNullable(body).map(BODY::getByteArray);
        return Optional.of(
                new Fetched(
                        uid.uid,
                        flags == null ? Flags.NONE : flags(flags),
                        Optional.ofNullable(date)
                                .map(INTERNALDATE::getDate)
                                .map(java.util.Date::toInstant),
                        size == null ? OptionalLong.empty() : OptionalLong.of(size.size),
                        bytes,
                        bytes.flatMap(session::spilled),
                        body != null));
    }

    /// The holding in the store's own words.
    ///
    /// @param headersOnly whether the bytes are the header block alone
    Holding holding(long uidValidity, boolean headersOnly) {
        return new Holding(
                locator(uidValidity, uid),
                internalDate,
                flags,
                Optional.of(Long.toString(uid)),
                headersOnly
                        ? new Completeness.HeadersOnly(announcedBytes.orElse(-1))
                        : Completeness.WHOLE,
                List.of());
    }

    static Locator locator(long uidValidity, long uid) {
        return new Locator(uidValidity + "." + uid);
    }

    /// The message, valid until [#close].
    MessageBytes message() throws IOException {
        if (spill.isPresent()) {
            return spill.get().message();
        }
        ByteArray bytes = body.orElseThrow();
        return MessageBytes.of(bytes.getBytes(), bytes.getStart(), bytes.getCount());
    }

    /// True where the server handed out NIL, or a message without a byte.
    boolean empty() {
        return spill.isEmpty() && (body.isEmpty() || body.get().getCount() == 0);
    }

    /// How many bytes it has.
    long bytes() {
        return spill.map(Spill::sizeBytes).orElse(body.map(b -> (long) b.getCount()).orElse(0L));
    }

    @Override
    public void close() {
        spill.ifPresent(Spill::close);
    }

    private static Flags flags(FLAGS given) {
        List<String> names = new ArrayList<>(Arrays.asList(given.getUserFlags()));
        for (jakarta.mail.Flags.Flag flag : given.getSystemFlags()) {
            if (SYSTEM.containsKey(flag)) {
                names.add(SYSTEM.get(flag));
            }
        }
        return Flags.of(names);
    }
}
