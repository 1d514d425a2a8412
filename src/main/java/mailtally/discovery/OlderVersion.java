package mailtally.discovery;

import java.net.URI;
import java.util.Optional;
import mailtally.store.server.Secret;

/// The older Autodiscover (MS-OXDSCLI section 3.1.5): one POST, XML comes back. It is asked without
/// a password first; with one only a host that was confirmed, that answered over verified TLS, and
/// that asked for Basic.
final class OlderVersion {
    private final Pages pages;
    private final SearchSettings settings;
    private final MailDomain mail;
    private final Credentials credentials;

    OlderVersion(Pages pages, SearchSettings settings, MailDomain mail, Credentials credentials) {
        this.pages = pages;
        this.settings = settings;
        this.mail = mail;
        this.credentials = credentials;
    }

    Answered ask(String host, Answered.Rank rank) {
        Answered answered = new Answered(host, rank);
        Hops hops =
                new Hops(
                        settings, URI.create("https://" + host + "/autodiscover/autodiscover.xml"));
        for (Optional<URI> at = hops.next(); at.isPresent(); at = hops.next()) {
            URI asked = at.get();
            Page page = pages.post(hops.reached(asked), OlderXml.question(mail.address()));
            if (page instanceof Page.Got got && got.wantsSignIn()) {
                page = signIn(answered, hops, asked, got);
            }
            switch (page) {
                case Page.None(String what, String means) ->
                        answered.says(hops.shown(asked), what, means);
                case Page.Got got -> hear(answered, hops, asked, got);
            }
        }
        return answered;
    }

    /// Asks again with the password, where that may be; else answers what came already.
    private Page signIn(Answered answered, Hops hops, URI asked, Page.Got got) {
        boolean basic = got.signIn().stream().anyMatch("Basic"::equalsIgnoreCase);
        if (!basic || answered.refusedPassword()) {
            return got;
        }
        answered.asksForPassword();
        URI at = hops.reached(asked);
        String reason =
                Links.authority(asked).equals(answered.host())
                        ? "It is asked because of the address " + mail.address() + "."
                        : answered.host() + " points to it.";
        if (!credentials.confirms(at.getHost(), Links.port(at), reason)) {
            return got;
        }
        Optional<Secret.Password> password =
                credentials.password(mail.address(), at.getHost(), Links.port(at));
        if (password.isEmpty()) {
            return got;
        }
        BasicLogin login = new BasicLogin(mail.address(), password.get());
        Page page = pages.post(at, OlderXml.question(mail.address()), login);
        if (page instanceof Page.Got again && again.wantsSignIn()) {
            answered.refusesPassword();
        }
        return page;
    }

    private static void hear(Answered answered, Hops hops, URI asked, Page.Got got) {
        String shown = hops.shown(asked);
        if (got.pointsElsewhere()) {
            hops.points(answered, asked, Integer.toString(got.status()), got.location().get());
            return;
        }
        if (got.wantsSignIn()) {
            String ways =
                    got.signIn().isEmpty() ? "" : " (" + String.join(", ", got.signIn()) + ")";
            answered.says(
                    shown,
                    "401, asks to sign in" + ways,
                    answered.refusedPassword()
                            ? "It did not take the password."
                            : "An Exchange Server answers so. It was not sent a password.");
            return;
        }
        Optional<String> page = PageWords.page(got.type(), got.body());
        if (page.isPresent() || got.status() != 200) {
            answered.says(
                    shown,
                    got.status() + page.map(p -> ", " + p).orElse(""),
                    page.isPresent() && got.status() == 200
                            ? "A web server answers for this name, and no mail server. Passed over."
                            : "No Autodiscover there.");
            return;
        }
        understood(answered, hops, asked, OlderXml.read(got.body()));
    }

    private static void understood(Answered answered, Hops hops, URI asked, OlderAnswer answer) {
        String shown = hops.shown(asked);
        switch (answer) {
            case OlderAnswer.Settings(Optional<URI> ews, _) when ews.isPresent() -> {
                answered.says(shown, "EWS at " + ews.get(), "It knows the mailbox.");
                answered.names(ews.get());
            }
            case OlderAnswer.Settings(_, Optional<ImapPlace> imap) when imap.isPresent() -> {
                answered.says(
                        shown,
                        "IMAP at " + imap.get().host() + ":" + imap.get().port(),
                        "It names a mailbox that is not in Exchange. Web hosts answer so for every"
                                + " address of a domain.");
                answered.names(imap.get());
            }
            case OlderAnswer.Settings _ ->
                    answered.says(
                            shown,
                            "settings without EWS or IMAP",
                            "It names no mailbox that can be used here.");
            case OlderAnswer.OtherAddress(String address) -> {
                answered.says(
                        shown,
                        "another address: " + address,
                        "The mailbox has another name. Looked for under that next.");
                answered.renames(address);
            }
            case OlderAnswer.Elsewhere(String url) ->
                    hops.points(answered, asked, "RedirectUrl", url);
            case OlderAnswer.Refused(String code) ->
                    answered.says(
                            shown,
                            "error " + code,
                            "It is Autodiscover, and it has no such mailbox.");
            case OlderAnswer.Other(String why) ->
                    answered.says(shown, why, "That is no answer of Autodiscover. Passed over.");
        }
    }
}
