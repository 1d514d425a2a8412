package mailtally.cli;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import mailtally.discovery.Credentials;
import mailtally.discovery.Discovered;
import mailtally.discovery.MailboxKind;
import mailtally.store.AddressException;
import mailtally.store.server.Scheme;
import mailtally.store.server.ServerAddress;

/// Which mailbox is to be tried: the one that the user named, else the one that was found, where
/// there is a way to sign in.
final class SetupMailbox {
    private static final String USUAL_PATH = "/ews/exchange.asmx";
    private static final int HTTPS = 443;

    private final CommonOptions options;
    private final Optional<String> named;
    private final String online;
    private final Credentials credentials;

    /// @param online who answers for Exchange Online; its mailboxes are reached there by IMAP
    SetupMailbox(
            CommonOptions options, Optional<String> named, String online, Credentials credentials) {
        this.options = options;
        this.named = named;
        this.online = online;
        this.credentials = credentials;
    }

    /// What is wrong with the one that the user named.
    ///
    /// @throws AddressException if it is none
    void check() throws AddressException {
        if (named.isPresent() && !Servers.recognises(named.get())) {
            throw new AddressException(
                    "'"
                            + named.get()
                            + "' (--new) is no mailbox on a server. Write it as"
                            + " imaps://USER@HOST. Nothing was changed.");
        }
    }

    /// The mailbox as an address. A host that a server named gets no password before the person
    /// confirmed it.
    Optional<String> of(Discovered found) {
        if (named.isPresent()) {
            return named;
        }
        if (found.kind() == MailboxKind.EXCHANGE_ONLINE) {
            // It takes no password, so it gets none.
            boolean signsIn =
                    options.servers().oauth().isPresent()
                            || options.servers().secrets(Side.TARGET).tokens().named();
            String host = online.replaceFirst(":[0-9]+$", "");
            return signsIn
                    ? Optional.of(
                            text(Scheme.IMAPS, found.address(), host, Scheme.IMAPS.usualPort()))
                    : Optional.empty();
        }
        return found.ews().filter(SetupMailbox::usual).flatMap(ews -> onServer(found, ews));
    }

    private Optional<String> onServer(Discovered found, URI ews) {
        int port = ews.getPort() < 0 ? HTTPS : ews.getPort();
        String reason = "The mailbox was found there. " + found.because();
        return credentials.confirms(ews.getHost(), port, reason)
                ? Optional.of(text(Scheme.EWS, found.address(), ews.getHost(), port))
                : Optional.empty();
    }

    private static boolean usual(URI ews) {
        return ews.getPath().toLowerCase(Locale.ROOT).equals(USUAL_PATH);
    }

    private static String text(Scheme scheme, String user, String host, int port) {
        return new ServerAddress(scheme, user, host, port, Optional.empty()).text();
    }
}
