package mailtally.transfer;

/// Hears of each durable step of a copy (in the ledger or on the target) right before it is taken.
/// Every such step goes through [Journal] or [TargetDoor], so a new one is heard of without being
/// listed anywhere: the tests stop a run at each of them.
interface Steps {
    /// Nobody listens.
    Steps NONE = name -> {};

    /// A step is about to be taken.
    ///
    /// @param name what is about to happen, for a person to read
    void before(String name);
}
