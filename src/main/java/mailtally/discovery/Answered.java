package mailtally.discovery;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What one place answered to one kind of question, with all that it pointed to.
final class Answered {
    private final String host;
    private final Rank rank;
    private final List<Evidence> evidence = new ArrayList<>();
    private Optional<URI> ews = Optional.empty();
    private Optional<ImapPlace> imap = Optional.empty();
    private Optional<String> otherAddress = Optional.empty();
    private boolean wantsPassword;
    private boolean refusedPassword;

    /// Whose word counts more, best first.
    enum Rank {
        /// The domain's own, and the person signed in there.
        SIGNED_IN,
        /// The domain's own.
        OWN,
        /// Named by the domain's DNS.
        NAMED,
        /// Exchange Online, which answers for many domains.
        ONLINE
    }

    /// @param host whom was asked first
    Answered(String host, Rank rank) {
        this.host = host;
        this.rank = rank;
    }

    String host() {
        return host;
    }

    Rank rank() {
        return rank;
    }

    List<Evidence> evidence() {
        return evidence;
    }

    Optional<URI> ews() {
        return ews;
    }

    Optional<ImapPlace> imap() {
        return imap;
    }

    Optional<String> otherAddress() {
        return otherAddress;
    }

    /// True where it would say more to who signs in with a password.
    boolean wantsPassword() {
        return wantsPassword;
    }

    /// True where it was shown a password and did not take it.
    boolean refusedPassword() {
        return refusedPassword;
    }

    void says(String asked, String answered, String means) {
        evidence.add(Evidence.of(asked, answered, means));
    }

    void names(URI address) {
        ews = Optional.of(address);
    }

    void names(ImapPlace place) {
        imap = Optional.of(place);
    }

    void renames(String address) {
        otherAddress = Optional.of(address);
    }

    void refusesPassword() {
        refusedPassword = true;
    }

    void asksForPassword() {
        wantsPassword = true;
    }
}
