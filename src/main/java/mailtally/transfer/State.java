package mailtally.transfer;

/// What became of a message that was to be put.
enum State {
    /// It is about to be put, or was and the answer is not known.
    INTENDED,
    /// The store answered that it has it.
    STORED,
    /// The answer was lost; the message was found when the folder was looked through.
    FOUND,
    /// The answer was lost, the run ended, and the next one did not find it.
    NOT_FOUND,
    /// The store does not take it.
    REFUSED,
    /// It was not put: its bytes are not those that were compared, or its folder cannot be used.
    NOT_PUT
}
