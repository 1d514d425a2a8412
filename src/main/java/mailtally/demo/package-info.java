/// A rehearsal on made-up mail: a whole Apple Mail library that nobody ever wrote a letter in, so
/// that a person can see every step, and a test can say beforehand what should be found.
///
/// Nouns: [mailtally.demo.DemoLibrary] (the library, and the list of what was written),
/// [mailtally.demo.DemoMessage] (one line of that list), [mailtally.demo.DemoKind] (what is special
/// about it), [mailtally.demo.DemoDamage] (one bit turned in a backup), [mailtally.demo.DemoServer]
/// (the account's server and the new mailbox), [mailtally.demo.DemoMac] (a Mac that does not exist,
/// with System Settings as a page), [mailtally.demo.MacFiles] (its accounts and mail, changed as
/// System Settings and Mail change them).
///
/// The library lies below the given home as Apple Mail would have it:
///
/// ```
/// Library/Accounts/Accounts4.sqlite
/// Library/Mail/PersistenceInfo.plist
/// Library/Mail/V10/MailData/Envelope Index        with -wal and -shm, as while Mail runs
/// Library/Mail/V10/<account>/<Folder>.mbox/<UUID>/Data/Messages/N.emlx
/// Library/Mail/V10/<account>/<Folder>.mbox/<UUID>/Data/1/Messages/1nnn.emlx
/// Library/Mail/V10/<account>/<Folder>.mbox/<UUID>/Data/1/Attachments/1nnn/2/report.pdf
/// ```
///
/// May use: everything below the doors. Nothing uses it but the command line and tests.
///
/// Must never happen here: a file outside the given home; a change by whoever does not know the
/// page's path, or by another page; a domain that somebody owns (only
/// example.com, example.org and example.net, RFC 2606 section 3); a library that differs between
/// two runs with one seed.
package mailtally.demo;
