package mailtally.store.maildir;

import java.nio.file.Path;
import mailtally.store.FolderPath;

/// isync's layout: a tree of Maildirs, names as they are.
class MaildirTreeContractTest extends MaildirContractTest {
    @Override
    Path maildir(Path root, FolderPath folder) {
        Path on = root;
        for (String name : folder.names()) {
            on = on.resolve(name);
        }
        return on;
    }
}
