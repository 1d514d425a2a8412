package mailtally.demo.exchange;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/// A message on its way into the mailbox: changed as the quirks say. What cannot be read strictly
/// is kept as it came, and so is what is signed or encrypted as a whole; attachments keep their
/// bytes, inner messages all of theirs.
final class StoredMail {
    private static final Set<ExchangeQuirk> CHANGES =
            Collections.unmodifiableSet(
                    EnumSet.range(ExchangeQuirk.HTML_MERGED, ExchangeQuirk.ONE_BCC_DROPPED));

    private final ExchangeSettings settings;
    private final String user;

    /// @param user the mailbox's primary address
    StoredMail(ExchangeSettings settings, String user) {
        this.settings = settings;
        this.user = user;
    }

    /// As the mailbox hands it out.
    byte[] rewritten(byte[] mime) {
        if (Collections.disjoint(settings.quirks(), CHANGES)) {
            return mime;
        }
        Optional<StoredReader.Whole> read = StoredReader.message(StoredCoding.octets(mime));
        if (read.isEmpty() || StoredReader.signed(read.get().body().mediaType())) {
            return mime;
        }
        StoredFields header = read.get().fields();
        StoredPart before = read.get().body();
        String mark = StoredMark.of(mime);
        StoredPart body = new StoredTexts(settings).changed(shaped(before));
        new StoredLeaves(settings).change(body);
        new StoredHeader(settings, user, mark).change(header, body);
        StoredSkeleton skeleton = new StoredSkeleton(settings, mark);
        skeleton.change(body);
        content(header, body);
        skeleton.change(header);
        return StoredCoding.octets(header.text() + "\r\n" + body.body());
    }

    private StoredPart shaped(StoredPart root) {
        StoredPart unpacked = new StoredSpecial(settings).changed(root);
        return new StoredTree(settings).shaped(unpacked);
    }

    /// Says in the header what the body now is.
    private static void content(StoredFields header, StoredPart body) {
        StoredFields before = new StoredFields(header.lines());
        before.remove(name -> !name.startsWith("content-"));
        if (before.lines().equals(body.fields().lines())) {
            return;
        }
        header.replace(name -> name.startsWith("content-"), body.fields().lines());
        if (header.count("mime-version") == 0) {
            header.set("MIME-Version", "1.0");
        }
    }
}
