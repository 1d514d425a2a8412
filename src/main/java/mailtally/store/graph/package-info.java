/// Mail in Exchange Online by Microsoft Graph, as a source and for proof; it is never changed.
///
///     GraphStore ── GraphFolders   the folders, with what they are for and how much is in them
///        ├─ GraphVisit             one folder: listed, then its messages fetched ahead, in order
///        │    ├─ GraphListing      what is in it now (delta), written to a file of ours
///        │    └─ GraphFetch        one message's bytes ($value), or why there are none
///        └─ GraphCalls             one question: token, pace, waits, another try
///             ├─ GraphPace         four at a time, 10,000 in ten minutes, quiet when told to be
///             └─ GraphPlace        addresses of ours; whether one of the server's may be followed
///
/// Start reading at [mailtally.store.graph.GraphStore]. May use: store.server, store, message;
/// Jackson, for JSON as a stream.
///
/// Must never happen here: a question that changes the mailbox; a token sent to another place than
/// the one that was named, whatever a link says; content taken from memory for a message that may
/// have been edited; JSON read without a limit.
package mailtally.store.graph;
