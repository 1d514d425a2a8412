package mailtally.demo.exchange;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/// An authorization code that was given out (RFC 6749 section 4.1.2), with its challenge (RFC 7636
/// section 4.3).
record TokenCode(String client, String redirect, String challenge, String scope) {
    /// Whether who comes with this is the one who began.
    boolean fits(String redirected, String verifier) {
        return redirect.equals(redirected)
                && verifier.matches("[A-Za-z0-9._~-]{43,128}")
                && challenge.equals(challenge(verifier));
    }

    private static String challenge(String verifier) {
        try {
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(
                            MessageDigest.getInstance("SHA-256")
                                    .digest(verifier.getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
