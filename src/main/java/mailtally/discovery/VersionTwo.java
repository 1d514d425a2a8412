package mailtally.discovery;

import java.net.URI;
import java.util.Optional;

/// Autodiscover v2: one GET, nobody signs in, JSON comes back.
final class VersionTwo {
    private final Pages pages;
    private final SearchSettings settings;
    private final MailDomain mail;

    VersionTwo(Pages pages, SearchSettings settings, MailDomain mail) {
        this.pages = pages;
        this.settings = settings;
        this.mail = mail;
    }

    Answered ask(String host, Answered.Rank rank) {
        Answered answered = new Answered(host, rank);
        URI first =
                URI.create(
                        "https://"
                                + host
                                + "/autodiscover/autodiscover.json?Email="
                                + mail.inQuery()
                                + "&Protocol=Ews");
        Hops hops = new Hops(settings, first);
        for (Optional<URI> at = hops.next(); at.isPresent(); at = hops.next()) {
            URI asked = at.get();
            switch (pages.get(hops.reached(asked))) {
                case Page.None(String what, String means) ->
                        answered.says(hops.shown(asked), what, means);
                case Page.Got got -> hear(answered, hops, asked, got);
            }
        }
        return answered;
    }

    private static void hear(Answered answered, Hops hops, URI asked, Page.Got got) {
        String shown = hops.shown(asked);
        if (got.pointsElsewhere()) {
            hops.points(answered, asked, Integer.toString(got.status()), got.location().get());
            return;
        }
        Optional<String> page = PageWords.page(got.type(), got.body());
        if (page.isPresent() || got.status() != 200) {
            refused(answered, shown, got, page);
            return;
        }
        switch (JsonAnswer.read(got.body())) {
            case JsonAnswer.Found(URI ews) -> {
                answered.says(shown, "EWS at " + ews, "It knows the mailbox.");
                answered.names(ews);
            }
            case JsonAnswer.Refused(String code) -> refusal(answered, shown, code);
            case JsonAnswer.Other(String why) ->
                    answered.says(shown, why, "That is no answer of Autodiscover v2. Passed over.");
        }
    }

    private static void refused(
            Answered answered, String shown, Page.Got got, Optional<String> page) {
        if (page.isEmpty()
                && JsonAnswer.read(got.body()) instanceof JsonAnswer.Refused(String code)) {
            refusal(answered, shown, code);
            return;
        }
        String what = got.status() + page.map(p -> ", " + p).orElse("");
        answered.says(
                shown,
                got.wantsSignIn() ? what + ", asks to sign in" : what,
                page.isPresent() && got.status() == 200
                        ? "A web server answers for this name, and no mail server. Passed over."
                        : "No Autodiscover v2 there.");
    }

    private static void refusal(Answered answered, String shown, String code) {
        answered.says(
                shown,
                "error " + code,
                "It is Autodiscover, and it has no such mailbox or does not tell.");
    }
}
