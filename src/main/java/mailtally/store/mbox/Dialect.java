package mailtally.store.mbox;

import java.util.ArrayList;
import java.util.List;
import mailtally.message.MessageBytes;
import mailtally.store.Finding;

/// Which dialect of mbox a file was read as, counted message by message. Used by one thread.
final class Dialect {
    private long messages;
    private long lengthFits;
    private long lengthWrong;
    private long twoReadings;
    private long crlf;
    private boolean blankStart;
    private boolean missingEmptyLine;

    /// Blank lines stand before the first separator.
    void seeBlankStart() {
        blankStart = true;
    }

    void see(Region region, MessageBytes bytes) {
        messages++;
        lengthFits += region.traits().lengthFits() ? 1 : 0;
        lengthWrong +=
                !region.traits().lengthFits() && region.header().contentLength() >= 0 ? 1 : 0;
        twoReadings += bytes.otherReading().isPresent() ? 1 : 0;
        crlf += region.traits().crlf() ? 1 : 0;
        missingEmptyLine = !region.traits().emptyLineFollows() && !region.traits().lengthFits();
    }

    /// What to say of the file.
    ///
    /// @param name the folder's name and the file's
    List<Finding> findings(String name) {
        List<Finding> findings = new ArrayList<>();
        if (blankStart) {
            findings.add(Finding.note(name + " begins with blank lines, which were left out."));
        }
        if (messages == 0) {
            return findings;
        }
        String dialect =
                lengthFits > 0
                        ? "mboxcl2 (for " + count(lengthFits) + " Content-Length told the end)"
                        : twoReadings > 0 ? "mboxrd or mboxo" : "mbox without quoted lines";
        findings.add(
                Finding.note(
                        name
                                + " was read as "
                                + dialect
                                + ", lines ending with "
                                + (crlf == 0 ? "LF" : crlf == messages ? "CRLF" : "LF or CRLF")
                                + "."));
        if (twoReadings > 0) {
            findings.add(
                    Finding.note(
                            name
                                    + ": "
                                    + count(twoReadings)
                                    + " had lines that begin with '>From ', which can be read two"
                                    + " ways."));
        }
        if (lengthWrong > 0) {
            findings.add(
                    Finding.note(
                            name
                                    + ": "
                                    + count(lengthWrong)
                                    + " had a Content-Length that leads to no separator; it was"
                                    + " not believed."));
        }
        if (missingEmptyLine) {
            findings.add(
                    Finding.note(
                            name
                                    + " ends without an empty line; if it was cut, its last message"
                                    + " is not whole."));
        }
        return findings;
    }

    private static String count(long messages) {
        return messages == 1 ? "1 message" : messages + " messages";
    }
}
