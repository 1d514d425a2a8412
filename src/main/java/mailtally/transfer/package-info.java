/// Puts on one store what it lacks of another, and proves it: check, plan, question, act, check
/// again.
///
/// Start reading at [mailtally.transfer.Copy]. Nouns: [mailtally.transfer.Plan] (what would be put
/// where, and what not), [mailtally.transfer.Copied] (how it ended), intent (a message that is
/// about to be put, durable in the ledger before the store hears of it).
///
/// The order that holds: an intent *must* be durable before the store is told; its outcome is
/// written after the store answered; where the answer was lost, the folder *must* be looked through
/// before anything is put again. What a store answers is never a proof: only the tally over a new
/// inventory of the target is.
///
/// May use: tally, inventory, store, ledger, message. Owns the tables put and planned.
///
/// Must never happen here: a message put whose bytes are not those that were compared, a message
/// put twice because an answer was lost, anything on the target changed or removed, a copy
/// counted that was not read back.
package mailtally.transfer;
