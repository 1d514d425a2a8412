package mailtally.store.server;

/// The protocols of mail servers, as the first word of an address.
public enum Scheme {
    /// IMAP with TLS from the first byte (RFC 8314 section 3.2).
    IMAPS("imaps", 993, true),
    /// IMAP with STARTTLS (RFC 9051 section 6.2.1), or plain to this computer itself.
    IMAP("imap", 143, false),
    /// POP3 with TLS from the first byte (RFC 8314 section 3.1).
    POP3S("pop3s", 995, true),
    /// POP3 with STLS (RFC 2595 section 4), or plain to this computer itself.
    POP3("pop3", 110, false),
    /// Exchange Web Services, over HTTPS (RFC 9110 section 4.2.2).
    EWS("ews", 443, true),
    /// Microsoft Graph: what stands behind the user is no host but the rest of the mailbox's
    /// address.
    GRAPH("graph", 443, true);

    private final String word;
    private final int usualPort;
    private final boolean tls;

    Scheme(String word, int usualPort, boolean tls) {
        this.word = word;
        this.usualPort = usualPort;
        this.tls = tls;
    }

    /// The word before `://`.
    public String word() {
        return word;
    }

    /// The port that IANA assigned.
    public int usualPort() {
        return usualPort;
    }

    /// True where TLS begins with the first byte.
    public boolean tls() {
        return tls;
    }

    /// True for Exchange Web Services.
    public boolean ews() {
        return this == EWS;
    }

    /// True for POP3, with or without TLS.
    public boolean pop() {
        return this == POP3 || this == POP3S;
    }
}
