package mailtally.backup;

import java.util.List;
import mailtally.store.Folder;

/// What a backup is a backup of.
///
/// @param address the store's address, without secrets
/// @param account what the person calls it: becomes part of the backup's name
/// @param programVersion which version of this program writes it
/// @param folders every folder, as the store lists them; each will be opened once
public record Origin(String address, String account, String programVersion, List<Folder> folders) {
    public Origin {
        folders = List.copyOf(folders);
    }
}
