package mailtally.web;

import io.javalin.http.Context;
import java.util.Map;

/// What every answer says to the browser, those of refusals and troubles too: load nothing from
/// elsewhere, keep nothing, run nothing but our two scripts.
final class Headers {
    static final Map<String, String> ALL =
            Map.of(
                    "Content-Security-Policy",
                    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
                            + " connect-src 'self'; form-action 'self'; frame-ancestors 'none';"
                            + " base-uri 'none'",
                    "Cache-Control",
                    "no-store",
                    "X-Content-Type-Options",
                    "nosniff",
                    // Not no-referrer: browsers would send Origin: null with a form then.
                    "Referrer-Policy",
                    "same-origin",
                    "Cross-Origin-Opener-Policy",
                    "same-origin",
                    "Cross-Origin-Resource-Policy",
                    "same-origin",
                    "Permissions-Policy",
                    "camera=(), microphone=(), geolocation=()",
                    "X-Frame-Options",
                    "DENY");

    private Headers() {}

    static void on(Context answer) {
        ALL.forEach(answer::header);
    }
}
