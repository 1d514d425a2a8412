package mailtally.store.ews;

import java.util.List;
import mailtally.store.server.WebBody;

/// SOAP 1.1 around what is asked, with the schema of Exchange 2013 SP1, which 2016, 2019 and SE
/// take.
final class Envelope {
    private static final String HEAD =
            "<?xml version=\"1.0\" encoding=\"utf-8\"?><soap:Envelope"
                    + " xmlns:soap=\"http://schemas.xmlsoap.org/soap/envelope/\""
                    + " xmlns:t=\"http://schemas.microsoft.com/exchange/services/2006/types\""
                    + " xmlns:m=\"http://schemas.microsoft.com/exchange/services/2006/messages\">"
                    + "<soap:Header><t:RequestServerVersion Version=\"Exchange2013_SP1\"/>";
    private static final String BODY = "</soap:Header><soap:Body>";
    private static final String FOOT = "</soap:Body></soap:Envelope>";

    private Envelope() {}

    static WebBody around(WebBody question) {
        return around("", question);
    }

    /// The same, asked by an application in the name of a mailbox's user.
    static WebBody inTheNameOf(String user, WebBody question) {
        return around(
                "<t:ExchangeImpersonation><t:ConnectingSID><t:PrimarySmtpAddress>"
                        + Xml.escaped(user)
                        + "</t:PrimarySmtpAddress></t:ConnectingSID></t:ExchangeImpersonation>",
                question);
    }

    private static WebBody around(String header, WebBody question) {
        return new JoinedBody(
                List.of(WebBody.of(HEAD + header + BODY), question, WebBody.of(FOOT)));
    }
}
