package mailtally.store.mbox;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import mailtally.message.MessageBytes;
import mailtally.store.Completeness;
import mailtally.store.Finding;
import mailtally.store.Holding;
import mailtally.store.HoldingVisitor;
import mailtally.store.Locator;

/// Turns what is found in one mbox file into holdings.
///
/// @param encodedPath the file below the store's root, for locators
record HoldingMaker(String encodedPath, Dialect dialect, HoldingVisitor visitor)
        implements MboxFile.Visitor {
    /// More blank lines than this before the first separator are worth a look by a person.
    private static final int BLANK_LIMIT_BYTES = 64 << 10;

    @Override
    public void message(Region region, MessageBytes bytes) throws IOException {
        dialect.see(region, bytes);
        visitor.message(holding(region), bytes);
    }

    @Override
    public void unreadable(Region region, String reason, Optional<MessageBytes> raw)
            throws IOException {
        if (region.traits().garbage() && raw.isPresent() && blank(raw.get())) {
            dialect.seeBlankStart();
        } else {
            visitor.unreadable(holding(region), reason, raw);
        }
    }

    private static boolean blank(MessageBytes bytes) throws IOException {
        if (bytes.sizeBytes() > BLANK_LIMIT_BYTES) {
            return false;
        }
        for (byte b : bytes.head(BLANK_LIMIT_BYTES)) {
            if (b != '\r' && b != '\n' && b != ' ' && b != '\t') {
                return false;
            }
        }
        return true;
    }

    private Holding holding(Region region) {
        return new Holding(
                new Locator(encodedPath + "#" + region.offset() + "-" + region.lengthBytes()),
                region.separator().flatMap(SeparatorLine::date),
                region.header().flags(),
                Optional.empty(),
                Completeness.WHOLE,
                findings(region));
    }

    private static List<Finding> findings(Region region) {
        List<Finding> findings = new ArrayList<>();
        if (region.traits().doubtful()) {
            findings.add(
                    Finding.doubt(
                            region.traits().lengthFits()
                                    ? "Content-Length leads past a line that looks like the start"
                                            + " of another message."
                                    : "A line in it looks like the start of another message, but"
                                            + " is no full separator (an empty line before it, a"
                                            + " date in it): two messages may be read as one."));
        } else if (region.traits().plainFrom()) {
            findings.add(
                    Finding.note("A line in it begins with 'From ' and was taken for body text."));
        }
        if (region.separator().isEmpty() && !region.traits().garbage()) {
            findings.add(Finding.note("The line before it has no date that can be read."));
        }
        return findings;
    }
}
