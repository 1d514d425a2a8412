package mailtally.testing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import mailtally.demo.MacFiles;
import mailtally.message.AppleFlags;
import mailtally.message.MessageBytes;
import mailtally.store.Appender;
import mailtally.store.FolderPath;
import mailtally.store.SpecialUse;
import mailtally.store.WritableStore;
import mailtally.store.applemail.MailAccount.Kind;

/// A Mac with little mail, for quick tests: library, accounts database, Envelope Index and a host
/// that is what the test says. Every message is plain, and no two are alike.
///
/// ```
/// SmallMac mac = SmallMac.in(folder);
/// String jane = mac.imap("jane@example.com");
/// mac.received(jane, "INBOX", 30);
/// mac.sentOnlyHere(jane, 3);
/// mac.fill(jane, server);      // what the account's server has of it
/// ```
public final class SmallMac {
    /// Where mail that was sent lies.
    public static final FolderPath SENT = FolderPath.of("Sent Messages");

    private static final long READ = 1;
    private static final Instant FIRST = Instant.parse("2021-02-03T04:05:06Z");

    private final MacFiles files;
    private final SettableHost host = new SettableHost();
    private final List<Message> messages = new ArrayList<>();
    private int written;

    private SmallMac(MacFiles files) {
        this.files = files;
    }

    /// A message on this Mac.
    ///
    /// @param account its account's id
    /// @param number of its file
    /// @param onServer true where the account's server has it
    public record Message(
            String account,
            FolderPath folder,
            long number,
            MessageBytes bytes,
            Instant received,
            boolean onServer) {}

    /// A Mac without accounts, below a folder that has none yet.
    public static SmallMac in(Path home) throws IOException {
        return new SmallMac(MacFiles.create(home));
    }

    /// A Mac with what most tests need: jane's IMAP account with 30 messages on its server and 3 in
    /// Sent that are on this Mac only, and 5 messages On My Mac.
    public static SmallMac usual(Path home) throws IOException {
        SmallMac mac = in(home);
        String jane = mac.imap("jane@example.com");
        mac.received(jane, "INBOX", 20);
        mac.received(jane, "Archive/2019", 10);
        mac.sentOnlyHere(jane, 3);
        mac.received(mac.local(), "Letters", 5);
        return mac;
    }

    /// Adds an IMAP account; its host is `imap.` and the address's domain.
    public String imap(String address) throws IOException {
        return account(Kind.IMAP, address, "Work", "imap." + domain(address));
    }

    /// Adds a POP account; its host is `pop.` and the address's domain.
    public String pop(String address) throws IOException {
        return account(Kind.POP, address, "Old mail", "pop." + domain(address));
    }

    /// Adds an Exchange account; its host is `outlook.` and the address's domain.
    public String exchange(String address) throws IOException {
        return account(Kind.EXCHANGE, address, "Exchange", "outlook." + domain(address));
    }

    /// Adds On My Mac.
    public String local() throws IOException {
        return files.addAccount(Kind.LOCAL, "", "", "On My Mac", "");
    }

    /// Adds an account; its user is its address.
    public String account(Kind kind, String address, String description, String hostName)
            throws IOException {
        return files.addAccount(kind, address, address, description, hostName);
    }

    /// Adds messages that came from the account's server, which has them.
    ///
    /// @param folder levels separated by slashes
    public List<Message> received(String account, String folder, int count) throws IOException {
        return put(account, FolderPath.of(folder.split("/", -1)), count, true);
    }

    /// Adds messages that no server has.
    public List<Message> onlyHere(String account, String folder, int count) throws IOException {
        return put(account, FolderPath.of(folder.split("/", -1)), count, false);
    }

    /// Adds messages to Sent that no server has.
    public List<Message> sentOnlyHere(String account, int count) throws IOException {
        return put(account, SENT, count, false);
    }

    /// Deletes a message.
    public void delete(Message message) throws IOException {
        files.delete(message.account(), message.folder(), message.number());
        messages.remove(message);
    }

    /// Every message on this Mac, in the order in which they were added.
    public List<Message> messages() {
        return List.copyOf(messages);
    }

    /// An account's messages.
    public List<Message> messages(String account) {
        return messages.stream().filter(m -> m.account().equals(account)).toList();
    }

    /// Puts what an account's server has into a store that stands for it, with flags and dates.
    public void fill(String account, WritableStore server) throws Exception {
        fill(account, server, true);
    }

    /// Puts into a store what of an account is on this Mac only.
    public void fillRest(String account, WritableStore server) throws Exception {
        fill(account, server, false);
    }

    private void fill(String account, WritableStore server, boolean onServer) throws Exception {
        Map<FolderPath, List<Appender.Outgoing>> folders = new LinkedHashMap<>();
        for (Message message : messages(account)) {
            List<Appender.Outgoing> inside =
                    folders.computeIfAbsent(message.folder(), _ -> new ArrayList<>());
            if (message.onServer() == onServer) {
                inside.add(
                        new Appender.Outgoing(
                                message.bytes(),
                                AppleFlags.translate(READ),
                                Optional.of(message.received())));
            }
        }
        for (Map.Entry<FolderPath, List<Appender.Outgoing>> each : folders.entrySet()) {
            FolderPath path = each.getKey();
            try (Appender folder = server.appender(server.create(path, SpecialUse.byName(path)))) {
                for (Appender.Answer answer : folder.append(each.getValue())) {
                    if (!(answer instanceof Appender.Answer.Stored)) {
                        throw new IOException("the server refused a message: " + answer);
                    }
                }
            }
        }
    }

    /// The library: `Library/Mail` below the home folder.
    public Path library() {
        return files.library();
    }

    /// The accounts database.
    public Path accounts() {
        return files.accountsDatabase();
    }

    /// The computer.
    public SettableHost host() {
        return host;
    }

    /// The files, to be changed as System Settings and Mail do: rows removed, renamed, actions that
    /// wait.
    public MacFiles files() {
        return files;
    }

    private List<Message> put(String account, FolderPath folder, int count, boolean onServer)
            throws IOException {
        List<MacFiles.Item> items = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int n = ++written;
            Optional<String> remote = onServer ? Optional.of("" + n) : Optional.empty();
            items.add(
                    new MacFiles.Item(
                            MessageBytes.of(text(n)), READ, FIRST.plusSeconds(3600L * n), remote));
        }
        List<Long> numbers = files.put(account, folder, items);
        List<Message> added = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            MacFiles.Item item = items.get(i);
            added.add(
                    new Message(
                            account,
                            folder,
                            numbers.get(i),
                            item.message(),
                            item.received(),
                            onServer));
        }
        messages.addAll(added);
        return added;
    }

    private static byte[] text(int n) {
        return """
                From: Ann Other <ann@example.org>
                To: Jane Doe <jane@example.com>
                Subject: Letter %1$d
                Date: Wed, 3 Feb 2021 04:%2$02d:%3$02d +0000
                Message-ID: <letter.%1$d@example.org>
                MIME-Version: 1.0
                Content-Type: text/plain; charset=us-ascii

                This is letter number %1$d.
                """
                .formatted(n, n / 60 % 60, n % 60)
                .getBytes(StandardCharsets.US_ASCII);
    }

    private static String domain(String address) {
        return address.substring(address.indexOf('@') + 1);
    }
}
