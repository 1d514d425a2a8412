package mailtally.store.maildir;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import mailtally.store.FolderPath;

/// Courier's and Dovecot's layout: `.A.B` beside INBOX's own `cur` and `new`.
class MaildirPlusPlusContractTest extends MaildirContractTest {
    @Override
    Path maildir(Path root, FolderPath folder) {
        return folder.equals(FolderPath.of("INBOX"))
                ? root
                : root.resolve(
                        folder.names().stream()
                                .map(MaildirContractTest::modifiedUtf7)
                                .collect(Collectors.joining(".", ".", "")));
    }

    /// A dot divides levels, so it cannot be in a name.
    @Override
    protected List<String> oddNames() {
        return ODD_NAMES.stream().filter(name -> !name.contains(".")).toList();
    }
}
