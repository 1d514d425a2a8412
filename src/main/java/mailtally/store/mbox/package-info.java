/// Mbox files: one file a folder, messages one after the other, each behind a line that begins with
/// `From `. Reads every dialect met so far, writes one (mboxrd, the only one that can be reversed).
///
/// Nouns: `MboxStore` (a file, an Apple package, or a tree of them, read as a
/// store), [mailtally.store.mbox.MboxWriter] (writes one file).
///
/// A package as Apple's 'Export Mailbox…' writes it, and as the backup room does:
/// ```
/// Name.mbox/
///   mbox                 the messages
///   table_of_contents    Mail's own index; ignored, Mail makes it again
///   Child.mbox/          a sub-mailbox: a package of its own, here or beside
/// ```
///
/// May use: store, message.
///
/// Must never happen here: bytes of a file that belong to no holding and are not reported; a
/// Content-Length believed without a look at what follows; a file or message held in memory whole;
/// anything written into a folder that is read.
package mailtally.store.mbox;
