/// One message: its bytes, digests, sheet and flags. The lowest room; it uses nothing else of ours.
///
/// Nouns: [mailtally.message.MessageBytes] (the bytes, readable more than once),
/// [mailtally.message.Digests] (what one pass over the bytes tells), [mailtally.message.Flags],
/// the sheet (what a message consists of, made only where digests do not decide).
///
/// Must never happen here: a message changed on its way (bytes in, bytes out), a message over
/// [mailtally.message.MessageBytes#IN_MEMORY_LIMIT_BYTES] held whole in memory, two messages
/// called equal because a parser dropped what it did not understand, message text in an exception
/// or a log.
///
/// Outside libraries of this room: apache-mime4j (structure), jsoup (text of HTML).
///
/// Start reading at [mailtally.message.Digests].
package mailtally.message;
