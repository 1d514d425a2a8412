package mailtally.ledger;

import java.io.IOException;
import java.nio.file.Path;

/// Another Mailtally is working with the same ledger. Nothing was changed.
public final class LedgerBusyException extends IOException {
    private static final long serialVersionUID = 1L;

    LedgerBusyException(Path file) {
        super(
                "Another Mailtally is working on the same account (it holds "
                        + file.getFileName()
                        + "). Nothing was changed. Wait until it has ended and run this again.");
    }
}
