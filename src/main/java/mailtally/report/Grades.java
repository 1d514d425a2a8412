package mailtally.report;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import mailtally.tally.Bucket;

/// What the buckets of a balance are called in the report of a move, and what they mean.
final class Grades {
    /// All, as the report shows them: what is proven first.
    static final List<Bucket> ORDER =
            List.of(
                    Bucket.IDENTICAL,
                    Bucket.SAME_CONTENT,
                    Bucket.DUPLICATE,
                    Bucket.PARTLY,
                    Bucket.HEADERS_ONLY,
                    Bucket.FILED_ELSEWHERE,
                    Bucket.MISSING,
                    Bucket.UNREADABLE);

    private Grades() {}

    /// The bucket of this name in JSON.
    static Optional<Bucket> of(String json) {
        return Stream.of(Bucket.values()).filter(b -> b.json().equals(json)).findFirst();
    }

    /// What it is called.
    static String words(Bucket bucket) {
        return bucket == Bucket.MISSING ? "only on this Mac" : ReportText.words(bucket);
    }

    /// What the bucket of this name in JSON is called.
    static String words(String json) {
        return of(json).map(Grades::words).orElse("unknown: " + json);
    }

    /// How strongly it is proven.
    static String meaning(Bucket bucket) {
        return switch (bucket) {
            case IDENTICAL ->
                    "Every byte was compared. Line ends and header lines that servers add may"
                            + " differ.";
            case SAME_CONTENT ->
                    "Every text, attachment, recipient and link is there. The server wrote it in"
                            + " another form.";
            case DUPLICATE -> "One more copy of a message that is proven in the same folder.";
            case PARTLY -> "Something of it is missing or changed.";
            case HEADERS_ONLY -> "Sender, date and Message-ID agree. The content was not compared.";
            case FILED_ELSEWHERE -> "The content is proven, but not in this folder.";
            case MISSING -> "No safe copy was found there.";
            case UNREADABLE -> "There are no bytes, or no header: it equals nothing.";
        };
    }
}
