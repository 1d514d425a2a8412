package mailtally.demo.exchange;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/// What the IMAP door says of itself.
final class ImapWelcome {
    private static final String READY = "* OK The Microsoft Exchange IMAP4 service is ready.";
    private static final String PLAIN =
            "IMAP4rev1 AUTH=PLAIN AUTH=XOAUTH2 SASL-IR UIDPLUS MOVE ID UNSELECT CHILDREN IDLE"
                    + " NAMESPACE LITERAL+";
    private static final String BEFORE =
            "IMAP4 IMAP4rev1 AUTH=PLAIN AUTH=XOAUTH2 SASL-IR UIDPLUS ID UNSELECT CHILDREN IDLE"
                    + " NAMESPACE LITERAL+";
    private static final String AFTER =
            "IMAP4 IMAP4rev1 AUTH=PLAIN AUTH=XOAUTH2 SASL-IR UIDPLUS MOVE ID UNSELECT"
                    + " CLIENTACCESSRULES CLIENTNETWORKPRESENCELOCATION BACKENDAUTHENTICATE"
                    + " CHILDREN IDLE NAMESPACE LITERAL+";

    private ImapWelcome() {}

    static String greeting(ExchangeSettings settings) {
        if (!settings.has(ExchangeQuirk.BARE_GREETING)) {
            return "* OK [CAPABILITY " + capabilities(settings, false) + "] Ready.";
        }
        byte[] host = "stand-in.example.com".getBytes(StandardCharsets.US_ASCII);
        return READY + " [" + Base64.getEncoder().encodeToString(host) + "]";
    }

    static String capabilities(ExchangeSettings settings, boolean loggedIn) {
        if (!settings.has(ExchangeQuirk.CAPABILITIES_AS_LOGGED)) {
            return PLAIN;
        }
        return loggedIn ? AFTER : BEFORE;
    }
}
