package mailtally.store.ews;

import mailtally.store.Folder;

/// A folder that holds mail.
///
/// @param id the server's own; stays when it is renamed
/// @param total how many items it had when it was listed
record RemoteFolder(Folder folder, String id, long total) {}
