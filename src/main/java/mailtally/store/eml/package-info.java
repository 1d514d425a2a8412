/// A folder of `.eml` files: one message a file, as most mail programs save them when asked to.
/// Folders in it are mail folders.
///
/// Noun: [mailtally.store.eml.EmlStore].
///
/// May use: store, message.
///
/// Must never happen here: a link followed, a pipe opened, a file with that name left out without a
/// word.
package mailtally.store.eml;
