package mailtally.demo.exchange;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.databind.json.JsonMapper;

/// The tokens that the stand-in gave out, for whom and how long. Used by several threads.
public final class TokenBook {
    private static final int SECRET_BYTES = 24;

    private final TokenRules rules;
    private final SecureRandom random = new SecureRandom();
    private final Map<String, Access> access = new HashMap<>();
    private final Map<String, Refresh> refresh = new HashMap<>();
    private final List<String> secrets = new ArrayList<>();

    TokenBook(TokenRules rules) {
        this.rules = rules;
    }

    /// Who comes with a token.
    ///
    /// @param user the person's address, or empty where an application came by itself
    /// @param scopes what it was given for
    public record Bearer(String client, String user, String scopes) {
        /// True where no person signed in.
        public boolean application() {
            return user.isEmpty();
        }
    }

    private static final class Access {
        final Bearer bearer;
        final Instant ends;
        int uses;

        Access(Bearer bearer, Instant ends) {
            this.bearer = bearer;
            this.ends = ends;
        }
    }

    private record Refresh(String client, String user) {}

    /// Who comes with this token, if it is one of ours that has not ended. Counts as one use.
    public synchronized Optional<Bearer> bearer(String token) {
        Access found = access.get(token);
        if (found == null
                || !rules.now().isBefore(found.ends)
                || found.uses >= rules.usesOfToken()) {
            return Optional.empty();
        }
        found.uses++;
        return Optional.of(found.bearer);
    }

    /// Whether this token is one of ours that has not ended. Does not count as a use.
    synchronized boolean lasts(String token) {
        Access found = access.get(token);
        return found != null && rules.now().isBefore(found.ends);
    }

    /// Whether the token was given for a service; one that never ends is for all.
    synchronized boolean isFor(String token, String service) {
        Access found = access.get(token);
        return found == null || found.bearer.scopes().contains(service);
    }

    /// Every access token ends now.
    public synchronized void endAll() {
        access.clear();
    }

    /// Every sign-in ends now: who comes with a refresh token has to sign in anew.
    public synchronized void endSignins() {
        refresh.clear();
    }

    /// Every secret that was ever given out or came in, so that a test can look where they are.
    public synchronized List<String> secrets() {
        return List.copyOf(secrets);
    }

    synchronized void keepsSecret(String secret) {
        if (!secret.isEmpty()) {
            secrets.add(secret);
        }
    }

    synchronized String secret(String kind) {
        byte[] bytes = new byte[SECRET_BYTES];
        random.nextBytes(bytes);
        String secret = kind + "-" + HexFormat.of().formatHex(bytes);
        secrets.add(secret);
        return secret;
    }

    synchronized TokenAnswer forPerson(String client, String user, String scopes) {
        String again = secret("refresh");
        refresh.put(again, new Refresh(client, user));
        Map<String, Object> answer = access(new Bearer(client, user, scopes));
        answer.put("refresh_token", again);
        answer.put("id_token", idToken(client, user));
        answer.put("client_info", base64(Map.of("uid", id(user), "utid", TokenRules.TENANT)));
        return new TokenAnswer(200, answer);
    }

    synchronized TokenAnswer refreshed(String client, String token, String scopes) {
        Refresh known = refresh.get(token);
        if (known == null || !known.client().equals(client)) {
            return TokenAnswer.error(400, "invalid_grant", "AADSTS700082", "it has ended");
        }
        return forPerson(client, known.user(), scopes);
    }

    synchronized TokenAnswer forApplication(String client, String scopes) {
        return new TokenAnswer(200, access(new Bearer(client, "", scopes)));
    }

    private Map<String, Object> access(Bearer bearer) {
        String token = secret("access");
        access.put(token, new Access(bearer, rules.now().plus(rules.tokenGood())));
        Map<String, Object> answer = new TreeMap<>();
        answer.put("token_type", "Bearer");
        answer.put("access_token", token);
        answer.put("expires_in", rules.tokenGood().toSeconds());
        answer.put("scope", bearer.scopes());
        return answer;
    }

    /// A JSON Web Token (RFC 7519) that nobody here checks.
    private static String idToken(String client, String user) {
        Map<String, Object> claims = new TreeMap<>();
        claims.put("aud", client);
        claims.put("oid", id(user));
        claims.put("sub", id(user));
        claims.put("tid", TokenRules.TENANT);
        claims.put("preferred_username", user);
        claims.put("ver", "2.0");
        return base64(Map.of("alg", "RS256", "typ", "JWT")) + "." + base64(claims) + ".c2ln";
    }

    private static String id(String user) {
        return HexFormat.of().formatHex(user.getBytes(StandardCharsets.UTF_8));
    }

    private static String base64(Map<String, Object> json) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(JsonMapper.shared().writeValueAsBytes(json));
    }
}
