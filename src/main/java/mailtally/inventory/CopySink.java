package mailtally.inventory;

import java.io.IOException;
import mailtally.store.Folder;

/// Where an account's bytes go while they are read: a backup being written, or nowhere.
public interface CopySink {
    /// Begins a folder. Called once a folder, also for empty ones; several folders may be open at
    /// once, each used by one thread.
    FolderSink open(Folder folder) throws IOException;
}
