package mailtally.message;

/// Where in the message we are.
///
/// @param number the part number; of a message the number of the part that it is, empty for the
///     whole
/// @param message true for a message, false for a part
/// @param otherwise the media type where none is given
/// @param alternative the name of the nearest multipart/alternative that this is in, or empty
record PartPlace(String number, int depth, boolean message, String otherwise, String alternative) {
    private static final String USUAL = "text/plain";

    /// The whole message.
    static PartPlace top() {
        return new PartPlace("", 0, true, USUAL, "");
    }

    /// A part of this multipart.
    ///
    /// @param type the multipart's media type
    PartPlace part(int index, String type) {
        return new PartPlace(
                number.isEmpty() ? "" + index : number + "." + index,
                depth + 1,
                false,
                type.equals("multipart/digest") ? "message/rfc822" : USUAL,
                type.equals("multipart/alternative") ? whole() : alternative);
    }

    PartPlace embedded() {
        return new PartPlace(leaf(), depth + 1, true, USUAL, "");
    }

    /// The number of a body that is no multipart.
    String leaf() {
        return !message ? number : number.isEmpty() ? "1" : number + ".1";
    }

    /// The name of a body that is a multipart.
    String whole() {
        return !message ? number : number.isEmpty() ? "TEXT" : number + ".TEXT";
    }
}
