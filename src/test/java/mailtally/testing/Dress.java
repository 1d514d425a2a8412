package mailtally.testing;

import java.util.ArrayList;
import java.util.List;

/// How a message's bytes look without changing what it says: its line ends, blank lines at its end,
/// the headers that stores add or eat, and the NUL that one server turns into 0x80.
///
/// @param storeHeaders whole header lines
/// @param nulAs80 each NUL is written as 0x80
/// @param marked the text gets a NUL that is no part of the model, so that `nulAs80` shows
public record Dress(
        Ends ends,
        int finalBlankLines,
        List<String> storeHeaders,
        boolean marked,
        boolean nulAs80) {
    /// What ends a line.
    public enum Ends {
        LF,
        CRLF,
        /// Every third line ends with CRLF, all others with LF.
        MIXED
    }

    /// LF, nothing added.
    public static final Dress PLAIN = new Dress(Ends.LF, 0, List.of(), false, false);

    public Dress {
        storeHeaders = List.copyOf(storeHeaders);
    }

    /// A dress in which the message is still proven.
    ///
    /// @param marked whether the message has a NUL; both sides must agree
    public static Dress any(Choices choices, boolean marked) {
        List<String> headers = new ArrayList<>();
        for (String header :
                List.of(
                        "Status: RO",
                        "X-Status: A",
                        "X-UID: 417",
                        "X-Keywords: Junk",
                        "X-IMAPbase: 1 9",
                        "X-UIDL: ab12",
                        "Content-Length: 12")) {
            if (choices.oneIn(5)) {
                headers.add(header);
            }
        }
        Ends ends = choices.one(Ends.LF, Ends.LF, Ends.CRLF, Ends.MIXED);
        return new Dress(ends, choices.below(3), headers, marked, choices.oneIn(2));
    }
}
