/// Mail on POP3 servers (RFC 1939, RFC 2449), as a source, by a client of our own.
///
///     Pop3Store ── Retrieval ── Mailbox ── Session ── AnswerInput ── ServerConnection
///        │             │           │  one session at a time, made again when it breaks
///        │             │           └─ Listing    STAT, LIST, UIDL: what there is
///        │             └─ MessageBuffer          one message, in memory or in a file
///        └─ Place      what a locator says
///
/// **What a copy there is worth.** POP3 knows the inbox alone, no flags and no dates. Whether mail
/// stays cannot be asked of most servers, and never of other mail programs, which may remove what
/// they fetched. So what is proven is that the content is there now. `EXPIRE` (RFC 2449 section
/// 6.7) is asked for. NEVER and no answer are notes, which say what is known and what is not. A
/// number of days is a note too, and makes the inbox a folder that empties itself, whose copies
/// prove nothing. An empty mailbox is a doubt.
///
/// **A source stays as it is.** DELE and QUIT are never sent. A POP3 server changes a mailbox only
/// when it is told QUIT (RFC 1939 section 6): it removes what DELE named then, and where nobody may
/// leave mail on the server, what RETR fetched (EXPIRE 0). Sessions end by hanging up.
///
/// Start reading at [mailtally.store.pop3.Pop3Store].
///
/// May use: store, store.server, message. Must never happen here: a login tried again after a
/// refusal (a mailbox that is in use is none); a number, a length or a list from a server that is
/// believed without a limit; a message taken for another because it has its number.
package mailtally.store.pop3;
