package mailtally.ledger;

/// The ledger has tables that only a newer Mailtally knows. Nothing was changed. Not a defect:
/// [Ledger#explain] has the sentence.
final class NewerLedgerException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NewerLedgerException() {
        super(
                "A newer Mailtally wrote what is kept in its own folder. Nothing was changed. Use that"
                        + " one, or name another folder with --state.");
    }
}
