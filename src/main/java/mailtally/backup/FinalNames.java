package mailtally.backup;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// Names under which a backup may appear in its target: `jane@example.com 2026-03-05 09.11`, and
/// with ` 2`, ` 3`, … behind it where that is taken.
final class FinalNames {
    static final String PROOF_SUFFIX = ".proof.json";

    /// So many bags of one account in one minute, or packages of one name, are enough.
    static final int LIMIT = 10_000;

    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH.mm", Locale.ROOT);

    private FinalNames() {}

    /// The name to try as `number`, from 1.
    static String bag(String account, ZonedDateTime started, int number) {
        return numbered(SafeName.of(account) + " " + MINUTE.format(started), number);
    }

    static String numbered(String name, int number) {
        return number == 1 ? name : name + " " + number;
    }

    /// The proof that belongs to the bag.
    static Path proofOf(Path bag) {
        return bag.resolveSibling(bag.getFileName() + PROOF_SUFFIX);
    }

    static boolean taken(Path path) {
        return Files.exists(path, LinkOption.NOFOLLOW_LINKS);
    }
}
