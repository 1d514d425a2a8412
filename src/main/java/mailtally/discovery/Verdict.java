package mailtally.discovery;

import java.net.URI;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Weighs what was answered: the domain's own word first, then whom its DNS names, then Exchange
/// Online, which answers for addresses that it does not know too.
final class Verdict {
    private final String address;
    private final SearchSettings settings;
    private final List<Evidence> evidence = new ArrayList<>();
    private final List<String> doubts = new ArrayList<>();
    private final List<Named> named = new ArrayList<>();
    private Optional<Answered> imap = Optional.empty();
    private Optional<String> otherAddress = Optional.empty();
    private boolean dnsOnline;

    /// Somebody named an address for EWS.
    private record Named(Answered by, URI ews, Evidence evidence) {}

    Verdict(String address, SearchSettings settings) {
        this.address = address;
        this.settings = settings;
    }

    void dns(DomainRecords.Told told) {
        evidence.addAll(told.evidence());
        dnsOnline |= told.online();
    }

    void doubts(String sentence) {
        doubts.add(sentence);
    }

    void hear(Answered answered) {
        evidence.addAll(answered.evidence());
        answered.ews()
                .ifPresent(
                        ews -> named.add(new Named(answered, ews, answered.evidence().getLast())));
        if (answered.imap().isPresent() && imap.isEmpty()) {
            imap = Optional.of(answered);
        }
        answered.otherAddress().ifPresent(a -> otherAddress = Optional.of(a));
    }

    /// True where somebody of the domain's own named an address.
    boolean knowsOwn() {
        return named.stream().anyMatch(n -> n.by().rank() != Answered.Rank.ONLINE);
    }

    /// The address to look for next, once.
    Optional<String> otherAddress() {
        Optional<String> next = knowsOwn() ? Optional.empty() : otherAddress;
        otherAddress = Optional.empty();
        return next;
    }

    Discovered said() {
        Optional<Named> best = named.stream().min(Comparator.comparing((Named n) -> n.by().rank()));
        if (best.isEmpty()) {
            return nowhere();
        }
        Named taken = best.get();
        boolean online = Links.authority(taken.ews()).equals(settings.online());
        compare(taken, online);
        return new Discovered(
                address,
                online ? MailboxKind.EXCHANGE_ONLINE : MailboxKind.EXCHANGE_SERVER,
                Optional.of(taken.ews()),
                Optional.empty(),
                because(taken.by()),
                doubts,
                evidence.stream().map(e -> e.equals(taken.evidence()) ? e.asTaken() : e).toList());
    }

    private void compare(Named taken, boolean online) {
        named.stream()
                .filter(n -> !Links.authority(n.ews()).equals(Links.authority(taken.ews())))
                .map(n -> n.by().host() + " names another one, " + n.ews() + ".")
                .distinct()
                .forEach(doubts::add);
        if (online && taken.by().rank() == Answered.Rank.ONLINE && !dnsOnline) {
            doubts.add(
                    taken.by().host()
                            + " answers so for addresses that it does not know too, and nothing of"
                            + " the domain's own points there yet. Signing in will show.");
        }
        imap.ifPresent(
                a ->
                        doubts.add(
                                a.host()
                                        + " answers for the address and names a mailbox that is not"
                                        + " in Exchange. Programs that ask it set up the wrong"
                                        + " account: have that answer taken away, or its DNS record"
                                        + " changed."));
    }

    private static String because(Answered by) {
        return switch (by.rank()) {
            case SIGNED_IN -> by.host() + " says so to who signs in.";
            case OWN -> by.host() + ", the domain's own, says so.";
            case NAMED -> by.host() + " says so, and the domain names it.";
            case ONLINE -> by.host() + " says so, and nobody nearer to the domain names another.";
        };
    }

    private Discovered nowhere() {
        if (imap.isPresent()) {
            return new Discovered(
                    address,
                    MailboxKind.NOT_EXCHANGE,
                    Optional.empty(),
                    imap.get().imap(),
                    imap.get().host()
                            + " names a mailbox by IMAP, and nobody names one in Exchange.",
                    doubts,
                    evidence);
        }
        return new Discovered(
                address,
                MailboxKind.UNKNOWN,
                Optional.empty(),
                Optional.empty(),
                "Nobody who was asked knows the mailbox.",
                doubts,
                evidence);
    }
}
