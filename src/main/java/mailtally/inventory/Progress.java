package mailtally.inventory;

/// Hears how far a long piece of work is. Called from several threads, often; must be quick.
public interface Progress {
    /// Says nothing to anyone.
    Progress NONE =
            new Progress() {
                @Override
                public void stage(String what) {}

                @Override
                public void advance(long messages, long bytes) {}
            };

    /// A new piece of work begins, in a few plain words: "Reading jane@example.com".
    void stage(String what);

    /// So many messages will be done in this stage, as far as is known. Not said where it is not.
    default void expect(long messages) {}

    /// So many more messages and bytes are done in this stage.
    void advance(long messages, long bytes);
}
