/// Real mail servers for tests, and a proxy that makes faults between them and a client.
///
/// Nouns: [mailtally.testing.server.MailServer] (a server on loopback with users whose password is
/// `secret`), [mailtally.testing.server.StoredMessage] (a message as a reader of the server's own
/// files sees it), [mailtally.testing.server.TroubleProxy] (stands between, and lets
/// a [mailtally.testing.server.Trouble] happen).
///
/// Each server runs on free ports of 127.0.0.1, in a folder of its own, as a user without rights,
/// and ends with the test: with `close()`, and also when the tests' Java is killed.
///
/// Must never happen here: a use of our own stores, digests or parsers to decide what a server
/// holds; a process that outlives its test.
package mailtally.testing.server;
