/// How a mail server is reached: its address, the connection with its TLS and time-outs, and what
/// stands between them and a secret.
///
/// Nouns: [mailtally.store.server.ServerAddress], [mailtally.store.server.Dialer] (start here),
/// [mailtally.store.server.ServerConnection], [mailtally.store.server.WebClient] (the same for web
/// services), [mailtally.store.server.Secrets] (answered by the room signin, wired by the doors).
/// What two kinds of server need alike stands here too, such as
/// [mailtally.store.server.DistinctPaths] and [mailtally.store.server.WebTime].
///
/// May use: store, message. `store.imap`, `store.pop3`, `store.ews` and `store.graph` stand on it.
///
/// Must never happen here: plain text to a host that is not this computer, a certificate that is
/// not verified, a wait without an end, a secret in an error.
package mailtally.store.server;
