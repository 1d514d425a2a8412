package mailtally.message;

import java.util.Collections;
import java.util.List;
import java.util.Optional;

/// A sheet with what stands behind its digests: words, names, inner messages. Made by
/// [SheetMaker#read], held in memory for one comparison and kept nowhere, since it holds mail.
public final class Reading {
    private final Sheet sheet;
    private final List<Optional<Detail>> details;

    Reading(Sheet sheet, List<Optional<Detail>> details) {
        this.sheet = sheet;
        this.details = List.copyOf(details);
    }

    /// A sheet of which nothing more is known.
    public static Reading of(Sheet sheet) {
        return new Reading(sheet, Collections.nCopies(sheet.components().size(), Optional.empty()));
    }

    /// The sheet.
    public Sheet sheet() {
        return sheet;
    }

    /// What stands behind each component of the sheet, in its order.
    List<Optional<Detail>> details() {
        return details;
    }

    @Override
    public String toString() {
        return "(the reading of a message)";
    }
}
