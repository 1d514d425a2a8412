package mailtally.demo.exchange;

import java.util.Optional;

/// A part of a message while it is changed. A character is a byte. Used by one thread.
sealed interface StoredPart permits StoredLeaf, StoredMulti {
    /// Its header; of a whole message only what is named Content.
    StoredFields fields();

    /// What stands below its header.
    String body();

    /// `text/plain` where nothing is said.
    default String mediaType() {
        return type().map(StoredType::main).orElse("text/plain");
    }

    default Optional<StoredType> type() {
        return fields().only("content-type").flatMap(StoredType::of);
    }

    default boolean is(String mediaType) {
        return mediaType().equals(mediaType);
    }
}
