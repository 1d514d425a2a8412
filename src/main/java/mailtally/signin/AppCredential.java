package mailtally.signin;

import com.microsoft.aad.msal4j.ClientCredentialFactory;
import com.microsoft.aad.msal4j.IClientCredential;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import mailtally.store.StoreUnavailableException;

/// What proves that it is the application: its secret, or a certificate's key. Both lie in files
/// that nobody else may read.
final class AppCredential {
    private static final int MOST_BYTES = 256 << 10;
    private static final String CERTIFICATE = "--oauth-certificate";
    private static final String SECRET = "--oauth-secret-file";

    private static final Pattern PEM =
            Pattern.compile("-----BEGIN ([A-Z ]+)-----([^-]*)-----END \\1-----");

    private AppCredential() {}

    /// @throws StoreUnavailableException if a file is not what it should be
    static IClientCredential of(OAuth choice, InputStream standardInput)
            throws StoreUnavailableException {
        Optional<String> secret = Optional.empty();
        if (choice.secretFile().isPresent()) {
            secret =
                    Optional.of(
                            new SecretFile(choice.secretFile().get(), SECRET, standardInput)
                                    .password());
        }
        return choice.certificate().isPresent()
                ? certificate(choice.certificate().get(), secret)
                : ClientCredentialFactory.createFromSecret(secret.orElseThrow());
    }

    private static IClientCredential certificate(String name, Optional<String> secret)
            throws StoreUnavailableException {
        try {
            Path file = Path.of(name);
            Optional<String> seen = SecretFile.seenByOthers(file);
            if (seen.isPresent()) {
                throw unusable(name, seen.get(), null);
            }
            byte[] bytes;
            try (InputStream in = Files.newInputStream(file)) {
                bytes = in.readNBytes(MOST_BYTES);
            }
            String text = new String(bytes, StandardCharsets.ISO_8859_1);
            return text.contains("-----BEGIN ") ? pem(name, text) : pkcs12(name, bytes, secret);
        } catch (InvalidPathException | IOException e) {
            throw unusable(name, "it cannot be read", e);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw unusable(
                    name,
                    "there is no certificate with its RSA key in it that can be read. PEM with an"
                            + " unencrypted key is read, and PKCS #12, whose password is the first"
                            + " line of the file of "
                            + SECRET,
                    e);
        }
    }

    private static IClientCredential pem(String name, String text)
            throws GeneralSecurityException, StoreUnavailableException {
        Optional<PrivateKey> key = Optional.empty();
        List<X509Certificate> chain = new ArrayList<>();
        Matcher parts = PEM.matcher(text);
        while (parts.find()) {
            byte[] part = Base64.getMimeDecoder().decode(parts.group(2));
            switch (parts.group(1)) {
                case "PRIVATE KEY" ->
                        key =
                                Optional.of(
                                        KeyFactory.getInstance("RSA")
                                                .generatePrivate(new PKCS8EncodedKeySpec(part)));
                case "CERTIFICATE" ->
                        chain.add(
                                (X509Certificate)
                                        CertificateFactory.getInstance("X.509")
                                                .generateCertificate(
                                                        new ByteArrayInputStream(part)));
                case "RSA PRIVATE KEY", "ENCRYPTED PRIVATE KEY" ->
                        throw unusable(
                                name,
                                "its key is in another form. Convert it with 'openssl pkcs8 -topk8"
                                        + " -nocrypt'",
                                null);
                default -> {}
            }
        }
        if (chain.isEmpty()) {
            throw new GeneralSecurityException("no certificate");
        }
        return ClientCredentialFactory.createFromCertificateChain(
                key.orElseThrow(() -> new GeneralSecurityException("no key")), chain);
    }

    private static IClientCredential pkcs12(String name, byte[] bytes, Optional<String> secret)
            throws GeneralSecurityException, StoreUnavailableException {
        char[] password = secret.orElse("").toCharArray();
        KeyStore store = KeyStore.getInstance("PKCS12");
        try {
            store.load(new ByteArrayInputStream(bytes), password);
        } catch (IOException e) {
            throw unusable(
                    name,
                    secret.isPresent()
                            ? "it does not open with the password of " + SECRET
                            : "it is no PEM, and does not open as PKCS #12 without a password. Name"
                                    + " a file with it by "
                                    + SECRET,
                    null);
        }
        for (String alias : Collections.list(store.aliases())) {
            if (store.getKey(alias, password) instanceof PrivateKey key) {
                List<X509Certificate> chain = new ArrayList<>();
                for (Certificate one : store.getCertificateChain(alias)) {
                    chain.add((X509Certificate) one);
                }
                return ClientCredentialFactory.createFromCertificateChain(key, chain);
            }
        }
        throw new GeneralSecurityException("no key");
    }

    private static StoreUnavailableException unusable(String name, String why, Exception cause) {
        return new StoreUnavailableException(
                "Cannot take the certificate from "
                        + name
                        + " ("
                        + CERTIFICATE
                        + "): "
                        + why
                        + ". Nothing was sent or changed.",
                cause);
    }
}
