package mailtally.web;

import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/// The fields of a form, within limits.
final class Form {
    static final int MOST_BYTES = 64 * 1024;
    private static final int MOST_FIELDS = 64;

    private Form() {}

    /// Reads a request's body. Of fields with the same name the first counts.
    ///
    /// @throws Refused where it is no form of ours or too large
    static Map<String, String> of(Context request) throws IOException {
        String type = request.contentType();
        if (type == null
                || !type.toLowerCase(Locale.ROOT).startsWith("application/x-www-form-urlencoded")) {
            throw new Refused(415, "This is no form of this page. Nothing was changed.", true);
        }
        String coded;
        try (InputStream body = request.bodyInputStream()) {
            byte[] bytes = body.readNBytes(MOST_BYTES + 1);
            if (bytes.length > MOST_BYTES) {
                throw tooMuch();
            }
            coded = new String(bytes, StandardCharsets.US_ASCII);
        }
        Map<String, String> fields = new HashMap<>();
        for (String pair : coded.split("&", MOST_FIELDS + 1)) {
            if (fields.size() == MOST_FIELDS) {
                throw tooMuch();
            }
            int equals = pair.indexOf('=');
            if (equals > 0) {
                fields.putIfAbsent(
                        decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1)));
            }
        }
        return fields;
    }

    private static Refused tooMuch() {
        return new Refused(413, "That is more than a form can take. Nothing was changed.", true);
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new Refused(400, "This is no form of this page. Nothing was changed.", true);
        }
    }
}
