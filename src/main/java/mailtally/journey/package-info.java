/// One account's move: where it stands, what a person is told next, and the evidence that the gate
/// decides on. What happened is a chain of events in the move's ledger; all else is made from it.
///
/// Start reading at [mailtally.journey.Journey], what the doors see, and [mailtally.journey.View],
/// what a person sees. May use: all rooms below it (gate, backup, transfer, tally, inventory, mac,
/// the stores by their contract and Apple Mail's). Must never happen here: a clearance made or
/// loaded (that is the gate's), a click in a person's place, words drawn on a page or a terminal.
package mailtally.journey;
