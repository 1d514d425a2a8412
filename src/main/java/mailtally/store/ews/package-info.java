/// Mail on an Exchange Server (2016, 2019, SE) by Exchange Web Services: SOAP 1.1 over HTTPS, one
/// address, `/EWS/Exchange.asmx`. Read and written.
///
/// Nouns: [mailtally.store.ews.EwsStore] (the one public class), [mailtally.store.ews.Service] (one
/// question and its answer; start here), [mailtally.store.ews.Throttle] (how many at once, and when
/// none at all), [mailtally.store.ews.AnswerGuard] and [mailtally.store.ews.AnswerReader] (what
/// stands between the server's XML and memory), [mailtally.store.ews.FolderTree],
/// [mailtally.store.ews.Listing] (which messages a folder has, page by page),
/// [mailtally.store.ews.Fetching] (their bytes), [mailtally.store.ews.EwsAppender],
/// [mailtally.store.ews.EwsTrial] (the one DeleteFolder: of our own trial).
///
/// A locator is the server's id of the item: it stays as long as the item is in its folder, and
/// changes when it is moved. What is behind it can be edited, so what was read is known by id and
/// version (ChangeKey).
///
/// May use: store.server, store, message.
///
/// Must never happen here: a secret in a text, an entity or a document type that is followed, an
/// answer without a limit, a request while the server asked to be left alone, a message sent again
/// before it was looked for.
package mailtally.store.ews;
