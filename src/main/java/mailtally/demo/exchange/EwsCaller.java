package mailtally.demo.exchange;

import java.util.Optional;

/// Who asks at the door, and which mailboxes that opens.
///
/// @param user whose mailbox is meant where none is named; empty for an application
/// @param bearer what the token says, where it was given out by the stand-in
record EwsCaller(ExchangeStandIn server, String user, Optional<TokenBook.Bearer> bearer) {
    /// The same in another's name (the header ExchangeImpersonation).
    EwsCaller inTheNameOf(String other) throws EwsFault {
        mailbox(other);
        return new EwsCaller(server, other, bearer);
    }

    /// The mailbox of this user.
    ExchangeMailbox mailbox(String address) throws EwsFault {
        Optional<ExchangeMailbox> there =
                server.account(address).map(ExchangeStandIn.Account::mailbox);
        boolean open =
                bearer.isPresent()
                        ? server.tokens().rules().mayOpen(bearer.get(), address)
                        : address.equalsIgnoreCase(user);
        if (there.isEmpty()) {
            throw new EwsFault(
                    "ErrorNonExistentMailbox",
                    "The SMTP address has no mailbox associated with it.");
        }
        if (!open) {
            throw new EwsFault(
                    "ErrorAccessDenied", "Access is denied. Check credentials and try again.");
        }
        return there.get();
    }
}
