package mailtally.store.ews;

/// The server refused a whole request (a SOAP fault, or a status of HTTP). Nothing of it was done,
/// unless [Refusal#passing].
final class RefusedByServerException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Refusal refusal;

    RefusedByServerException(Refusal refusal) {
        super(refusal.text());
        this.refusal = refusal;
    }

    Refusal refusal() {
        return refusal;
    }
}
