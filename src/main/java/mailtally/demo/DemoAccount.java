package mailtally.demo;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.UUID;

/// The accounts of the made-up library. Their identifiers are the same in each library, so that
/// what is written about them can be compared.
public enum DemoAccount {
    /// An IMAP account: the server has most of it.
    IMAP("jane@example.com", "Example Mail", "imap", "imap.example.com", 993),
    /// A POP account: the server may hold nothing.
    POP("jane.old@example.net", "Old Provider", "pop", "pop.example.net", 995),
    /// Mail that belongs to no account.
    LOCAL("", "On My Mac", "local", "", 0);

    private final String address;
    private final String description;
    private final String scheme;
    private final String host;
    private final int port;

    DemoAccount(String address, String description, String scheme, String host, int port) {
        this.address = address;
        this.description = description;
        this.scheme = scheme;
        this.host = host;
        this.port = port;
    }

    /// The name of the account's folder in the library, and its key in the accounts database.
    public String id() {
        byte[] name = ("mailtally demo " + name()).getBytes(StandardCharsets.US_ASCII);
        return UUID.nameUUIDFromBytes(name).toString().toUpperCase(Locale.ROOT);
    }

    /// The mail address, or empty for mail on this Mac.
    public String address() {
        return address;
    }

    /// The name that Mail shows.
    public String description() {
        return description;
    }

    /// What begins the account's URLs in the Envelope Index.
    String scheme() {
        return scheme;
    }

    /// The server, or empty.
    public String host() {
        return host;
    }

    /// The server's port, or 0.
    public int port() {
        return port;
    }
}
