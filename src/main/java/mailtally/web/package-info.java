/// The journey as a page on this computer (`mailtally serve`): draws [mailtally.journey.View] and
/// hands presses on. Reached from this computer alone, by who has the address with its token.
///
/// May use: journey, and Javalin and JTE, which live here. Must never happen here: a judgement, a
/// word that the journey did not say, text from mail that is not escaped, anything loaded from
/// elsewhere.
package mailtally.web;
