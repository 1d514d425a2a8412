package mailtally.store.applemail;

import java.util.List;

/// What waits in Mail and is on no server yet.
///
/// @param outbox messages in Outbox
/// @param sendLater messages that are to be sent later
/// @param queued actions that Mail has not told the account's server yet
/// @param doubts what could not be looked at, a sentence each; empty where all was
public record Waiting(long outbox, long sendLater, long queued, List<String> doubts) {
    public Waiting {
        doubts = List.copyOf(doubts);
    }
}
