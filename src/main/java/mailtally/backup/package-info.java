/// Backups: an account's messages as `.mbox` packages in a sealed BagIt bag (RFC 8493), or as plain
/// packages.
///
/// Nouns: [mailtally.backup.BagDraft] (a bag being written), sealing (the one rename after which it
/// is a backup), [mailtally.backup.BagVerifier] (the second reader: reads a bag by another way than
/// it was written), the proof (a small file beside the bag), [mailtally.backup.BagStore] (a sealed
/// bag read as a store), [mailtally.backup.PlainDraft] (packages alone). The files are described in
/// docs/formats-bag.md.
///
/// ```
/// <target>/
///   jane@example.com 2026-03-05 09.11/            the sealed bag
///     bagit.txt  bag-info.txt  README.txt  inventory.json  messages.jsonl
///     manifest-sha256.txt  tagmanifest-sha256.txt
///     data/INBOX.mbox/mbox  data/Projects/Client A.mbox/mbox
///     data/exact/<sha256>.eml  data/unreadable/<folder>-<number>-<name>
///   jane@example.com 2026-03-05 09.11.proof.json  the proof
///   .mailtally-<random>.partial/                  a draft, while one is written
///     lock  bag/  parts/  proof/
/// ```
///
/// May use: tally, inventory, store, store.mbox (to write), message.
///
/// Must never happen here: a sealed bag changed or overwritten; a bag sealed before the second
/// reader read all of it; anything removed that this program did not make; the second reader using
/// code of the writer or of store.mbox.
///
/// Start reading at [mailtally.backup.BagDraft], then [mailtally.backup.BagVerifier].
package mailtally.backup;
