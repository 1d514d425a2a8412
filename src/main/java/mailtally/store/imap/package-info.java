/// Mail on IMAP servers (RFC 9051, RFC 3501), as a source and as a target, on Angus Mail's protocol
/// layer.
///
///     ImapStore ── Sessions ── Session (Angus' IMAPProtocol) ── GuardedInput ── ServerConnection
///        │            a budget of connections to one host, with back-off
///        ├─ FolderList     NAMESPACE, LIST, STATUS: what there is
///        ├─ FolderVisit    one folder's messages, in batches over several connections
///        ├─ ImapAppender   APPEND and its answers
///        └─ ImapTrial      the one DELETE: a folder of our own trial
///
/// A source is opened with EXAMINE and read with BODY.PEEK[], which change nothing. Start reading
/// at [mailtally.store.imap.ImapStore].
///
/// May use: store, store.server, message. Must never happen here: SELECT, STORE, EXPUNGE, CLOSE or
/// any other command that changes a source; a number, a length or a name from a server that is
/// believed without a limit; a login tried again after a refusal.
package mailtally.store.imap;
