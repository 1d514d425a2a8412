/// Maildir and Maildir++ (Courier's and Dovecot's layout), and plain trees of Maildirs (isync's).
///
/// Noun: [mailtally.store.maildir.MaildirStore].
///
/// ```
/// Maildir/
///   cur/  new/           one message a file; `tmp/` holds what is not delivered yet
///   dovecot-keywords     what the letters a to z in file names mean
///   .Work.Customers/     Maildir++: the folder Work/Customers, names in modified UTF-7
///     cur/  new/
///   Other/               a plain tree: the folder Other
///     cur/  new/
/// ```
///
/// May use: store, message.
///
/// Must never happen here: a message moved from `new` to `cur`, as mail programs do; one counted
/// twice or missed because a program moved it meanwhile.
package mailtally.store.maildir;
