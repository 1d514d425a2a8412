package mailtally.web;

import io.javalin.http.Context;
import io.javalin.http.Cookie;
import io.javalin.http.SameSite;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;

/// Who may see the page and who may press: the browser that came with the token, from the page's
/// own address. Whatever another page or another program of this computer sends ends here. May be
/// used by several threads.
final class Doorkeeper {
    /// What the browser shows to anybody: it holds nothing of the user's.
    private static final Set<String> OPEN = Set.of("/page.css", "/page.js", "/htmx.js");

    private static final String ENTER = "/enter";
    private static final int SECRET_BYTES = 32;

    private final AtomicReference<String> token = new AtomicReference<>(secret());
    private final String first = token.get();
    private final String session = secret();
    private final String csrf = secret();
    private final String host;

    /// @param port at which the page is served
    Doorkeeper(int port) {
        host = "127.0.0.1:" + port;
    }

    /// The address that opens the page, once.
    String address() {
        return "http://" + host + ENTER + "?token=" + first;
    }

    /// What every form carries.
    String csrf() {
        return csrf;
    }

    /// Looks at a request before anything else does.
    ///
    /// @throws Refused where it is not to be served
    void look(Context request) {
        if (!host.equals(request.header("Host"))) {
            throw new Refused(
                    403,
                    "This page is shown at http://"
                            + host
                            + " alone. Nothing was shown or changed.",
                    false);
        }
        String path = request.path();
        if (OPEN.contains(path) || path.equals(ENTER)) {
            return;
        }
        if (!same(session, request.cookie(cookie()))) {
            throw new Refused(
                    403,
                    "This page belongs to an earlier start of Mailtally, or to another browser."
                            + " Nothing was changed. Start Mailtally again: it opens a page of its"
                            + " own, where the move goes on.",
                    false);
        }
        String site = request.header("Sec-Fetch-Site");
        if (site != null && !site.equals("same-origin") && !site.equals("none")) {
            throw new Refused(403, "Another page asked for this one. Nothing was changed.", true);
        }
        if (!request.method().name().equals("GET") && !request.method().name().equals("HEAD")) {
            fromOurPage(request, site);
        }
    }

    private void fromOurPage(Context request, String site) {
        String origin = request.header("Origin");
        boolean ours =
                origin == null ? "same-origin".equals(site) : origin.equals("http://" + host);
        if (!ours) {
            throw new Refused(403, "Another page asked for a change. Nothing was changed.", true);
        }
    }

    /// What a form of our page carried.
    ///
    /// @throws Refused where it is not from our page as it is now
    void checkForm(Map<String, String> fields) {
        if (!same(csrf, fields.get("csrf"))) {
            throw new Refused(
                    403,
                    "This page is from before Mailtally was started. Nothing was changed.",
                    true);
        }
    }

    /// Exchanges the token for a cookie.
    void enter(Context request) {
        String given = request.queryParam("token");
        String expected = token.get();
        if (expected != null && same(expected, given) && token.compareAndSet(expected, null)) {
            Cookie cookie = new Cookie(cookie(), session);
            cookie.setPath("/");
            cookie.setHttpOnly(true);
            cookie.setSameSite(SameSite.STRICT);
            request.cookie(cookie);
        } else if (!same(session, request.cookie(cookie()))) {
            throw new Refused(
                    403,
                    "This address opens the page once, and was used. Nothing was changed. Start"
                            + " Mailtally again: it opens a page of its own, where the move goes"
                            + " on.",
                    false);
        }
        request.status(303).header("Location", "/");
    }

    /// Cookies do not tell ports apart, so the name does.
    private String cookie() {
        return "mailtally-" + host.substring(host.indexOf(':') + 1);
    }

    private static boolean same(String expected, String given) {
        return given != null
                && MessageDigest.isEqual(
                        expected.getBytes(StandardCharsets.UTF_8),
                        given.getBytes(StandardCharsets.UTF_8));
    }

    private static String secret() {
        byte[] bytes = new byte[SECRET_BYTES];
        new SecureRandom().nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
