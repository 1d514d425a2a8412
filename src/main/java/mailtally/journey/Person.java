package mailtally.journey;

/// Whoever goes through a move. May be spoken to by several threads.
public interface Person {
    /// True while work runs that the person began: nobody is asked for what happens by itself.
    boolean there();

    /// Shows what the person has to do while the work waits.
    ///
    /// @param sentence not escaped; empty: there is nothing to do any more
    void asked(String sentence);
}
