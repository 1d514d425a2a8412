package mailtally.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import mailtally.report.Plain;
import mailtally.report.ReportJson;
import mailtally.report.ReportText;
import mailtally.report.Version;
import mailtally.store.AddressException;
import mailtally.store.Folder;
import mailtally.store.Store;
import mailtally.store.StoreUnavailableException;
import mailtally.store.Witness;
import mailtally.store.applemail.AccountRow;
import mailtally.store.applemail.AppleMailLibrary;
import mailtally.store.applemail.MailAccount;
import tools.jackson.core.JsonGenerator;

/// Looks whether the new account is on this Mac and shows mail, beside what the mailbox has.
final class SetupLook {
    private final Console console;
    private final CommonOptions options;
    private final String address;

    SetupLook(Console console, CommonOptions options, String address) {
        this.console = console;
        this.options = options;
        this.address = address.strip();
    }

    /// One account of the address, and what Mail has of it here.
    private record Here(MailAccount account, int folders, long messages) {}

    /// Looks, and says what is there.
    ///
    /// @param mailbox the new mailbox, to count beside it
    /// @return 0 where an Exchange account of the address shows mail, or all that its mailbox has
    int look(Optional<String> mailbox) throws AddressException, StoreUnavailableException {
        try (Places places = new Places(options)) {
            List<Here> here = new ArrayList<>();
            Set<String> theirs = theirs();
            for (MailAccount account : places.library().accounts()) {
                if (account.kind() == MailAccount.Kind.EXCHANGE
                        && (isTheirs(account.address(), account.user())
                                || theirs.contains(account.id()))) {
                    here.add(here(places, account));
                }
            }
            Optional<Long> there = Optional.empty();
            if (mailbox.isPresent()) {
                there = Optional.of(counted(places.open(Side.TARGET, mailbox.get())));
            }
            long messages = here.stream().mapToLong(Here::messages).sum();
            boolean works =
                    !here.isEmpty() && (messages > 0 || there.filter(t -> t == 0).isPresent());
            if (options.json()) {
                json(here, there, works);
            } else {
                text(here, there, works);
            }
            return works ? ExitStatus.PROVEN : ExitStatus.NOT_PROVEN;
        }
    }

    /// The ids behind every row of System Settings that has the address: the account of the mail
    /// itself need not tell it.
    private Set<String> theirs() throws StoreUnavailableException {
        Set<String> ids = new HashSet<>();
        if (Files.notExists(options.accounts())) {
            return ids; // a library without its Mac: its own words are all there is
        }
        Path copies = options.state().make("copies");
        for (AccountRow row : AppleMailLibrary.rows(options.accounts(), copies)) {
            if (isTheirs(row.address(), row.user())) {
                ids.addAll(row.family());
            }
        }
        return ids;
    }

    private boolean isTheirs(String itsAddress, String user) {
        return itsAddress.strip().equalsIgnoreCase(address)
                || user.strip().equalsIgnoreCase(address);
    }

    private static Here here(Places places, MailAccount account) throws StoreUnavailableException {
        try (Store store = places.library().store(account)) {
            long messages = 0;
            for (Folder folder : store.folders()) {
                messages += folder.witnesses().stream().mapToLong(Witness::count).max().orElse(0);
            }
            return new Here(account, store.folders().size(), messages);
        }
    }

    private static long counted(Store store) throws StoreUnavailableException {
        return store.folders().stream()
                .flatMap(f -> f.witnesses().stream())
                .mapToLong(Witness::count)
                .sum();
    }

    private void text(List<Here> here, Optional<Long> there, boolean works) {
        line("Is the new account of " + address + " on this Mac, and does it show mail?");
        if (here.isEmpty()) {
            line(
                    "No: this Mac has no Exchange account of that address. Add it in System"
                            + " Settings, Internet Accounts, or approve its profile; open Mail, let"
                            + " it fetch, quit it, and look again.");
        }
        for (Here one : here) {
            line(
                    (works ? "Yes: " : "Not yet: ")
                            + one.account().label()
                            + " (Exchange) has "
                            + ReportText.count(one.messages(), "message")
                            + " in "
                            + ReportText.count(one.folders(), "folder")
                            + " here.");
        }
        there.ifPresent(
                count -> line("Its mailbox has " + ReportText.count(count, "message") + "."));
        if (!here.isEmpty() && there.isPresent() && works) {
            line(
                    "Mail fetches the rest by and by. The counts can differ: Mail may list a"
                            + " message in two folders. Whether each message arrived is for"
                            + " 'mailtally check'.");
        }
        if (!here.isEmpty() && !works) {
            line("Open Mail and let it fetch; quit it, and look again.");
        }
    }

    private void line(String text) {
        console.out().println(Plain.folded(Plain.text(text), "  ", console.columns()));
    }

    private void json(List<Here> here, Optional<Long> there, boolean works) {
        try (JsonGenerator json = ReportJson.generator(console.out())) {
            json.writeStartObject();
            json.writeStringProperty("command", "setup");
            json.writeStringProperty("version", Version.text());
            json.writeStringProperty("address", address);
            json.writeBooleanProperty("works", works);
            json.writeArrayPropertyStart("accounts");
            for (Here one : here) {
                json.writeStartObject();
                json.writeStringProperty("id", one.account().id());
                json.writeStringProperty("address", one.account().address());
                json.writeStringProperty("host", one.account().host());
                json.writeNumberProperty("folders", one.folders());
                json.writeNumberProperty("messages", one.messages());
                json.writeEndObject();
            }
            json.writeEndArray();
            if (there.isPresent()) {
                json.writeNumberProperty("mailboxMessages", there.get());
            }
            json.writeEndObject();
        }
        console.out().println();
    }
}
