package mailtally.discovery;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import mailtally.store.server.Secret;

/// A user and a password for HTTP (RFC 7617). Never shown.
record BasicLogin(String user, Secret.Password password) {
    String header() {
        byte[] both = (user + ":" + password.value()).getBytes(StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(both);
    }
}
