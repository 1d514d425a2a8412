package mailtally.backup;

/// Hears of each durable step (a file or folder made, synced, renamed or removed) right before it
/// is taken. Every such step goes through [Disk], so a new one is heard of without being listed
/// anywhere: the tests stop a run at each of them.
public interface Steps {
    /// Nobody listens.
    Steps NONE = name -> {};

    /// A step is about to be taken.
    ///
    /// @param name what is about to happen, for a person to read
    void before(String name);
}
