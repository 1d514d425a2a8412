package mailtally.journey;

import java.io.IOException;
import java.util.Optional;
import mailtally.ledger.Ledger;
import mailtally.store.AddressException;
import mailtally.store.NotLetInException;
import mailtally.store.StoreUnavailableException;

/// What a person reads where something went wrong.
final class Troubles {
    private Troubles() {}

    /// One or more plain sentences: what, why, what was not lost, what to do.
    static String sentence(Throwable failure) {
        Optional<String> ledger = Ledger.explain(failure);
        if (ledger.isPresent()) {
            return ledger.get();
        }
        return switch (failure) {
            case StoreUnavailableException e -> e.getMessage();
            case AddressException e -> e.getMessage();
            case IOException e -> io(e);
            default ->
                    "Something in Mailtally itself went wrong ("
                            + failure.getClass().getSimpleName()
                            + "). What is counted stays counted, and no mail was removed. Press the"
                            + " button again; if it comes back, run mailtally with --verbose.";
        };
    }

    /// The address whose password is missing, where that is the trouble.
    static Optional<String> needsPassword(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof NotLetInException notLetIn) {
                return Optional.of(notLetIn.address());
            }
        }
        return Optional.empty();
    }

    private static String io(IOException e) {
        String message = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        return message.endsWith(".") ? message : message + ". What is counted stays counted.";
    }
}
