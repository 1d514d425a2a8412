package mailtally.tally;

/// Where each message that was found ends: exactly one of these. The first five are grades, how
/// strongly it is proven that one holding contains another's message.
public enum Bucket {
    /// Byte for byte the same, but for line ends and the headers that stores add or eat.
    IDENTICAL("identical"),
    /// Every component is there; what was added or rewritten is listed.
    SAME_CONTENT("sameContent"),
    /// A component is missing or changed.
    PARTLY("partly"),
    /// The same Message-ID, Date and From; content not compared.
    HEADERS_ONLY("headersOnly"),
    /// Nothing safe was found.
    MISSING("missing"),
    /// A surplus copy, with an equal one proven in the same folder.
    DUPLICATE("duplicate"),
    /// A surplus copy, with an equal one proven in another folder: the content is safe, the filing
    /// is not.
    FILED_ELSEWHERE("filedElsewhere"),
    /// No bytes, no header, or a file that cannot be read: never equal to anything.
    UNREADABLE("unreadable");

    private final String json;

    Bucket(String json) {
        this.json = json;
    }

    /// The name in JSON.
    public String json() {
        return json;
    }

    /// True where a message in this bucket needs nobody's approval.
    public boolean proven() {
        return this == IDENTICAL || this == SAME_CONTENT || this == DUPLICATE;
    }
}
