package mailtally.signin;

import com.microsoft.aad.msal4j.HttpMethod;
import com.microsoft.aad.msal4j.HttpRequest;
import com.microsoft.aad.msal4j.HttpResponse;
import com.microsoft.aad.msal4j.IHttpClient;
import com.microsoft.aad.msal4j.IHttpResponse;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import mailtally.store.server.WebAnswer;
import mailtally.store.server.WebBody;
import mailtally.store.server.WebClient;
import mailtally.store.server.WebRequest;

/// The library's way to the network: over our own client, so with a verified certificate, with
/// time-outs and limits, and to the one host that the user named. Used by one thread at a time.
final class OAuthWeb implements IHttpClient {
    private static final int MOST_ANSWER_BYTES = 1 << 20;

    /// From here on, questions of one sign-in come at most every second: the server says how often
    /// it may be asked whether the person is done, and could say 0.
    private static final int UNPACED = 10;

    private static final int MOST_QUESTIONS = 2_000;
    private static final long PACE_MS = 1_000;

    private final WebClient web;
    private final URI base;
    private int asked;

    /// @param base where one signs in, as the user named it
    OAuthWeb(WebClient web, URI base) {
        this.web = web;
        this.base = base;
    }

    /// The address that the library is told: it takes no other than https.
    static String told(URI base, String tenant) {
        return "https://" + base.getRawAuthority() + "/" + tenant;
    }

    @Override
    public IHttpResponse send(HttpRequest request) throws IOException, InterruptedException {
        pace();
        WebRequest ask =
                new WebRequest(
                        request.httpMethod() == HttpMethod.POST ? "POST" : "GET",
                        allowed(request.url()),
                        request.headers() == null ? Map.of() : request.headers(),
                        Optional.ofNullable(request.body()).map(WebBody::of));
        try (WebAnswer answer = web.send(ask)) {
            HttpResponse response = new HttpResponse();
            response.statusCode(answer.status());
            response.body(answer.text(MOST_ANSWER_BYTES));
            for (String name : List.of("Content-Type", "Retry-After")) {
                answer.header(name)
                        .ifPresent(value -> response.addHeaders(Map.of(name, List.of(value))));
            }
            return response;
        }
    }

    /// The same place as the user named it. For a renewal MSAL forgets the port, so hosts alone are
    /// compared; where it goes is the named one's port in any case.
    private URI allowed(URL url) throws IOException {
        URI asked;
        try {
            asked = url.toURI();
        } catch (URISyntaxException e) {
            throw new MalformedURLException("no address");
        }
        if (!base.getHost().equalsIgnoreCase(asked.getHost())) {
            throw new IOException("another host than the one that was named");
        }
        return named(base, asked);
    }

    /// What MSAL means, at the place that the user named.
    static URI named(URI base, URI asked) {
        return URI.create(
                base.getScheme()
                        + "://"
                        + base.getRawAuthority()
                        + asked.getRawPath()
                        + (asked.getRawQuery() == null ? "" : "?" + asked.getRawQuery()));
    }

    private void pace() throws IOException, InterruptedException {
        if (asked++ >= UNPACED) {
            Thread.sleep(PACE_MS);
        }
        if (asked > MOST_QUESTIONS) {
            throw new IOException("no answer after " + MOST_QUESTIONS + " questions");
        }
    }
}
