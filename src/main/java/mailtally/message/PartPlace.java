package mailtally.message;

/// Where in the message we are.
///
/// @param number the part number; of a message the number of the part that it is, empty for the
///     whole
/// @param message true for a message, false for a part
/// @param otherwise the media type where none is given
record PartPlace(String number, int depth, boolean message, String otherwise) {
    PartPlace part(int index, boolean inDigest) {
        String child = number.isEmpty() ? "" + index : number + "." + index;
        return new PartPlace(child, depth + 1, false, inDigest ? "message/rfc822" : "text/plain");
    }

    PartPlace embedded() {
        return new PartPlace(leaf(), depth + 1, true, "text/plain");
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
