/// A configuration profile that adds an Exchange account to a Mac: made, written, read back.
///
/// Nouns: [mailtally.profile.ExchangeAccount] (what the account is),
/// [mailtally.profile.AccountProfile] (start here).
///
/// May use: store.applemail (its reader of property lists), store, message.
///
/// Must never happen here: a password in a profile; a file that others can read; a file
/// overwritten; a profile called good that was not read back.
package mailtally.profile;
