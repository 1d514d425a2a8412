/// The contract of a place that holds mail, and the words all such places share.
///
/// Nouns: [mailtally.store.Store] (the contract; read it first), [mailtally.store.Folder],
/// [mailtally.store.Holding] (one copy of one message in one folder of one store),
/// [mailtally.store.Witness] (a second opinion on how many there are), [mailtally.store.Finding].
///
/// May use: message. Each kind of store is a room below this one (`store.applemail`, `store.mbox`,
/// …), knows no other kind, and shows one public class.
///
/// Must never happen here: a source written to, a path made of an unchecked name from mail, a
/// message skipped without a word.
package mailtally.store;
