package mailtally.testing.server;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// How a test wants its Dovecot: every method changes one thing and gives the same setup back.
public final class DovecotSetup {
    Optional<String> capability = Optional.empty();
    Optional<String> quota = Optional.empty();
    Optional<ServerCertificate> certificate = Optional.empty();
    Optional<Path> mail = Optional.empty();
    int mostConnections = 64;
    boolean inboxPrefix;
    boolean compress;
    boolean virtualFolders;
    final List<String> settings = new ArrayList<>();

    DovecotSetup() {}

    /// What the server says it can do, in full, as in `IMAP4rev1 UIDPLUS`. It can do the rest too,
    /// but a client cannot know. `LITERAL+` is left out by leaving it out here.
    public DovecotSetup capability(String whole) {
        capability = Optional.of(whole);
        return this;
    }

    /// No user may hold more messages than this.
    public DovecotSetup mostMessages(int count) {
        quota = Optional.of("*:messages=" + count);
        return this;
    }

    /// No user may hold more than this.
    public DovecotSetup mostKilobytes(int count) {
        quota = Optional.of("*:storage=" + count + "K");
        return this;
    }

    /// `mail_max_userip_connections`: the next connection of a user is refused at login.
    public DovecotSetup mostConnections(int count) {
        mostConnections = count;
        return this;
    }

    /// All folders in `INBOX.`, separator `.`, as Courier has it.
    public DovecotSetup inboxPrefix() {
        inboxPrefix = true;
        return this;
    }

    /// Offers COMPRESS=DEFLATE. [DovecotServer#commands] cannot read what is sent after it began.
    public DovecotSetup compress() {
        compress = true;
        return this;
    }

    /// A folder `virtual/All` that shows every message a second time, marked `\All`.
    public DovecotSetup virtualFolders() {
        virtualFolders = true;
        return this;
    }

    /// IMAP and POP3 over TLS too, with this certificate, and STARTTLS on the plain ports.
    public DovecotSetup tls(ServerCertificate shown) {
        certificate = Optional.of(shown);
        return this;
    }

    /// Serves the Maildirs that are in this folder, `<user>/Maildir`, and works in place: give it a
    /// copy. They become the server's user's.
    public DovecotSetup mail(Path root) {
        mail = Optional.of(root);
        return this;
    }

    /// One more line or block of dovecot.conf, such as `pop3_uidl_format = %g`.
    public DovecotSetup setting(String line) {
        settings.add(line);
        return this;
    }

    /// Starts the server. Without Dovecot on this computer the test is skipped, or fails where all
    /// must be there.
    public DovecotServer start() {
        return DovecotServer.start(this);
    }
}
