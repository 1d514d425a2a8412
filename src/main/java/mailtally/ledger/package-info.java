/// Where what was seen and decided is kept: one SQLite file a move (PostgreSQL for fleets), through
/// JDBI. This room has the connection, the transactions and the migrations; each room that keeps
/// something owns its tables and hands in a [mailtally.ledger.Schema].
///
/// Rules: SQL here and in the owning rooms runs on SQLite and on PostgreSQL alike. Text that comes
/// from mail is stored as bytes. Times are ms since 1970 UTC. The file is the user's alone (0600).
///
/// May use: nothing of ours. Must never happen here: knowledge of mail, a secret stored.
package mailtally.ledger;
