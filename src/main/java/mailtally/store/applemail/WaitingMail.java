package mailtally.store.applemail;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import mailtally.store.applemail.MailAccount.Kind;

/// Looks for what waits: in the mailboxes Outbox and Send Later, on disk and in the index, and
/// among the index's actions. Outbox belongs to the Mac as a whole where it lies among the mail of
/// no account; then what another account sends counts too.
final class WaitingMail {
    private static final Set<String> OUTBOX = Set.of("outbox");
    private static final Set<String> SEND_LATER = Set.of("sendlater", "send later");

    private final Optional<EnvelopeIndex> index;
    private final List<AccountContent> contents;
    private final AccountContent account;
    private final List<String> doubts = new ArrayList<>();

    WaitingMail(
            Optional<EnvelopeIndex> index, List<AccountContent> contents, AccountContent account) {
        this.index = index;
        this.contents = contents;
        this.account = account;
    }

    Waiting look() {
        long outbox = filesIn(OUTBOX);
        long later = filesIn(SEND_LATER);
        long queued = 0;
        if (index.isEmpty()) {
            doubts.add(
                    "Without Mail's index it is not known what Mail has still to tell the server,"
                            + " or to send.");
        } else {
            Set<Long> others = others();
            outbox = Math.max(outbox, listed(OUTBOX));
            later =
                    Math.max(
                            Math.max(later, listed(SEND_LATER)),
                            or(
                                    index.get().scheduled(others),
                                    "which messages are to be sent later"));
            queued =
                    or(
                            index.get().queued(account.id(), others),
                            "what Mail has still to tell the server");
        }
        return new Waiting(outbox, later, queued, doubts);
    }

    private long or(OptionalLong count, String what) {
        if (count.isEmpty()) {
            doubts.add("Mail's index does not say " + what + ".");
        }
        return count.orElse(0);
    }

    /// Mailboxes that could not hold anything of this account: those of other accounts.
    private Set<Long> others() {
        Set<Long> rows = new HashSet<>();
        index.orElseThrow().mailboxes().stream()
                .filter(m -> !concerns(m))
                .forEach(m -> rows.add(m.row()));
        return rows;
    }

    private boolean concerns(EnvelopeIndex.Mailbox mailbox) {
        return account.mailboxes().values().stream().anyMatch(m -> m.indexed().contains(mailbox))
                || mailbox.url().account().equalsIgnoreCase(account.id());
    }

    private static boolean isCalled(List<String> names, Set<String> wanted) {
        return names.size() == 1 && wanted.contains(names.getFirst().toLowerCase(Locale.ROOT));
    }

    private boolean ofNoAccount(EnvelopeIndex.Mailbox mailbox) {
        return mailbox.url().account().isEmpty()
                || mailbox.url().scheme().equals("local")
                || contents.stream()
                        .filter(c -> c.account().kind() == Kind.LOCAL)
                        .anyMatch(c -> c.id().equalsIgnoreCase(mailbox.url().account()));
    }

    private long listed(Set<String> wanted) {
        return index.orElseThrow().mailboxes().stream()
                .filter(m -> isCalled(m.url().names(), wanted))
                .filter(m -> concerns(m) || ofNoAccount(m))
                .mapToLong(EnvelopeIndex.Mailbox::live)
                .sum();
    }

    /// Messages by their files, which the index may not know yet.
    private long filesIn(Set<String> wanted) {
        long count = 0;
        for (AccountContent content : contents) {
            if (content != account && content.account().kind() != Kind.LOCAL) {
                continue;
            }
            for (MailboxFolder mailbox : content.mailboxes().values()) {
                if (isCalled(mailbox.path().names(), wanted)) {
                    count += files(mailbox);
                }
            }
        }
        return count;
    }

    private long files(MailboxFolder mailbox) {
        long count = 0;
        Set<Long> numbers = new TreeSet<>();
        for (MessageFolder folder : mailbox.messageFolders()) {
            MessageFolder.Listing listing = folder.list();
            listing.problem().ifPresent(p -> doubts.add(mailbox.path() + ": " + p + "."));
            for (MessageFolder.Numbers some : List.of(listing.full(), listing.partial())) {
                for (int i = 0; i < some.count(); i++) {
                    numbers.add(some.get(i));
                }
            }
            count += listing.odd().size();
        }
        mailbox.troubles().forEach(t -> doubts.add(mailbox.path() + ": " + t.reason() + "."));
        return count + numbers.size();
    }
}
