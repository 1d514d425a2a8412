package mailtally.ledger;

import java.util.Optional;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/// The ledger's file cannot be used: its disk is full or read-only, the file is damaged, or a newer
/// Mailtally wrote it. No mail was changed. Final for the run; exit status 3.
///
/// Unchecked, since any piece of work can meet it. The message is the reason, as a sentence.
public final class LedgerUnusableException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final int MOST_CAUSES = 20;

    /// The low byte tells the kind of failure, the others the place (SQLite, "Result Codes").
    private static final int KIND = 0xff;

    LedgerUnusableException(String reason) {
        super(reason);
    }

    private LedgerUnusableException(String reason, Throwable cause) {
        super(reason, cause);
    }

    /// Looks whether this is what a failure comes from.
    public static Optional<LedgerUnusableException> in(Throwable failure) {
        Throwable cause = failure;
        for (int i = 0; cause != null && i < MOST_CAUSES; i++) {
            if (cause instanceof LedgerUnusableException known) {
                return Optional.of(known);
            }
            if (cause instanceof SQLiteException database) {
                return reason(database.getResultCode())
                        .map(reason -> new LedgerUnusableException(reason, failure));
            }
            cause = cause.getCause();
        }
        return Optional.empty();
    }

    private static Optional<String> reason(SQLiteErrorCode code) {
        for (SQLiteErrorCode kind : SQLiteErrorCode.values()) {
            if (kind.code == (code.code & KIND)) {
                return switch (kind) {
                    case SQLITE_FULL -> Optional.of("There is no room left on its disk.");
                    case SQLITE_IOERR -> Optional.of("Its disk is full or answers with an error.");
                    case SQLITE_READONLY, SQLITE_PERM, SQLITE_CANTOPEN ->
                            Optional.of("This user may not write there.");
                    case SQLITE_CORRUPT, SQLITE_NOTADB -> Optional.of("The file is damaged.");
                    case SQLITE_BUSY, SQLITE_LOCKED ->
                            Optional.of("Another program holds the file.");
                    default -> Optional.empty();
                };
            }
        }
        return Optional.empty();
    }
}
