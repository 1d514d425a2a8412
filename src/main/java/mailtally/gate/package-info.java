/// May this account be removed from this Mac now? Pure: evidence and the time go in, conditions
/// come out, and a clearance where none of them stops it.
///
/// Start reading at [mailtally.gate.Gate]. May use: nothing of ours. Must never happen here: a look
/// at anything, a clock read, a clearance that was kept somewhere.
package mailtally.gate;
