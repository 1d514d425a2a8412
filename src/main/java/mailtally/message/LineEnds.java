package mailtally.message;

/// How a message's lines end. RFC 5322 section 2.3 asks for CRLF; files on disk mostly have LF.
public enum LineEnds {
    /// Every line ends with LF alone, or there is no line end at all.
    LF,
    /// Every line ends with CRLF.
    CRLF,
    /// Both, or a run of CR before an LF. Only exact digests decide about such a message: with line
    /// ends made alike, a damaged PNG equals a whole one.
    MIXED
}
