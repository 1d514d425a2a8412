/// A store whose messages lack parts, completed from a server that has them: what Apple Mail never
/// downloaded is fetched as long as the account still exists. A decorator: it reads any store and
/// asks any other, and knows neither's kind.
///
/// Nouns: [mailtally.store.completed.CompletedStore] (start reading there), a wanted message (a
/// holding that lacks parts), its candidates (the server's messages that may be the same one).
///
/// May use: store, message.
///
/// Must never happen here: bytes from the server handed out for a holding before every component
/// that is here was found in them, and every missing part by its type and encoded length; a holding
/// that is not visited because the server had no answer.
package mailtally.store.completed;
