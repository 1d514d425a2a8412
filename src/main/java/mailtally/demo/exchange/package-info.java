/// A stand-in for Exchange, for tests and the demo: a mailbox that changes mail as Exchange does,
/// reached by IMAP, EWS and Graph. What is proven with it is called 'proven against a stand-in'.
///
/// Nouns: [mailtally.demo.exchange.ExchangeStandIn] (start here: the servers),
/// [mailtally.demo.exchange.ExchangeQuirk] (one thing that Exchange does, with where that is known
/// from; each can be switched), [mailtally.demo.exchange.ExchangeMailbox] (folders and messages of
/// one user, whichever door they came by).
///
/// [mailtally.demo.exchange.TokenDoor] is where one signs in: it stands for Microsoft's identity
/// platform, with [mailtally.demo.exchange.TokenRules] for who may and how long.
///
/// It reads and writes MIME with a library that the program proves nothing with, so that a mistake
/// of ours does not agree with itself.
///
/// May use: what the room demo may.
///
/// Must never happen here: a port that other computers reach; a quirk without a name.
package mailtally.demo.exchange;
