/// Two inventories paired, with every holding accounted for: is every message of A on B?
///
/// Nouns: [mailtally.tally.Bucket] (where each found message ends), [mailtally.tally.Counts] (the
/// balance), [mailtally.tally.Exceptional] (a message that is not proven, by name and reason).
///
/// May use: inventory, store, ledger, message. Owns the tables tally and pair.
///
/// Must never happen here: a message in two buckets or in none, a grade that depends on the order
/// of reading, a proof from a copy that is not safe, 'empty' equal to anything.
package mailtally.tally;
