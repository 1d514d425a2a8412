/// One reading of one account: every holding of a store is visited once, its bytes are digested
/// while they go elsewhere (into a backup), and what was seen goes to the ledger.
///
/// Nouns: [mailtally.inventory.FolderSink] and [mailtally.inventory.CopySink] (where the bytes go
/// meanwhile), [mailtally.inventory.Progress].
///
/// May use: store, message, ledger. Owns the tables inventory, folder, witness, body,
/// sheet, holding and remark.
///
/// Must never happen here: a holding that was visited and is not in the inventory; a message that
/// is fetched a second time for a second purpose.
package mailtally.inventory;
