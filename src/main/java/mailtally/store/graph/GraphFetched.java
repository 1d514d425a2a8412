package mailtally.store.graph;

import java.io.IOException;
import java.util.Optional;
import mailtally.message.MessageBytes;
import mailtally.store.server.Spill;

/// What came of fetching one message.
///
/// @param small its bytes where they are few, else none
/// @param spill the file in which they lie, where they are many; gone with [#close]
/// @param trouble why there are none, as a sentence, or empty
record GraphFetched(Optional<MessageBytes> small, Optional<Spill> spill, String trouble)
        implements AutoCloseable {
    static GraphFetched of(byte[] bytes) {
        return new GraphFetched(Optional.of(MessageBytes.of(bytes)), Optional.empty(), "");
    }

    static GraphFetched in(Spill spill) {
        return new GraphFetched(Optional.empty(), Optional.of(spill), "");
    }

    static GraphFetched not(String why) {
        return new GraphFetched(Optional.empty(), Optional.empty(), why);
    }

    /// The message, valid until [#close].
    MessageBytes message() throws IOException {
        return small.isPresent() ? small.get() : spill.orElseThrow().message();
    }

    @Override
    public void close() {
        spill.ifPresent(Spill::close);
    }
}
