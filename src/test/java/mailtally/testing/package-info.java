/// What tests of several rooms share: a generator of messages with an oracle of its own, writers of
/// stores on disk, and readers that share no code with ours.
///
/// Nouns: [mailtally.testing.Mail] (a message as a model), [mailtally.testing.Oracle] (whether one
/// model contains another), [mailtally.testing.Harm] (what loses content),
/// [mailtally.testing.Dress] (what loses none), [mailtally.testing.StoreWriter].
///
/// Must never happen here: a use of our own digests, sheets, parsers or store readers to decide
/// what is right.
package mailtally.testing;
