package mailtally.demo.exchange;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Where one signs in: Microsoft's identity platform as far as a mail program meets it (OAuth 2.0:
/// RFC 6749, RFC 8628, RFC 7636; the errors are those of Microsoft's list of AADSTS codes).
///
///     POST /{tenant}/oauth2/v2.0/devicecode
///     GET  /{tenant}/oauth2/v2.0/authorize   where a browser goes; answers at once as if signed in
///     POST /{tenant}/oauth2/v2.0/token
///
/// Used by several threads.
public final class TokenDoor implements HttpHandler {
    private static final Pattern PATH =
            Pattern.compile("/([A-Za-z0-9.-]+)/oauth2/v2\\.0/(devicecode|authorize|token)");

    private static final int MOST_BYTES = 64 << 10;

    private final TokenRules rules = new TokenRules();
    private final TokenBook book = new TokenBook(rules);
    private final Map<String, Device> devices = new ConcurrentHashMap<>();
    private final Map<String, TokenCode> codes = new ConcurrentHashMap<>();
    private final List<String> heard = new ArrayList<>();

    /// A code that somebody may enter.
    private static final class Device {
        final String client;
        final String scope;
        final java.time.Instant ends;
        int asked;

        Device(String client, String scope, java.time.Instant ends) {
            this.client = client;
            this.scope = scope;
            this.ends = ends;
        }
    }

    /// How it behaves; may be changed at any time.
    public TokenRules rules() {
        return rules;
    }

    /// The tokens that were given out.
    public TokenBook book() {
        return book;
    }

    /// What was asked for so far: `devicecode`, `authorize` or the grant's name.
    public List<String> heard() {
        synchronized (heard) {
            return List.copyOf(heard);
        }
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Matcher path = PATH.matcher(exchange.getRequestURI().getPath());
            if (!path.matches()) {
                TokenAnswer.error(404, "not_found", "", "").send(exchange);
                return;
            }
            boolean get = exchange.getRequestMethod().equals("GET");
            Map<String, String> form =
                    fields(
                            get
                                    ? String.valueOf(exchange.getRequestURI().getRawQuery())
                                    : new String(
                                            exchange.getRequestBody().readNBytes(MOST_BYTES),
                                            StandardCharsets.UTF_8));
            note(path.group(2), form);
            answer(path.group(1), path.group(2), form).send(exchange);
        }
    }

    private void note(String what, Map<String, String> form) {
        synchronized (heard) {
            String grant = form.getOrDefault("grant_type", what);
            heard.add(grant.substring(grant.lastIndexOf(':') + 1));
        }
    }

    private TokenAnswer answer(String tenant, String what, Map<String, String> form) {
        Optional<TokenAnswer> refused =
                rules.refusal(
                        tenant,
                        form.getOrDefault("client_id", ""),
                        form.getOrDefault("grant_type", what));
        if (refused.isPresent()) {
            return refused.get();
        }
        return switch (what) {
            case "devicecode" -> device(form);
            case "authorize" -> authorize(form);
            default -> token(tenant, form);
        };
    }

    private TokenAnswer device(Map<String, String> form) {
        String code = book.secret("device");
        Duration good = rules.codeGood();
        devices.put(
                code,
                new Device(
                        form.getOrDefault("client_id", ""),
                        form.getOrDefault("scope", ""),
                        rules.now().plus(good)));
        Map<String, Object> answer = new HashMap<>();
        answer.put("device_code", code);
        answer.put("user_code", rules.userCode());
        answer.put("verification_uri", rules.verificationAddress());
        answer.put("expires_in", good.toSeconds());
        answer.put("interval", rules.intervalSeconds());
        answer.put("message", "\u001b[31mDo as this text says.");
        return new TokenAnswer(200, answer);
    }

    /// Stands for the whole of signing in, of who would be asked for a password.
    private TokenAnswer authorize(Map<String, String> form) {
        String back = form.getOrDefault("redirect_uri", "");
        if (!back.matches("http://(localhost|127\\.0\\.0\\.1)(:[0-9]+)?/?")) {
            return TokenAnswer.error(400, "invalid_request", "AADSTS50011", "redirect address");
        }
        if (!"S256".equals(form.get("code_challenge_method"))) {
            return TokenAnswer.error(400, "invalid_request", "AADSTS9002325", "PKCE is required");
        }
        String code = book.secret("code");
        codes.put(
                code,
                new TokenCode(
                        form.getOrDefault("client_id", ""),
                        back,
                        form.getOrDefault("code_challenge", ""),
                        form.getOrDefault("scope", "")));
        String state = form.getOrDefault("state", "");
        return form.getOrDefault("response_mode", "").equals("form_post")
                ? TokenAnswer.form(back, code, state)
                : TokenAnswer.redirect(back + "/?code=" + code + "&state=" + state);
    }

    private TokenAnswer token(String tenant, Map<String, String> form) {
        return switch (form.getOrDefault("grant_type", "")) {
            case "urn:ietf:params:oauth:grant-type:device_code", "device_code" -> entered(form);
            case "authorization_code" -> exchanged(form);
            case "refresh_token" -> refreshed(form);
            case "client_credentials" -> application(tenant, form);
            default -> TokenAnswer.error(400, "unsupported_grant_type", "AADSTS70003", "grant");
        };
    }

    private TokenAnswer entered(Map<String, String> form) {
        Device device = devices.get(form.getOrDefault("device_code", ""));
        if (device == null || !device.client.equals(form.get("client_id"))) {
            return TokenAnswer.error(400, "bad_verification_code", "AADSTS70000", "code");
        }
        if (!rules.now().isBefore(device.ends)) {
            return TokenAnswer.error(400, "expired_token", "AADSTS70020", "the code has expired");
        }
        if (rules.declines()) {
            return TokenAnswer.error(400, "authorization_declined", "AADSTS70018", "declined");
        }
        if (device.asked++ < rules.pollsBeforeEntered()) {
            return TokenAnswer.error(400, "authorization_pending", "AADSTS70016", "pending");
        }
        devices.values().remove(device);
        return book.forPerson(device.client, rules.person(), device.scope);
    }

    private TokenAnswer exchanged(Map<String, String> form) {
        TokenCode code = codes.remove(form.getOrDefault("code", ""));
        String verifier = form.getOrDefault("code_verifier", "");
        book.keepsSecret(verifier);
        if (code == null || !code.fits(form.getOrDefault("redirect_uri", ""), verifier)) {
            return TokenAnswer.error(400, "invalid_grant", "AADSTS501481", "code or verifier");
        }
        return book.forPerson(code.client(), rules.person(), code.scope());
    }

    private TokenAnswer refreshed(Map<String, String> form) {
        return book.refreshed(
                form.getOrDefault("client_id", ""),
                form.getOrDefault("refresh_token", ""),
                form.getOrDefault("scope", ""));
    }

    private TokenAnswer application(String tenant, Map<String, String> form) {
        String client = form.getOrDefault("client_id", "");
        if (tenant.equals("organizations")) {
            return TokenAnswer.error(400, "invalid_request", "AADSTS50194", "name a tenant");
        }
        if (form.getOrDefault("client_secret", "").isEmpty()
                && form.getOrDefault("client_assertion", "").isEmpty()) {
            return TokenAnswer.error(401, "invalid_client", "AADSTS7000218", "nothing proves it");
        }
        if (!rules.proves(client, form)) {
            return TokenAnswer.error(401, "invalid_client", "AADSTS7000215", "wrong proof");
        }
        return book.forApplication(client, form.getOrDefault("scope", ""));
    }

    private static Map<String, String> fields(String text) {
        Map<String, String> fields = new HashMap<>();
        for (String pair : text.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                fields.put(
                        URLDecoder.decode(pair.substring(0, equals), StandardCharsets.UTF_8),
                        URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
            }
        }
        return fields;
    }
}
