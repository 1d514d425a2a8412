/// Apple Mail's library on disk, from before V2 to V10 and later. `docs/formats-applemail.md` says
/// how its files are read and why.
///
/// ```
/// ~/Library/Mail/PersistenceInfo.plist             which V folder is in use
///               /V10/MailData/Envelope Index       what Mail thinks there is: the second witness
///               /V10/<account>/Name.mbox/<UUID>/Data/3/2/1/Messages/123456.emlx
///                                                         /Messages/123457.partial.emlx
///                                                         /Attachments/123457/2.4/report.pdf
/// ```
///
/// Start reading at [mailtally.store.applemail.AppleMailLibrary] (which V folder, which accounts),
/// then [mailtally.store.applemail.FolderReader] (one folder) and
/// [mailtally.store.applemail.MessageFileReader] (one file). `plist` values are read by
/// [mailtally.store.applemail.PropertyList].
///
/// May use: store, message. Outside libraries: dd-plist (XML property lists that are out of the
/// ordinary), sqlite-jdbc (on copies only).
///
/// Must never happen here: anything created or changed below the library, an SQLite file of the
/// Mac's opened in place, a link followed, a FIFO or device opened, a length line trusted, a
/// message or attachment left out without a word.
package mailtally.store.applemail;
