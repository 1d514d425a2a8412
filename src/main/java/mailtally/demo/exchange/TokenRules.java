package mailtally.demo.exchange;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// How the place where one signs in behaves: which applications it knows, who enters the code, how
/// long tokens are good, and what is refused. Used by several threads.
public final class TokenRules {
    /// The directory of the stand-in.
    public static final String TENANT = "contoso.example";

    private static final Duration USUAL_CODE = Duration.ofMinutes(15);
    private static final Duration USUAL_TOKEN = Duration.ofHours(1);

    private final Map<String, String> secrets = new HashMap<>();
    private final Map<String, PublicKey> keys = new HashMap<>();
    private final Map<String, TokenAnswer> refusals = new HashMap<>();
    private Clock clock = Clock.systemUTC();
    private String person = "";
    private String userCode = "QWER-TYUI";
    private String verificationAddress = "https://login.example.com/device";
    private Duration codeGood = USUAL_CODE;
    private Duration tokenGood = USUAL_TOKEN;
    private int usesOfToken = Integer.MAX_VALUE;
    private int pollsBeforeEntered = 1;
    private int intervalSeconds = 1;
    private boolean declines;
    private boolean applicationsOpen = true;

    /// An application that persons sign in with.
    public synchronized TokenRules client(String id) {
        secrets.put(id, "");
        return this;
    }

    /// An application that can sign in by itself, with this secret.
    public synchronized TokenRules client(String id, String secret) {
        secrets.put(id, secret);
        return this;
    }

    /// An application that can sign in by itself, with this certificate's key.
    public synchronized TokenRules client(String id, PublicKey key) {
        secrets.putIfAbsent(id, "");
        keys.put(id, key);
        return this;
    }

    /// Who signs in.
    public synchronized TokenRules person(String address) {
        person = address;
        return this;
    }

    /// From now on tokens are as old as this clock says.
    public synchronized TokenRules clock(Clock other) {
        clock = other;
        return this;
    }

    /// How long a token is good.
    public synchronized TokenRules tokenGood(Duration time) {
        tokenGood = time;
        return this;
    }

    /// How often a token is taken before it has ended, whatever the clock says.
    public synchronized TokenRules usesOfToken(int times) {
        usesOfToken = times;
        return this;
    }

    /// How long somebody may take to enter a code.
    public synchronized TokenRules codeGood(Duration time) {
        codeGood = time;
        return this;
    }

    /// How often it is asked before somebody has entered the code.
    public synchronized TokenRules pollsBeforeEntered(int times) {
        pollsBeforeEntered = times;
        return this;
    }

    /// How often it wants to be asked.
    public synchronized TokenRules intervalSeconds(int seconds) {
        intervalSeconds = seconds;
        return this;
    }

    /// What it gives to be shown to a person.
    public synchronized TokenRules shows(String code, String address) {
        userCode = code;
        verificationAddress = address;
        return this;
    }

    /// Whoever signs in says no.
    public synchronized TokenRules declines(boolean no) {
        declines = no;
        return this;
    }

    /// One kind of question is refused from now on.
    ///
    /// @param grant `device_code`, `refresh_token`, `client_credentials`, …, or `devicecode`
    /// @param error OAuth's word for it
    /// @param number Microsoft's number, such as `AADSTS65001`
    public synchronized TokenRules refuses(String grant, String error, String number) {
        refusals.put(grant, TokenAnswer.error(400, error, number, "refused by a rule"));
        return this;
    }

    /// Nothing is refused any more.
    public synchronized TokenRules refusesNothing() {
        refusals.clear();
        return this;
    }

    /// Whether applications may open the mailboxes (Add-MailboxPermission).
    public synchronized TokenRules applicationsOpen(boolean open) {
        applicationsOpen = open;
        return this;
    }

    synchronized boolean mayOpen(TokenBook.Bearer bearer, String mailbox) {
        return bearer.application() ? applicationsOpen : bearer.user().equalsIgnoreCase(mailbox);
    }

    synchronized Optional<TokenAnswer> refusal(String tenant, String client, String grant) {
        if (!tenant.equals("organizations") && !tenant.equals(TENANT)) {
            return Optional.of(
                    TokenAnswer.error(400, "invalid_request", "AADSTS90002", "no such tenant"));
        }
        if (!secrets.containsKey(client)) {
            return Optional.of(
                    TokenAnswer.error(400, "unauthorized_client", "AADSTS700016", "no such app"));
        }
        return Optional.ofNullable(refusals.get(grant.substring(grant.lastIndexOf(':') + 1)));
    }

    synchronized boolean proves(String client, Map<String, String> form) {
        if (form.containsKey("client_secret")) {
            String secret = secrets.getOrDefault(client, "");
            return !secret.isEmpty() && secret.equals(form.get("client_secret"));
        }
        return keys.containsKey(client) && signed(keys.get(client), form.get("client_assertion"));
    }

    /// A JSON Web Token of the application itself (RFC 7523), signed by RS256 (RFC 7518).
    private static boolean signed(PublicKey key, String assertion) {
        String[] parts = assertion.split("\\.", -1);
        if (parts.length != 3) {
            return false;
        }
        try {
            Signature check = Signature.getInstance("SHA256withRSA");
            check.initVerify(key);
            check.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
            return check.verify(Base64.getUrlDecoder().decode(parts[2]));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return false;
        }
    }

    synchronized Instant now() {
        return clock.instant();
    }

    synchronized String person() {
        return person;
    }

    synchronized Duration codeGood() {
        return codeGood;
    }

    synchronized Duration tokenGood() {
        return tokenGood;
    }

    synchronized int usesOfToken() {
        return usesOfToken;
    }

    synchronized int pollsBeforeEntered() {
        return pollsBeforeEntered;
    }

    synchronized int intervalSeconds() {
        return intervalSeconds;
    }

    synchronized String userCode() {
        return userCode;
    }

    synchronized String verificationAddress() {
        return verificationAddress;
    }

    synchronized boolean declines() {
        return declines;
    }
}
