package mailtally.store.applemail;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import mailtally.store.applemail.AccountsDatabase.Row;
import mailtally.store.applemail.MailAccount.Kind;

/// Makes one row of System Settings' list out of the accounts behind it.
final class AccountRows {
    private static final List<String> ALL = List.of("calendars", "contacts", "notes", "reminders");

    /// What goes with an account of this type, by the end of its identifier.
    private static final Map<String, List<String>> SERVICES =
            Map.ofEntries(
                    Map.entry("caldav", List.of("calendars")),
                    Map.entry("subscribedcalendar", List.of("calendars")),
                    Map.entry("carddav", List.of("contacts")),
                    Map.entry("ldap", List.of("contacts")),
                    Map.entry("notes", List.of("notes")),
                    Map.entry("imapnotes", List.of("notes")),
                    Map.entry("reminders", List.of("reminders")),
                    Map.entry("bookmarkdav", List.of("bookmarks")),
                    Map.entry("jabber", List.of("messages")),
                    Map.entry("exchange", ALL),
                    Map.entry("ews", ALL));

    /// What goes with an account for which this is switched on.
    private static final Map<String, String> DATACLASSES =
            Map.of(
                    "calendars", "calendars",
                    "contacts", "contacts",
                    "notes", "notes",
                    "reminders", "reminders",
                    "bookmarks", "bookmarks",
                    "messages", "messages");

    /// Types that are mail, a way to send it, or only a parent to others.
    private static final Set<String> NO_SERVICE =
            Set.of(
                    "imap",
                    "imapmail",
                    "pop",
                    "pop3",
                    "smtp",
                    "google",
                    "yahoo",
                    "aol",
                    "hotmail",
                    "appleaccount",
                    "appleid",
                    "identityservices",
                    "");

    /// Types that macOS keeps for itself: the list never shows them.
    private static final Set<String> NO_ROW =
            Set.of(
                    "onmydevice",
                    "onmymac",
                    "local",
                    "smtp",
                    "appleid",
                    "appleidauthentication",
                    "authkit",
                    "idms",
                    "identityservices",
                    "itunesstore",
                    "sandbox",
                    "gamecenter",
                    "cloudkit",
                    "devicelocator",
                    "madrid",
                    "facetime",
                    "holidaycalendar",
                    "publishedcalendar");

    private AccountRows() {}

    /// The row, or nothing where the list shows none.
    ///
    /// @param family the topmost account first
    static Optional<AccountRow> of(List<Row> family, Function<Row, KnownAccount> known) {
        Row top = family.getFirst();
        Optional<Row> mail = family.stream().filter(r -> known.apply(r).holdsMail()).findFirst();
        if (mail.isEmpty() && (!top.visible || NO_ROW.contains(KnownAccount.last(top.type)))) {
            return Optional.empty();
        }
        KnownAccount main = known.apply(mail.orElse(top));
        // Another service's host or user is not the mail's.
        List<KnownAccount> others =
                family.stream().map(known).filter(k -> mail.isEmpty() || k.holdsMail()).toList();
        String address = first(main, others, KnownAccount::address);
        String user = first(main, others, KnownAccount::user);
        String kind = kind(main.kind(), mail.orElse(top).type);
        String name = top.description.isEmpty() ? main.name() : top.description;
        return Optional.of(
                new AccountRow(
                        id(top, family),
                        List.of(name, address, user, kind).stream()
                                .filter(n -> !n.isEmpty())
                                .findFirst()
                                .orElse("account " + top.key),
                        kind,
                        address,
                        first(main, others, KnownAccount::host),
                        user,
                        services(family),
                        ids(family)));
    }

    private static String id(Row top, List<Row> family) {
        return family.stream()
                .map(r -> r.id)
                .filter(id -> !id.isEmpty())
                .findFirst()
                .orElse("account " + top.key);
    }

    private static Set<String> ids(List<Row> family) {
        Set<String> ids = new HashSet<>();
        ids.add(id(family.getFirst(), family));
        family.stream().map(r -> r.id).filter(id -> !id.isEmpty()).forEach(ids::add);
        return ids;
    }

    private static String kind(Kind kind, String type) {
        return kind == Kind.UNKNOWN ? type.substring(type.lastIndexOf('.') + 1) : kind.name();
    }

    private static String first(
            KnownAccount main, List<KnownAccount> others, Function<KnownAccount, String> what) {
        List<KnownAccount> all = new ArrayList<>(List.of(main));
        all.addAll(others);
        return all.stream().map(what).filter(v -> !v.isEmpty()).findFirst().orElse("");
    }

    /// In the usual order, then what is not known here by its own name.
    private static List<String> services(List<Row> family) {
        Set<String> words = new HashSet<>();
        Set<String> strange = new TreeSet<>();
        for (Row row : family) {
            String type = KnownAccount.last(row.type);
            row.dataclasses.stream()
                    .map(d -> DATACLASSES.get(KnownAccount.last(d)))
                    .filter(word -> word != null)
                    .forEach(words::add);
            if (!row.dataclasses.isEmpty() && ALL.equals(SERVICES.get(type))) {
                continue; // Exchange holds everything, and what is switched on is known
            }
            if (SERVICES.containsKey(type)) {
                words.addAll(SERVICES.get(type));
            } else if (!NO_SERVICE.contains(type) && !NO_ROW.contains(type)) {
                strange.add(row.type.substring(row.type.lastIndexOf('.') + 1));
            }
        }
        Set<String> ordered = new LinkedHashSet<>(ALL);
        ordered.retainAll(words);
        ordered.addAll(new TreeSet<>(words));
        ordered.addAll(strange);
        return List.copyOf(ordered);
    }
}
