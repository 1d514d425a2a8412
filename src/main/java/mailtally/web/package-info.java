/// The journey as a page on this computer (`mailtally serve`): draws [mailtally.journey.View] and
/// hands presses on. Reached from this computer alone, by who has the address with its token.
///
/// Start reading at [mailtally.web.PageServer]; who may come in is the doorkeeper's, what is shown
/// where is the pages'. The templates lie in `src/main/jte` and become classes of this room; style
/// and script lie beside it in the resources.
///
/// May use: journey, report for its escaping alone, and Javalin and JTE, which live here.
///
/// Must never happen here: a judgement; a word that the journey did not say (but the page's
/// frame); text from mail that is not escaped; anything loaded from elsewhere.
package mailtally.web;
