package mailtally.discovery;

import java.util.List;
import java.util.Locale;

/// What a server says of Exchange Web Services (EWS) to a stranger. Exchange Online tells in a
/// header of its own, X-EWS-Policy-Reason, why it serves somebody not; most strangers it only asks
/// to sign in.
public sealed interface EwsAnswer {
    /// Asks for one folder, as any client would begin.
    String QUESTION =
            "<?xml version=\"1.0\" encoding=\"utf-8\"?><soap:Envelope"
                    + " xmlns:soap=\"http://schemas.xmlsoap.org/soap/envelope/\""
                    + " xmlns:t=\"http://schemas.microsoft.com/exchange/services/2006/types\""
                    + " xmlns:m=\"http://schemas.microsoft.com/exchange/services/2006/messages\">"
                    + "<soap:Header><t:RequestServerVersion Version=\"Exchange2013\"/></soap:Header>"
                    + "<soap:Body><m:GetFolder><m:FolderShape><t:BaseShape>IdOnly</t:BaseShape>"
                    + "</m:FolderShape><m:FolderIds><t:DistinguishedFolderId Id=\"inbox\"/>"
                    + "</m:FolderIds></m:GetFolder></soap:Body></soap:Envelope>";

    /// It is switched off for the mailbox or all of the organisation.
    record SwitchedOff() implements EwsAnswer {}

    /// A rule of the organisation keeps programs out: by their id, or by the name they give.
    record KeptOut() implements EwsAnswer {}

    /// It refuses, and does not say why.
    ///
    /// @param status HTTP's, such as 403
    record Refused(int status) implements EwsAnswer {}

    /// It is there, and wants to know who asks before it says more.
    ///
    /// @param ways to sign in: `Basic`, `NTLM`, `Bearer`
    record WantsSignIn(List<String> ways) implements EwsAnswer {
        public WantsSignIn {
            ways = List.copyOf(ways);
        }
    }

    /// Nothing came that could be one of these.
    ///
    /// @param what happened, a part of a sentence
    record Unclear(String what) implements EwsAnswer {}

    /// Reads what came.
    static EwsAnswer of(Page page) {
        return switch (page) {
            case Page.None(String answered, _) -> new Unclear(answered);
            case Page.Got got when got.policy().isPresent() ->
                    policy(got.policy().get().toLowerCase(Locale.ROOT), got);
            case Page.Got got when got.wantsSignIn() -> new WantsSignIn(got.signIn());
            case Page.Got got when got.body().contains("ErrorAccessDenied") ->
                    new Refused(got.status());
            case Page.Got got when got.status() == 403 -> new Refused(403);
            case Page.Got got -> new Unclear("it answered " + got.status());
        };
    }

    private static EwsAnswer policy(String reason, Page.Got got) {
        if (reason.contains("disabled")) {
            return new SwitchedOff();
        }
        return reason.contains("blocked by policy") ? new KeptOut() : new Refused(got.status());
    }
}
